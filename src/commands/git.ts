import { type Io, isSystemError, UsageError } from "./io.ts";
import { type FileAnswer, type FolderEntry, joinPath, type PlanFiles } from "../read/files/plan-files.ts";
import { MAX_BYTES } from "./load-plan.ts";

/** A commit of the repository that a folder is in. */
interface Revision {
  /** As it was named. */
  readonly ref: string;
  /** The commit's object id. */
  readonly commit: string;
  /** The folder from the repository's root, with `/` at the end; `""` for the root. */
  readonly prefix: string;
  readonly git: Git;
}

/** Runs git with arguments that are ours but for object ids and paths behind them. */
type Git = (
  ...args: readonly string[]
) => Promise<{ readonly ok: boolean; readonly stdout: Uint8Array; readonly stderr: string }>;

/**
 * What is asked of git, `rev-parse`, `ls-tree` and `cat-file`, reads objects and writes nothing: no hook, filter, pager or
 * alias has a part in it. What is left of that is switched off here, since the repository may be anybody's.
 */
const SAFE = [
  // A plan may be named `:(top)plan.yaml`.
  "--literal-pathspecs",
  // A name such as `:plan.yaml` is looked up in the index, for which git runs the monitor that the configuration names.
  "-c",
  "core.fsmonitor=false",
  // The files of a pull request may look like a repository, with a configuration of their own.
  "-c",
  "safe.bareRepository=explicit",
] as const;

const COMPARE_WITH_FILE = "Compare with a file: `--against FILE`.";

/** Git for a folder. */
function gitIn(folder: string, { env, runProgram }: Io): Git {
  return async (...args) => {
    try {
      const call = { program: "git", args: [...SAFE, ...args], cwd: folder, env: environmentOf(env) };
      const { code, stdout, stderr } = await runProgram(call);
      return { ok: code === 0, stdout, stderr };
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw new UsageError("Cannot run git: it is not installed, or not in the PATH.", COMPARE_WITH_FILE);
    }
  };
}

/** Ours, without what would send git to another repository or have it run something. */
function environmentOf(env: Io["env"]): Readonly<Record<string, string>> {
  const kept = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || /^GIT_/iu.test(name) ? [] : [[name, value] as const],
  );
  return {
    ...Object.fromEntries(kept),
    // What a partial clone lacks git would fetch, by any program that the configuration names.
    GIT_ALLOW_PROTOCOL: "none",
    // Its messages are looked at.
    LC_ALL: "C",
  };
}

/**
 * Finds the commit that a text names.
 *
 * @throws UsageError when git cannot tell, with what to do.
 */
export async function findRevision(ref: string, folder: string, io: Io): Promise<Revision> {
  const git = gitIn(folder, io);
  const place = await git("rev-parse", "--is-shallow-repository", "--show-prefix");
  if (!place.ok) throw refusal(place.stderr);
  const [shallow, ...rest] = textOf(place.stdout).split("\n");
  const commit = await findCommit(ref, git);
  if (commit === undefined) throw await missingRef(ref, { isShallow: shallow === "true", git });
  return { ref, commit, prefix: rest.slice(0, -1).join("\n"), git };
}

/** Whether a text names a commit, where there is a git to ask. */
export async function isRevision(ref: string, folder: string, io: Io): Promise<boolean> {
  try {
    return (await findCommit(ref, gitIn(folder, io))) !== undefined;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

/** The object id of the commit; nothing for what could be more than a name, such as an option. */
async function findCommit(ref: string, git: Git): Promise<string | undefined> {
  if (ref.startsWith("-") || /\p{Cc}/u.test(ref)) return undefined;
  const found = await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`);
  const id = textOf(found.stdout).trim();
  return found.ok && /^[0-9a-f]{40,64}$/u.test(id) ? id : undefined;
}

function refusal(stderr: string): UsageError {
  if (stderr.includes("not a git repository") || stderr.includes("must be run in a work tree")) {
    return new UsageError("The plan is not in a git repository.", COMPARE_WITH_FILE);
  }
  const [line = ""] = stderr.split("\n");
  return new UsageError(
    `git does not read the repository: ${line.replace(/^fatal: /u, "")}.`,
    COMPARE_WITH_FILE,
  );
}

async function missingRef(
  ref: string,
  { isShallow, git }: { readonly isShallow: boolean; readonly git: Git },
): Promise<UsageError> {
  if ((await findCommit("HEAD", git)) === undefined) {
    return new UsageError(
      "The repository has no commit yet.",
      "Commit the plan, or compare with a file: `--against FILE`.",
    );
  }
  return new UsageError(
    `There is no commit \`${ref}\`, and no such file.`,
    isShallow
      ? "The clone is shallow: fetch more of it, in GitHub Actions with `fetch-depth: 0` for actions/checkout."
      : "Name a branch, a tag, a commit or a file. A branch of the server may have to be fetched, and is `origin/NAME`.",
  );
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

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
