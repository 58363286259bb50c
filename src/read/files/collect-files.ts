import type { Pointer } from "../../plan/property.ts";
import { checkPath, outside } from "../repository-paths.ts";
import type { Finding } from "../report.ts";
import { quote } from "../words.ts";
import { type FileAnswer, type PlanFiles, findFiles, folderOf, isPattern, isYaml } from "./plan-files.ts";
import type { ParsedFile, ParseFile } from "./parse-file.ts";

/** The files of a plan, each parsed on its own. */
export interface CollectedFiles {
  readonly root: ParsedFile;
  /** Each file once, sorted by path. */
  readonly included: readonly ParsedFile[];
  /** What is wrong with their `include` lists. */
  readonly findings: readonly Finding[];
}

/** Where {@link collectFiles} gets files, and how it parses them. */
interface FileAccess {
  readonly files: PlanFiles;
  readonly parse: ParseFile;
}

/**
 * Follows `include` from the plan file on, in files with errors, too.
 *
 * @param folder Folder that paths in the root are relative to, from the repository's root.
 */
export async function collectFiles(
  root: ParsedFile,
  folder: string,
  access: FileAccess,
): Promise<CollectedFiles> {
  const collector = new Collector(access);
  await collector.follow({ file: root, folder, chain: [root] });
  const included = [...collector.included.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return { root, included, findings: collector.findings };
}

/** A plan file without access to other files: every `include` is reported as not found. */
export function collectAlone(root: ParsedFile, folder: string): CollectedFiles {
  const findings = patternsOf(root.content?.include).map(
    ([pattern, at]) => checkPattern(pattern, at, folder) ?? notFound(pattern, at),
  );
  return { root, included: [], findings };
}

/** A file whose `include` is followed. */
interface Step {
  readonly file: ParsedFile;
  readonly folder: string;
  /** The files from the root to this one, each included by the previous one. */
  readonly chain: readonly ParsedFile[];
}

class Collector {
  readonly included = new Map<string, ParsedFile>();
  readonly findings: Finding[] = [];
  readonly #access: FileAccess;
  /** What reading each path gave. */
  readonly #answers = new Map<string, FileAnswer>();

  constructor(access: FileAccess) {
    this.#access = access;
  }

  async follow(step: Step): Promise<void> {
    const { file, folder } = step;
    for (const [pattern, at] of patternsOf(file.content?.include ?? file.guessedInclude)) {
      const fault = checkPattern(pattern, at, folder);
      const found = fault === undefined ? await findFiles(folder, pattern, this.#access.files) : [];
      // A pattern that matches its own file is not meant to include it.
      const paths = isPattern(pattern) ? found.filter((path) => path !== file.path) : found;
      if (fault !== undefined) this.#add(file, fault);
      else if (paths.length === 0) this.#add(file, notFound(pattern, at));
      for (const path of paths) await this.#include(path, { pattern, at }, step);
    }
  }

  async #include(path: string, by: { pattern: string; at: Pointer }, step: Step): Promise<void> {
    const answer = this.#answers.get(path) ?? (await this.#access.files.read(path));
    this.#answers.set(path, answer);
    if (answer.kind !== "file" || !isYaml(answer.path)) {
      this.#add(step.file, describeAnswer(answer, path, by));
      return;
    }
    const above = step.chain.findIndex((file) => file.path === answer.path);
    if (above !== -1) {
      this.#add(step.file, cycle(step.chain.slice(above), by.at));
    } else if (!this.included.has(answer.path)) {
      const file = this.#access.parse(answer, "included");
      this.included.set(file.path, file);
      await this.follow({ file, folder: folderOf(file.path), chain: [...step.chain, file] });
    }
  }

  /** Reports nothing about an `include` that is only guessed. */
  #add(file: ParsedFile, finding: Finding): void {
    if (file.content?.include === undefined) return;
    this.findings.push({ ...finding, file: file.path });
  }
}

function patternsOf(include: readonly string[] = []): readonly (readonly [pattern: string, at: Pointer])[] {
  return include.map((pattern, index) => [pattern, ["include", index]]);
}

function checkPattern(pattern: string, at: Pointer, folder: string): Finding | undefined {
  const fault = checkPath(pattern, at, folder);
  if (fault !== undefined || isYaml(pattern)) return fault;
  return {
    code: "wrong-value",
    at,
    message: `${quote(pattern)} does not end with \`.yaml\` or \`.yml\`.`,
    hint: "Only YAML files can be included. For those of a folder, write `folder/*.yaml`.",
  };
}

function notFound(pattern: string, at: Pointer): Finding {
  return {
    code: "include-nothing",
    at,
    message: isPattern(pattern)
      ? `No file matches ${quote(pattern)}.`
      : `There is no file ${quote(pattern)}.`,
    hint: "Paths are relative to this file. `*` and `?` match characters of a name, `**` matches any folders.",
  };
}

/** Why a file cannot be included. Quotes nothing of its content. */
function describeAnswer(
  answer: FileAnswer,
  path: string,
  { pattern, at }: { readonly pattern: string; readonly at: Pointer },
): Finding {
  const named = isPattern(pattern) ? path : pattern;
  switch (answer.kind) {
    case "missing":
      return notFound(named, at);
    case "outside":
      return outside(named, at);
    case "unreadable":
      return unreadable(named, at, answer.reason);
    case "file":
      return unreadable(named, at, "it is a link to a file that is not YAML");
    default:
      return answer satisfies never;
  }
}

function unreadable(named: string, at: Pointer, reason: string): Finding {
  return {
    code: "include-unreadable",
    at,
    message: `${quote(named)} cannot be read: ${reason}.`,
    hint: "Fix the file, or remove it from `include`.",
  };
}

function cycle(chain: readonly ParsedFile[], at: Pointer): Finding {
  const [first, ...others] = chain.map(({ name }) => quote(name));
  return {
    code: "include-cycle",
    at,
    message: `Files include each other in a cycle: ${[first, ...others, first].join(" → ")}.`,
    hint: "Include them all in the plan file.",
  };
}
