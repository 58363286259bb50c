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
