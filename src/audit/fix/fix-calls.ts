import type { ts } from "ts-morph";
import type { Call, Span } from "../facts/facts.ts";
import type { Code, Compiler } from "../project/compiler.ts";
import { COMPONENT_FILE } from "../project/embedded-scripts.ts";
import { createPrograms, type OpenedProgram, type Programs } from "../project/program.ts";
import type { SourceFiles } from "../project/source-files.ts";
import { openWorkspace } from "../project/workspace.ts";
import type { Evidence } from "../verdicts/finding.ts";
import { applyEdits, type Edit, editAt } from "./edits.ts";
import { type FileStyle, fileStyleOf } from "./file-style.ts";
import type { HelperModule, HelperModules } from "./helper-modules.ts";
import { planImports } from "./imports.ts";
import { rewriteCall, type Rewriting } from "./rewrite-call.ts";

/** What is to be rewritten. All paths are absolute, with `/`. */
interface FixRequest {
  readonly root: string;
  /** The `package.json` files of the project. */
  readonly manifests: readonly string[];
  readonly evidence: Evidence;
  /** The calls that bypass the helpers, some of those of the evidence. */
  readonly calls: readonly Call[];
  /** Generated files that are up to date. */
  readonly modules: HelperModules;
}

/** Calls as calls of helpers. */
interface Fixes {
  readonly files: readonly FixedFile[];
  readonly left: readonly LeftCall[];
}

export interface FixedFile {
  readonly file: string;
  /** Without a byte order mark, as the edits count. */
  readonly before: string;
  readonly edits: readonly Edit[];
  /** How many calls are rewritten. */
  readonly count: number;
  /** Variables that nothing uses any more. */
  readonly unused: readonly string[];
}

/** A call that stays as it is. */
export interface LeftCall {
  readonly at: Span;
  /** Why, in one sentence. */
  readonly reason: string;
}

/** Options that a project may have, or not: what compiles with them compiles without. */
const CHECKED = { checkJs: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true } as const;

/**
 * Writes calls of PostHog anew as calls of the helpers, with the imports that they need. The compiler checks each changed file: a
 * call whose new form has an error that the file did not have before stays as it is.
 */
export function fixCalls(request: FixRequest, compiler: Compiler, files: SourceFiles): Fixes {
  const { root, manifests } = request;
  const texts = new Map<string, string>();
  const overlaid: SourceFiles = { ...files, readFile: (path) => texts.get(path) ?? files.readFile(path) };
  const workspace = openWorkspace(manifests, overlaid);
  const programs = createPrograms(compiler, overlaid, { root, workspace, options: CHECKED });
  return programs.withoutDeep(() => rewriteCalls(request, { files, texts, programs }));
}

interface Rewritten {
  readonly files: SourceFiles;
  /** The texts that the programs see in the place of files. */
  readonly texts: Map<string, string>;
  readonly programs: Programs;
}

function rewriteCalls(request: FixRequest, { files, texts, programs }: Rewritten): Fixes {
  const { root, calls, modules } = request;
  const generated = Object.values(modules).flatMap((module: HelperModule | undefined) => module?.path ?? []);
  const left: LeftCall[] = [];
  const opened = [...new Set(calls.map(({ span }) => span.file)), ...generated];
  const before = open([]);
  const candidates = [...groupByFile(calls)].flatMap(([file, own]) => candidateOf(file, own) ?? []);
  let accepted = candidates.flatMap(({ rewritings }) => rewritings);
  const errors = new Map(candidates.map(({ file }) => [file, before.errorsOf(file)]));
  for (;;) {
    const written = candidates.flatMap((candidate) => {
      const own = candidate.rewritings.filter((one) => accepted.includes(one));
      return own.length === 0 ? [] : [write(candidate, own, before.code)];
    });
    if (written.length === 0) return { files: [], left: inOrder(left) };
    const after = open(written);
    const faults = written.flatMap((one) => faultsIn(one, errors.get(one.file) ?? [], after));
    if (faults.length === 0) {
      return { files: written.map((one) => fixedFile(one, after)), left: inOrder(left) };
    }
    const dropped = new Map(faults.map(({ rewriting, message }) => [rewriting, message] as const));
    for (const [{ call }, message] of dropped) {
      left.push({ at: call.callee, reason: `The changed file would not compile: ${firstSentence(message)}` });
    }
    accepted = accepted.filter((one) => !dropped.has(one));
  }

  function open(written: readonly Written[]): OpenedProgram {
    const former = [...texts.keys()];
    texts.clear();
    for (const { file, text } of written) texts.set(file, text);
    programs.forget([...former, ...texts.keys()]);
    return programs.open(opened);
  }

  function candidateOf(file: string, own: readonly Call[]): Candidate | undefined {
    const source = before.fileOf(file);
    const text = files.readFile(file);
    if (source === undefined || text === undefined) return undefined;
    const nodes = callsAt(source, new Set(own.map(({ span }) => span.start)), before.code);
    const style = fileStyleOf(source, before.code);
    const context = { evidence: request.evidence, modules, code: before.code, style };
    const rewritings = own.flatMap((call) => {
      const at = nodes.get(`${call.span.start}:${call.span.end}`);
      const rewritten = at ? rewriteCall(call, at, context) : "It cannot be found in the file.";
      const result =
        typeof rewritten === "string"
          ? rewritten
          : own.some((other) => other !== call && contains(call.span, other.span))
            ? "Another call of PostHog is inside of it."
            : (otherPackage(file, rewritten.module.path) ?? rewritten);
      if (typeof result !== "string") return [result];
      left.push({ at: call.callee, reason: result });
      return [];
    });
    return { file, source, before: text, style, rewritings };
  }

  /** A relative import must not lead into another package. */
  function otherPackage(file: string, module: string): string | undefined {
    return packageOf(file) === packageOf(module)
      ? undefined
      : "The generated folder is in another package: export the helpers from it, and call them by hand.";
  }

  function packageOf(file: string): string {
    let folder = file;
    do folder = folder.slice(0, folder.lastIndexOf("/"));
    while (folder.length > root.length && !files.isFile(`${folder}/package.json`));
    return folder;
  }
}

interface Candidate {
  readonly file: string;
  readonly source: ts.SourceFile;
  readonly before: string;
  readonly style: FileStyle;
  readonly rewritings: readonly Rewriting[];
}

interface Written extends Omit<Candidate, "rewritings"> {
  readonly text: string;
  readonly edits: readonly Edit[];
  readonly changes: readonly { readonly rewriting: Rewriting; readonly edit: Edit }[];
}

/** Writes the calls of a file, and its imports: those of each script of a component by themselves. */
function write(candidate: Candidate, rewritings: readonly Rewriting[], code: Code): Written {
  const { file, source, before, style } = candidate;
  const regions = new Map<number, Rewriting[]>();
  for (const rewriting of rewritings) {
    const start = scriptAt(file, before, rewriting.call.span.start).start;
    regions.set(start, [...(regions.get(start) ?? []), rewriting]);
  }
  const edits: Edit[] = [];
  const changes = [...regions].flatMap(([start, own]) => {
    const needed = new Map<HelperModule, Set<string>>();
    for (const { module, names } of own) {
      needed.set(module, new Set([...(needed.get(module) ?? []), ...names]));
    }
    const region = scriptAt(file, before, start);
    const imports = planImports({ source, file, region, needed, style }, code);
    edits.push(...imports.edits);
    return own.map((rewriting) => {
      const { start: from, end } = rewriting.call.span;
      const text = rewriting.write((name) => imports.localName(rewriting.module, name));
      return { rewriting, edit: { start: from, end, text } };
    });
  });
  edits.push(...changes.map(({ edit }) => edit));
  return { ...candidate, edits, changes, text: applyEdits(before, edits) };
}

/** The script of a component around an offset; of other files, the whole. */
function scriptAt(
  file: string,
  text: string,
  offset: number,
): { readonly start: number; readonly end: number } {
  if (!COMPONENT_FILE.test(file)) return { start: 0, end: text.length };
  const end = text.indexOf("</script", offset);
  return { start: text.lastIndexOf("</script", offset - 1) + 1, end: end === -1 ? text.length : end };
}

/** Changes with errors that the file did not have. An error elsewhere in the file is one of all its changes. */
function faultsIn(
  { file, edits, changes }: Written,
  before: readonly FileError[],
  after: OpenedProgram,
): readonly { readonly rewriting: Rewriting; readonly message: string }[] {
  const known = new Map<string, number>();
  for (const { message } of before) known.set(message, (known.get(message) ?? 0) + 1);
  const faults = after.errorsOf(file).filter(({ message }) => {
    const count = known.get(message) ?? 0;
    known.set(message, count - 1);
    return count <= 0;
  });
  return faults.flatMap(({ start, message }) => {
    const at = editAt(start, edits);
    const own = changes.filter(({ edit }) => edit === at);
    return (own.length > 0 ? own : changes).map(({ rewriting }) => ({ rewriting, message }));
  });
}

type FileError = ReturnType<OpenedProgram["errorsOf"]>[number];

function fixedFile({ file, before, edits, changes }: Written, after: OpenedProgram): FixedFile {
  const source = after.fileOf(file);
  const freed = new Set(changes.flatMap(({ rewriting }) => rewriting.freed ?? []));
  const unused = [...freed].filter(
    (name) => source !== undefined && countIdentifier(source, name, after.code) === 1,
  );
  return { file, before, edits, count: changes.length, unused };
}

function countIdentifier(source: ts.SourceFile, name: string, { ts }: Code): number {
  let count = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name) count++;
    ts.forEachChild(node, visit);
  };
  visit(source);
  return count;
}

/** The calls that begin at some offsets, by their spans. */
function callsAt(
  source: ts.SourceFile,
  starts: ReadonlySet<number>,
  { ts }: Code,
): ReadonlyMap<string, ts.CallExpression> {
  const found = new Map<string, ts.CallExpression>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const start = node.getStart(source);
      if (starts.has(start)) found.set(`${start}:${node.end}`, node);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function groupByFile(calls: readonly Call[]): ReadonlyMap<string, readonly Call[]> {
  const groups = new Map<string, Call[]>();
  for (const call of calls) {
    const others = groups.get(call.span.file);
    if (others) others.push(call);
    else groups.set(call.span.file, [call]);
  }
  return groups;
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The beginning of what the compiler says, without paths of this machine. */
function firstSentence(message: string): string {
  const plain = message.replaceAll(/import\("[^"]*"\)\./gu, "");
  return /^.*?\.(?=\s|$)/u.exec(plain)?.[0] ?? plain;
}

function inOrder(left: readonly LeftCall[]): readonly LeftCall[] {
  return left.toSorted((a, b) =>
    a.at.file === b.at.file ? a.at.start - b.at.start : a.at.file < b.at.file ? -1 : 1,
  );
}
