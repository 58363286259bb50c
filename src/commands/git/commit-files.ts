import { type FolderEntry, type FileAnswer, joinPath, type PlanFiles } from "../../read/files/plan-files.ts";
import { type Revision, textOf } from "./git.ts";
import { objectReader, parseTree, type ReadObject, type TreeEntry } from "./git-objects.ts";

/** Finds what is at a path of a commit; the root is `""`. Folders that commits have in common are read once. */
export type FindEntry = (commit: string, path: string) => Promise<TreeEntry | undefined>;

/** The folders of a repository's commits. */
export interface CommitTrees {
  readonly read: ReadObject;
  readonly find: FindEntry;
  /** The entries of a folder by its id; none if it is not in this clone. */
  readonly list: (id: string) => Promise<readonly TreeEntry[]>;
}

export function commitTrees(read: ReadObject): CommitTrees {
  const known = new Map<string, Promise<readonly TreeEntry[]>>();
  const list = async (id: string): Promise<readonly TreeEntry[]> => {
    const tree =
      known.get(id) ?? read(id).then((found) => (typeof found === "object" ? parseTree(found) : []));
    known.set(id, tree);
    return tree;
  };
  const find: FindEntry = async (commit, path) => {
    let entry: TreeEntry | undefined = { kind: "folder", id: `${commit}^{tree}`, name: "" };
    for (const step of path === "" ? [] : path.split("/")) {
      if (entry.kind !== "folder") return undefined;
      entry = (await list(entry.id)).find(({ name }) => name === step);
      if (entry === undefined) return undefined;
    }
    return entry;
  };
  return { read, find, list };
}

/** Longest chain of links; a longer one is a cycle. */
const MAX_LINKS = 10;

/** What {@link commitFiles} needs besides the commit. */
interface CommitFilesOptions {
  readonly trees?: CommitTrees | undefined;
  /** Told each path that what is read depends on. */
  readonly onLook?: ((path: string) => void) | undefined;
}

/**
 * The plan files of a commit, read by object id so that no filter or conversion of the repository applies. A commit has no
 * installed packages.
 */
export function commitFiles(
  { ref, commit, git }: Pick<Revision, "ref" | "commit" | "git">,
  { trees = commitTrees(objectReader(git)), onLook = () => {} }: CommitFilesOptions = {},
): PlanFiles {
  const look: FindEntry = (of, path) => {
    onLook(path);
    return trees.find(of, path);
  };
  const readFile = async (path: string, links: number): Promise<FileAnswer> => {
    const entry = await look(commit, path);
    if (entry === undefined) return { kind: "missing" };
    if (entry.kind === "folder") return { kind: "unreadable", reason: "it is a folder" };
    if (entry.kind === "repository") return { kind: "unreadable", reason: "it is another repository" };
    const object = await trees.read(entry.id);
    if (object === undefined) return { kind: "unreadable", reason: "its content is not in this clone" };
    if (object === "too-large") return { kind: "unreadable", reason: "it is larger than 1 GB" };
    const { bytes } = object;
    if (entry.kind === "file") return { kind: "file", path, name: `${ref}:${path}`, bytes };
    const target = textOf(bytes);
    const isOutside = target.startsWith("/") || depthOf(`${path}/../${target}`) < 0;
    if (isOutside) return { kind: "outside" };
    if (links >= MAX_LINKS) return { kind: "unreadable", reason: "its links form a cycle" };
    return readFile(joinPath(path, "..", target), links + 1);
  };
  return {
    root: "",
    territory: "repository",
    async list(folder) {
      const entry = await look(commit, folder);
      if (entry?.kind !== "folder") return [];
      return (await trees.list(entry.id)).flatMap(({ kind, name }): readonly FolderEntry[] => {
        if (kind === "repository") return [];
        return [{ name, kind: kind === "folder" ? "folder" : "file" }];
      });
    },
    read: (path) => readFile(path, 0),
    findPackage: async () => ({ kind: "missing" }),
  };
}

/** The lowest depth along a path: below 0 it leaves its root. */
function depthOf(path: string): number {
  let depth = 0;
  let least = 0;
  for (const step of path.split("/")) {
    if (step === "..") depth -= 1;
    else if (step !== "" && step !== ".") depth += 1;
    least = Math.min(least, depth);
  }
  return least;
}
