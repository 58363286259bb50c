import { type FileAnswer, type FolderEntry, joinPath, type PlanFiles } from "../read/files/plan-files.ts";
import { MAX_BYTES } from "./disk-files.ts";
import { type Revision, textOf } from "./git.ts";

/** Links that lead to links: more than this is a circle. */
const MAX_LINKS = 10;

/** An entry of a tree: a file, a link, a folder, or a commit of another repository. */
interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly id: string;
  /** In bytes; NaN of what is no file. */
  readonly size: number;
  readonly name: string;
}

/**
 * The files of a plan as they were in a commit. Git is asked for objects by their ids, so that no filter or conversion of
 * the repository has a part in it.
 */
export function gitFiles(revision: Revision): PlanFiles {
  return {
    async list(folder) {
      const entries = await listTree(revision, `${revision.commit}:${folder}`);
      return entries.flatMap(({ type, name }): readonly FolderEntry[] => {
        if (type === "tree") return [{ name, kind: "folder" }];
        return type === "blob" ? [{ name, kind: "file" }] : [];
      });
    },
    read: (path) => readFile(revision, path, 0),
  };
}

async function readFile(revision: Revision, path: string, links: number): Promise<FileAnswer> {
  const [entry] = await listTree(revision, revision.commit, path);
  if (entry === undefined) return { kind: "missing" };
  if (entry.type === "tree") return { kind: "unreadable", reason: "it is a folder" };
  if (entry.type !== "blob") return { kind: "unreadable", reason: "it is another repository" };
  if (entry.size > MAX_BYTES) return { kind: "unreadable", reason: "it is larger than 1 GB" };
  const { ok, stdout: bytes } = await revision.git("cat-file", "blob", entry.id);
  if (!ok) return { kind: "unreadable", reason: "its content is not in this clone" };
  if (entry.mode !== SYMBOLIC_LINK) return { kind: "file", path, name: `${revision.ref}:${path}`, bytes };
  const target = textOf(bytes);
  const isOutside = target.startsWith("/") || depthOf(`${path}/../${target}`) < 0;
  if (isOutside) return { kind: "outside" };
  if (links >= MAX_LINKS) return { kind: "unreadable", reason: "its links lead in a circle" };
  return readFile(revision, joinPath(path, "..", target), links + 1);
}

const SYMBOLIC_LINK = "120000";

/** How deep a path leads at the least: below 0 it has left its root. */
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

/** The entries of a tree, or the one at a path in it; nothing where there is no such tree. */
async function listTree({ git }: Revision, tree: string, path?: string): Promise<readonly TreeEntry[]> {
  const { stdout } = await git(
    "ls-tree",
    "--full-tree",
    "-z",
    "-l",
    tree,
    ...(path === undefined ? [] : ["--", path]),
  );
  return textOf(stdout)
    .split("\0")
    .flatMap((line): readonly TreeEntry[] => {
      const [, mode = "", type = "", id = "", size = "", name] =
        /^(\d+) (\w+) ([0-9a-f]+) +(\S+)\t([^]+)$/u.exec(line) ?? [];
      return name === undefined ? [] : [{ mode, type, id, size: Number(size), name }];
    });
}
