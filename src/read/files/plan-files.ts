import type { Territory } from "../territory.ts";

/**
 * Where the files of a plan come from: a disk, a revision in git, or a test. Paths are relative to a root, which is that of the
 * repository or of a package, with `/` and without `.` and `..`; the root itself is `""`.
 */
export interface PlanFiles {
  /** Where the root is, from the repository's root. May begin with `..`: packages are looked for above the repository, too. */
  readonly root: string;
  /** What the root is the root of. */
  readonly territory: Territory;
  /** The entries of a folder, in any order; none if there is no such folder. */
  list(folder: string): Promise<readonly FolderEntry[]>;
  /** A file, or why it cannot be read. Throws only on a bug. */
  read(path: string): Promise<FileAnswer>;
  /** A package as Node finds it from a folder: in `node_modules` there or in a folder above. */
  findPackage(name: string, folder: string): Promise<PackageAnswer>;
}

export interface FolderEntry {
  readonly name: string;
  /** A link counts as a file: its target is known once it is read. */
  readonly kind: "file" | "folder";
}

export type FileAnswer =
  | {
      readonly kind: "file";
      /** With links resolved. */
      readonly path: string;
      /** Its name in diagnostics: relative to the working directory, with `/`. */
      readonly name: string;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: "missing" }
  /** A link that points outside the root's own files; nothing was read. */
  | { readonly kind: "outside" }
  /** In a few words, such as "permission denied". */
  | { readonly kind: "unreadable"; readonly reason: string };

export type PackageAnswer =
  | {
      readonly kind: "package";
      readonly version: string | undefined;
      /** The `exports` of its `package.json`, not checked; absent if it has none. */
      readonly exports?: unknown;
      /** Its own files. */
      readonly files: PlanFiles;
    }
  | { readonly kind: "missing" }
  /** A link that points neither into the repository nor to an installed package; nothing was read. */
  | { readonly kind: "outside" }
  /** In a few words, such as "it has no `package.json`". */
  | { readonly kind: "unreadable"; readonly reason: string };

/** The path of a file from the repository's root. It identifies the file among all of a plan. */
export function fromRepository({ root }: PlanFiles, path: string): string {
  return root === "" ? path : `${root}/${path}`;
}

/** Joins paths, and resolves `.` and `..`: `a/b` and `../c` give `a/c`. Does not go above the root. */
export function joinPath(...parts: readonly string[]): string {
  const steps: string[] = [];
  for (const step of parts.flatMap((part) => part.split("/"))) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/");
}

/** The folder of a file; `""` for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/**
 * Whether a path names a YAML file. Reading refuses others: diagnostics show source lines, which must not reveal other files
 * in the log of a build.
 */
export function isYaml(path: string): boolean {
  return /\.ya?ml$/iu.test(path);
}

/**
 * The files that match a pattern, sorted: `*` and `?` match characters of a name, `**` any folders. A pattern without them
 * names one file, whether it exists or not. A leading dot is only matched by a dot; `node_modules` is never entered.
 *
 * @param folder What the pattern is relative to, from the repository's root.
 * @param pattern Stays inside the repository.
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
    // Several `**` reach a folder in several ways.
    const key = `${rest.length}/${at}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (step === "**" && after.length > 0) open.push({ at, rest: after });
    if (!isPattern(step)) {
      // After a pattern, a step may be `..`, and the last one names a file.
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

/** Whether a step of a path is a pattern: `*` matches any characters, `?` matches one. */
export function isPattern(step: string): boolean {
  return /[*?]/u.test(step);
}

/**
 * Whether a name matches a pattern of one step. A leading dot is only matched by a dot, as in a shell.
 *
 * Not a library: those make a regular expression, which takes exponential time for a hostile pattern such as `*a*a*a*a…`.
 * This takes at most the product of the two lengths.
 *
 * @example matchesName("*.yaml", "billing.yaml") // true
 */
export function matchesName(pattern: string, name: string): boolean {
  if (name.startsWith(".") && !pattern.startsWith(".")) return false;
  const [wanted, given] = [[...pattern], [...name]];
  let [at, star, resume] = [0, -1, 0];
  for (let index = 0; index < given.length;) {
    if (wanted[at] === "*") {
      // Matches nothing at first, and one more character each time the rest does not match.
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
