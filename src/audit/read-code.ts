import type { AuditWrapper } from "../plan/plan.ts";
import { type Collected, collectCalls } from "./facts/collect-calls.ts";
import type { Call, CodeFacts } from "./facts/facts.ts";
import { GENERATED } from "./facts/targets.ts";
import type { Compiler } from "./project/compiler.ts";
import { COMPONENT_FILE, countInMarkup, readEmbeddedScripts } from "./project/embedded-scripts.ts";
import { createPrograms, type OpenedProgram } from "./project/program.ts";
import type { SourceFiles } from "./project/source-files.ts";
import { openWorkspace } from "./project/workspace.ts";

/** What to read. All paths are absolute, with `/`. */
interface CodeToRead {
  /** Nothing outside of it is read, but for packages that it imports. */
  readonly root: string;
  readonly sources: readonly string[];
  /** The `package.json` files of the project. */
  readonly manifests: readonly string[];
  /** Wrappers that the plan names. */
  readonly wrappers?: readonly AuditWrapper[] | undefined;
}

/** A file without any of these words sends nothing itself, and ends no session. */
const WORDS =
  /posthog|\b(?:capture|captureImmediate|identify|groupIdentify)\b|\btrack[\p{Lu}\p{N}_]|(?:log|sign)_?(?:out|off)\s*\(/iu;

const IMPORTED = /\b(?:from|import|require)\s*\(?\s*["']([^"'\n]+)["']/gu;

/** Wrappers are found in the files that call PostHog; the files that call wrappers, by their names. */
const MAX_ROUNDS = 6;

/** Reads what the code of a project does with PostHog. Runs nothing of it. */
export function readCode(
  { root, sources, manifests, wrappers = [] }: CodeToRead,
  compiler: Compiler,
  files: SourceFiles,
): CodeFacts {
  const programs = createPrograms(compiler, files, { root, workspace: openWorkspace(manifests, files) });
  const words =
    wrappers.length === 0 ? WORDS : new RegExp(`${WORDS.source}|${anyOf(wrappers.map(nameOf))}`, "iu");
  const chosen = new Set<string>();
  const unreadable = new Map<string, string>();
  const marked: string[] = [];
  let looked: ReadonlySet<string> = new Set();
  let opened: { readonly program: OpenedProgram; readonly roots: ReadonlySet<string> } | undefined;
  let pattern = words;
  let calls: readonly Call[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const added = choose(pattern);
    if (added === 0) break;
    const collected = programs.withoutDeep(collect);
    ({ calls } = collected);
    const names = new Set([...collected.wrappers, ...aliasesOf(collected.wrappers)]);
    const fresh = [...names].filter((name) => !looked.has(name));
    if (fresh.length === 0) break;
    looked = names;
    pattern = new RegExp(anyOf(fresh), "u");
  }
  return {
    calls,
    unreadable: [...unreadable].map(([file, reason]) => ({ file, reason })),
    templates: templates(),
    unresolved: programs.unresolved(),
    files: { seen: sources.length, analysed: chosen.size, marked },
  };

  /** Reads the chosen files. */
  function collect(isAgain: boolean): Collected {
    if (isAgain) opened = undefined;
    const program = openChosen();
    const valid = [...chosen].filter((path) => {
      const fault = program.faultOf(path);
      if (fault !== undefined) unreadable.set(path, fault);
      return fault === undefined;
    });
    const read = valid.flatMap((path) => program.fileOf(path) ?? []);
    return collectCalls(read, program.code, wrappers);
  }

  /**
   * The program of the chosen files and of those that import them, which the next round may choose: what the compiler knows of types
   * ends with its program.
   */
  function openChosen(): OpenedProgram {
    const isOpen = opened !== undefined && [...chosen].every((path) => opened?.roots.has(path));
    if (opened !== undefined && isOpen) return opened.program;
    const names = new Set([...chosen].map(moduleName));
    const roots = new Set(chosen);
    for (const path of sources) {
      const imports = [...(files.readFile(path) ?? "").matchAll(IMPORTED)];
      if (imports.some(([, specifier = ""]) => names.has(moduleName(specifier)))) roots.add(path);
    }
    opened = { program: programs.open([...roots]), roots };
    return opened.program;
  }

  /** Adds the files with such words. */
  function choose(wanted: RegExp): number {
    let added = 0;
    for (const path of sources) {
      if (chosen.has(path)) continue;
      const text = files.readFile(path);
      if (text === undefined || text.startsWith(GENERATED)) continue;
      if (wanted === words && text.includes("tracking-plan-ignore")) marked.push(path);
      if (!wanted.test(text)) continue;
      if (COMPONENT_FILE.test(path) && readEmbeddedScripts(text) === undefined) continue;
      chosen.add(path);
      added++;
    }
    return added;
  }

  /** Names under which modules hand functions on: `export { send as sendEvent }`. */
  function aliasesOf(names: ReadonlySet<string>): readonly string[] {
    if (names.size === 0) return [];
    const renamed = new RegExp(`${anyOf([...names])}\\s+as\\s+([\\p{L}_$][\\p{L}\\p{N}_$]*)`, "gu");
    return [...chosen].flatMap((path) =>
      [...(files.readFile(path) ?? "").matchAll(renamed)].flatMap(([, alias]) => alias ?? []),
    );
  }

  function templates(): CodeFacts["templates"] {
    const names = anyOf(["capture", "identify", ...looked]);
    return [...chosen]
      .filter((path) => COMPONENT_FILE.test(path))
      .flatMap((file) => {
        const text = files.readFile(file) ?? "";
        const scripts = readEmbeddedScripts(text)?.text ?? "";
        const count = countInMarkup(text, scripts, new RegExp(`(?:${names})\\s*\\(`, "u"));
        return count === 0 ? [] : [{ file, count }];
      });
  }
}

/** What an import of a file ends with. */
function moduleName(path: string): string {
  const [, folder = "", file = ""] = /([^/]*)\/([^/]*?)(?:\.\w+)*$/u.exec(`/${path}`) ?? [];
  return file === "index" ? folder : file;
}

function nameOf({ name }: AuditWrapper): string {
  return name;
}

function anyOf(names: readonly string[]): string {
  const escaped = names.map((name) => name.replaceAll(/[\^$\\.*+?()[\]{}|/]/gu, String.raw`\$&`));
  return `(?<![\\p{L}\\p{N}_$])(?:${escaped.join("|")})(?![\\p{L}\\p{N}_$])`;
}
