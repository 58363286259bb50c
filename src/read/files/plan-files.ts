/**
 * Where the files of a plan come from: a disk, a revision in git, or a test's own list. Reading asks, and touches nothing
 * itself. Paths start at the repository's root, with `/` and without `.` and `..`; the root itself is `""`.
 */
export interface PlanFiles {
  /** What stands directly in a folder, in any order; nothing where there is no such folder. */
  list(folder: string): Promise<readonly FolderEntry[]>;
  /** A file, or why there is none. Throws only where it is a bug. */
  read(path: string): Promise<FileAnswer>;
}

export interface FolderEntry {
  readonly name: string;
  /** A link counts as a file: what it leads to is seen when it is read. */
  readonly kind: "file" | "folder";
}

export type FileAnswer =
  | {
      readonly kind: "file";
      /** The file's own path, once links are resolved: one file has one. */
      readonly path: string;
      /** As people know it, relative to the working directory, with `/`. Stands in every diagnostic. */
      readonly name: string;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: "missing" }
  /** A link leads out of the repository, or to what is not its own; nothing was read. */
  | { readonly kind: "outside" }
  /** In a few words, such as "permission denied". */
  | { readonly kind: "unreadable"; readonly reason: string };

/** The path that several steps lead to, one after the other: `a/b` and `../c` give `a/c`. */
export function joinPath(...parts: readonly string[]): string {
  const steps: string[] = [];
  for (const step of parts.flatMap((part) => part.split("/"))) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/");
}

/** The folder that a file is in; `""` for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/**
 * Whether a path is that of a YAML file. Nothing else is read that a plan or a link names: the source line of a diagnostic
 * is shown to all who see the log of a build.
 */
export function isYaml(path: string): boolean {
  return /\.ya?ml$/iu.test(path);
}

/**
 * The files that a pattern names, sorted: `*` and `?` stand for characters of a name, `**` for any folders on the way. A
 * pattern without them names one file, be it there or not. What starts with a dot has to be named, and `node_modules`
 * is never entered.
 *
 * @param folder What the pattern is relative to, from the repository's root.
 * @param pattern Does not lead out of the repository.
 * @example await findFiles("analytics", "plans/*.yaml", files) // ["analytics/plans/billing.yaml", …]
 */
export async function findFiles(
  folder: string,
  pattern: string,
  files: PlanFiles,
): Promise<readonly string[]> {
  const steps = pattern.split("/").filter((step) => step !== "" && step !== ".");
  const fixed = steps.findIndex(isPattern);
  if (fixed === -1) return [joinPath(folder, pattern)];
  const found = new Set<string>();
  const seen = new Set<string>();
  const open = [{ at: joinPath(folder, ...steps.slice(0, fixed)), rest: steps.slice(fixed) }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { at, rest } = next;
    const [step = "", ...after] = rest;
    // Several `**` reach one folder by many ways.
    const key = `${rest.length}/${at}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (step === "**" && after.length > 0) open.push({ at, rest: after });
    if (!isPattern(step)) {
      // Behind a pattern a step may go up again, and a last one names a file.
      if (after.length > 0) open.push({ at: joinPath(at, step), rest: after });
      else if (await isFile(at, step, files)) found.add(joinPath(at, step));
      continue;
    }
    for (const { name, kind } of await files.list(at)) {
      if (!matchesName(step, name) || name.toLowerCase() === "node_modules") continue;
      const path = joinPath(at, name);
      if (kind === "folder" && step === "**") open.push({ at: path, rest });
      else if (kind === "folder" && after.length > 0) open.push({ at: path, rest: after });
      else if (kind === "file" && after.length === 0) found.add(path);
    }
  }
  return [...found].toSorted();
}

async function isFile(folder: string, name: string, files: PlanFiles): Promise<boolean> {
  return (await files.list(folder)).some((entry) => entry.name === name && entry.kind === "file");
}

/** Whether a step of a path is a pattern: `*` stands for any characters, `?` for one, and nothing else for anything. */
export function isPattern(step: string): boolean {
  return /[*?]/u.test(step);
}

/**
 * Whether a name fits a pattern of one step. A leading dot is only matched by a dot, as in a shell.
 *
 * Our own, because a pattern comes with a pull request: libraries turn it into a regular expression, and `*a*a*a*a…` against
 * a long name then takes for ever. This takes at most the product of the two lengths.
 *
 * @example matchesName("*.yaml", "billing.yaml") // true
 */
export function matchesName(pattern: string, name: string): boolean {
  if (name.startsWith(".") && !pattern.startsWith(".")) return false;
  const [wanted, given] = [[...pattern], [...name]];
  let [at, star, resume] = [0, -1, 0];
  for (let index = 0; index < given.length;) {
    if (wanted[at] === "*") {
      // Takes nothing at first; when what follows does not fit, one more character.
      star = at;
      at += 1;
      resume = index;
    } else if (at < wanted.length && (wanted[at] === "?" || wanted[at] === given[index])) {
      at += 1;
      index += 1;
    } else if (star !== -1) {
      at = star + 1;
      resume += 1;
      index = resume;
    } else {
      return false;
    }
  }
  return wanted.slice(at).every((character) => character === "*");
}
