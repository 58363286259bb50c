import type { Pointer } from "../../plan/property.ts";
import type { PlanPackage } from "../../plan/plan.ts";
import { checkPath, outside } from "../repository-paths.ts";
import type { Finding } from "../report.ts";
import type { Territory } from "../territory.ts";
import { byCodeUnit } from "../../text/order.ts";
import { quote } from "../words.ts";
import { findExport, isPackagePath, type PackagePath, parsePackagePath } from "./package-paths.ts";
import {
  type FileAnswer,
  type PackageAnswer,
  type PlanFiles,
  findFiles,
  folderOf,
  fromRepository,
  isPattern,
  isYaml,
} from "./plan-files.ts";
import type { ParsedFile, ParseFile } from "./parse-file.ts";

/** What a path in a package is relative to. */
const PACKAGE_ROOT = { folder: "", territory: "package" } as const;

/** The files of a plan, each parsed on its own. */
export interface CollectedFiles {
  readonly root: ParsedFile;
  /** Each file once, sorted by path. */
  readonly included: readonly ParsedFile[];
  /** The packages that some of them are in, sorted by name and version. */
  readonly packages: readonly PlanPackage[];
  /** What the paths of the root must not leave. */
  readonly territory: Territory;
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
  const { files } = access;
  await collector.follow({ file: root, folder, files, chain: [root] });
  const included = [...collector.included.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const packages = [...collector.packages.values()].toSorted(
    (a, b) => byCodeUnit(a.name, b.name) || byCodeUnit(a.version ?? "", b.version ?? ""),
  );
  return { root, included, packages, territory: files.territory, findings: collector.findings };
}

/** A plan file without access to other files: every `include` is reported as not found. */
export function collectAlone(root: ParsedFile, folder: string): CollectedFiles {
  const territory = "repository";
  const findings = patternsOf(root.content?.include).map(
    ([pattern, at]) => checkPattern(pattern, at, { folder, territory }) ?? notFound(pattern, at),
  );
  return { root, included: [], packages: [], territory, findings };
}

/** A file whose `include` is followed. */
interface Step {
  readonly file: ParsedFile;
  /** That its `include` is relative to. */
  readonly folder: string;
  /** Of the repository, or of the package that the file is in. */
  readonly files: PlanFiles;
  /** The files from the root to this one, each included by the previous one. */
  readonly chain: readonly ParsedFile[];
}

/** What one entry of an `include` names, and where. */
interface Entry {
  readonly pattern: string;
  readonly at: Pointer;
}

class Collector {
  readonly included = new Map<string, ParsedFile>();
  readonly packages = new Map<string, PlanPackage>();
  readonly findings: Finding[] = [];
  readonly #parse: ParseFile;
  /** What reading each path gave. */
  readonly #answers = new Map<string, FileAnswer>();

  constructor({ parse }: FileAccess) {
    this.#parse = parse;
  }

  async follow(step: Step): Promise<void> {
    const { file, folder, files } = step;
    for (const [pattern, at] of patternsOf(file.content?.include ?? file.guessedInclude)) {
      const entry = { pattern, at };
      const fault = checkPattern(pattern, at, { folder, territory: files.territory });
      if (fault !== undefined) this.#add(file, fault);
      else if (isPackagePath(pattern)) await this.#includePackage(entry, step);
      else {
        const found = await findFiles(folder, pattern, files);
        // A pattern that matches its own file is not meant to include it.
        const paths = isPattern(pattern)
          ? found.filter((path) => fromRepository(files, path) !== file.path)
          : found;
        if (paths.length === 0) this.#add(file, notFound(pattern, at));
        for (const path of paths) await this.#include(path, entry, step);
      }
    }
  }

  async #includePackage(entry: Entry, step: Step): Promise<void> {
    const wanted = parsePackagePath(entry.pattern);
    if (wanted === undefined) return;
    const answer = await step.files.findPackage(wanted.name, step.folder);
    if (answer.kind !== "package") {
      this.#add(step.file, describePackage(answer, wanted, entry));
      return;
    }
    const path = findExport(answer.exports, wanted.path);
    const fault = path === undefined ? notExported(wanted, entry) : checkExport(path, entry);
    if (path === undefined || fault !== undefined) {
      if (fault !== undefined) this.#add(step.file, fault);
      return;
    }
    const { version, files } = answer;
    this.packages.set(files.root, { name: wanted.name, version });
    await this.#include(path, entry, { ...step, files });
  }

  /** @param step - whose `files` the path is of */
  async #include(path: string, by: Entry, step: Step): Promise<void> {
    const { files } = step;
    const asked = fromRepository(files, path);
    const answer = this.#answers.get(asked) ?? (await files.read(path));
    this.#answers.set(asked, answer);
    if (answer.kind !== "file" || !isYaml(answer.path)) {
      this.#add(step.file, describeAnswer(answer, { ...by, path, territory: files.territory }));
      return;
    }
    const found = { ...answer, path: fromRepository(files, answer.path) };
    const above = step.chain.findIndex((file) => file.path === found.path);
    if (above !== -1) {
      this.#add(step.file, cycle(step.chain.slice(above), by.at));
    } else if (!this.included.has(found.path)) {
      const file = this.#parse(found, "included");
      this.included.set(file.path, file);
      const folder = folderOf(answer.path);
      await this.follow({ file, folder, files, chain: [...step.chain, file] });
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

function checkPattern(
  pattern: string,
  at: Pointer,
  { folder, territory }: { readonly folder: string; readonly territory: Territory },
): Finding | undefined {
  const wanted = isPackagePath(pattern) ? parsePackagePath(pattern) : undefined;
  if (isPackagePath(pattern) && (wanted === undefined || isPattern(pattern))) {
    return {
      code: "wrong-value",
      at,
      message: `${quote(pattern)} does not name a file of a package.`,
      hint: "Write the package and one of its files, such as `package:@acme/plan/tracking-plan.yaml`. That file may include others of its package.",
    };
  }
  const fault =
    wanted === undefined
      ? checkPath(pattern, at, { folder, territory })
      : checkPath(wanted.path, at, PACKAGE_ROOT);
  if (fault !== undefined || isYaml(pattern)) return fault;
  return {
    code: "wrong-value",
    at,
    message: `${quote(pattern)} does not end with \`.yaml\` or \`.yml\`.`,
    hint: "Only YAML files can be included. For those of a folder, write `folder/*.yaml`.",
  };
}

/** The same for what a package exports under the path: it may name any file. */
function checkExport(path: string, { pattern, at }: Entry): Finding | undefined {
  const fault = checkPath(path, at, PACKAGE_ROOT);
  return (
    fault && outside({ path: pattern, at, territory: "package" }, "is exported from outside its package")
  );
}

function notExported({ name, path }: PackagePath, { at }: Entry): Finding {
  return {
    code: "include-nothing",
    at,
    message: `The package ${quote(name)} does not export ${quote(path)}.`,
    hint: `Add ${quote(`./${path}`)} to \`exports\` in its \`package.json\`, or include a file that it exports.`,
  };
}

/** Why a package cannot be used. */
function describePackage(
  answer: Exclude<PackageAnswer, { kind: "package" }>,
  { name }: PackagePath,
  { pattern, at }: Entry,
): Finding {
  switch (answer.kind) {
    case "missing":
      return {
        code: "package-missing",
        at,
        message: `The package ${quote(name)} is not installed.`,
        hint: `Install it, for example with \`npm install --save-dev ${name}\`.`,
      };
    case "outside":
      return {
        ...outside({ path: pattern, at, territory: "repository" }),
        hint: "Install the package, or make it a workspace of this repository.",
      };
    case "unreadable":
      return unreadable(name, at, answer.reason);
    default:
      return answer satisfies never;
  }
}

function notFound(pattern: string, at: Pointer): Finding {
  return {
    code: "include-nothing",
    at,
    message: isPattern(pattern)
      ? `No file matches ${quote(pattern)}.`
      : `There is no file ${quote(pattern)}.`,
    hint: isPackagePath(pattern)
      ? "The package is installed. Correct the file's path below it, or install a version that has the file."
      : "Paths are relative to this file. `*` and `?` match characters of a name, `**` matches any folders.",
  };
}

/** Why a file cannot be included. Quotes nothing of its content. */
function describeAnswer(
  answer: FileAnswer,
  { pattern, at, path, territory }: Entry & { readonly path: string; readonly territory: Territory },
): Finding {
  const named = isPattern(pattern) ? path : pattern;
  switch (answer.kind) {
    case "missing":
      return notFound(named, at);
    case "outside":
      return outside({ path: named, at, territory });
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
