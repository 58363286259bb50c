import type { Pointer } from "../../plan/pointer.ts";
import { outside, refusePath } from "../repository-paths.ts";
import type { Finding } from "../report.ts";
import { quote } from "../words.ts";
import { type FileAnswer, type PlanFiles, findFiles, folderOf, isPattern, isYaml } from "./plan-files.ts";
import type { ParsedFile, ParseFile } from "./parse-file.ts";

/** The files that a plan is made of, each read on its own. */
export interface CollectedFiles {
  readonly root: ParsedFile;
  /** Each file once, however many patterns name it, sorted by path: the order of files means nothing. */
  readonly included: readonly ParsedFile[];
  /** What is wrong with the `include` of any of them. */
  readonly findings: readonly Finding[];
}

/** Where {@link collectFiles} gets files, and how it reads them. */
export interface FileAccess {
  readonly files: PlanFiles;
  readonly parse: ParseFile;
}

/**
 * Follows `include` from the plan file on, in files with errors, too, as far as it can be made out.
 *
 * @param folder What paths in the root are relative to, from the repository's root.
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

/** A plan file that nothing can be included into, since there is no way to other files: each pattern names nothing. */
export function collectAlone(root: ParsedFile, folder: string): CollectedFiles {
  const findings = patternsOf(root.intact?.include).map(
    ([pattern, at]) => refusePattern(pattern, at, folder) ?? namesNothing(pattern, at),
  );
  return { root, included: [], findings };
}

/** A file whose `include` is followed. */
interface Step {
  readonly file: ParsedFile;
  readonly folder: string;
  /** The files from the root to this one, each included by the one before. */
  readonly chain: readonly ParsedFile[];
}

class Collector {
  readonly included = new Map<string, ParsedFile>();
  readonly findings: Finding[] = [];
  readonly #access: FileAccess;
  /** What was answered for each path that was asked for. */
  readonly #answers = new Map<string, FileAnswer>();

  constructor(access: FileAccess) {
    this.#access = access;
  }

  async follow(step: Step): Promise<void> {
    const { file, folder } = step;
    for (const [pattern, at] of patternsOf(file.intact?.include ?? file.guessedInclude)) {
      const refusal = refusePattern(pattern, at, folder);
      const found = refusal === undefined ? await findFiles(folder, pattern, this.#access.files) : [];
      // A pattern that fits its own file is not meant to include it.
      const paths = isPattern(pattern) ? found.filter((path) => path !== file.path) : found;
      if (refusal !== undefined) this.#add(file, refusal);
      else if (paths.length === 0) this.#add(file, namesNothing(pattern, at));
      for (const path of paths) await this.#include(path, { pattern, at }, step);
    }
  }

  async #include(path: string, by: { pattern: string; at: Pointer }, step: Step): Promise<void> {
    const answer = this.#answers.get(path) ?? (await this.#access.files.read(path));
    this.#answers.set(path, answer);
    if (answer.kind !== "file" || !isYaml(answer.path)) {
      this.#add(step.file, refuseAnswer(answer, path, by));
      return;
    }
    const above = step.chain.findIndex((file) => file.path === answer.path);
    if (above !== -1) {
      this.#add(
        step.file,
        circle([...step.chain.slice(above), ...step.chain.slice(above, above + 1)], by.at),
      );
    } else if (!this.included.has(answer.path)) {
      const file = this.#access.parse(answer, "included");
      this.included.set(file.path, file);
      await this.follow({ file, folder: folderOf(file.path), chain: [...step.chain, file] });
    }
  }

  /** Of an `include` that is only guessed nothing is told. */
  #add(file: ParsedFile, finding: Finding): void {
    if (file.intact?.include === undefined) return;
    this.findings.push({ ...finding, file: file.path });
  }
}

function patternsOf(include: readonly string[] = []): readonly (readonly [pattern: string, at: Pointer])[] {
  return include.map((pattern, index) => [pattern, ["include", index]]);
}

function refusePattern(pattern: string, at: Pointer, folder: string): Finding | undefined {
  const refusal = refusePath(pattern, at, { folder });
  if (refusal !== undefined || isYaml(pattern)) return refusal;
  return {
    code: "wrong-value",
    at,
    message: `${quote(pattern)} does not end with \`.yaml\` or \`.yml\`.`,
    hint: "Only YAML files can be included: a folder's are `folder/*.yaml`.",
  };
}

function namesNothing(pattern: string, at: Pointer): Finding {
  return {
    code: "include-nothing",
    at,
    message: isPattern(pattern) ? `No file fits ${quote(pattern)}.` : `There is no file ${quote(pattern)}.`,
    hint: "Paths are relative to this file. `*` and `?` stand for characters of a name, `**` for any folders.",
  };
}

/** What is wrong with a file that cannot be taken. Quotes nothing of what is in it. */
function refuseAnswer(
  answer: FileAnswer,
  path: string,
  { pattern, at }: { readonly pattern: string; readonly at: Pointer },
): Finding {
  const named = isPattern(pattern) ? path : pattern;
  switch (answer.kind) {
    case "missing":
      return namesNothing(named, at);
    case "outside":
      return outside(named, at);
    case "unreadable":
      return unreadable(named, at, answer.reason);
    case "file":
      return unreadable(named, at, "it is a link to what is not a YAML file");
    default:
      return answer satisfies never;
  }
}

function unreadable(named: string, at: Pointer, reason: string): Finding {
  return {
    code: "include-unreadable",
    at,
    message: `${quote(named)} cannot be read: ${reason}.`,
    hint: "Correct the file, or leave it out.",
  };
}

function circle(chain: readonly ParsedFile[], at: Pointer): Finding {
  return {
    code: "include-cycle",
    at,
    message: `Files include one another in a circle: ${chain.map(({ name }) => quote(name)).join(" → ")}.`,
    hint: "Let the plan file include them all.",
  };
}
