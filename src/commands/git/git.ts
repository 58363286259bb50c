import { basename, dirname, join } from "node:path";
import { type Io, isSystemError, UsageError } from "../io.ts";

export interface Revision {
  /** As the user named it. */
  readonly ref: string;
  /** The commit's object id. */
  readonly commit: string;
  /** The folder from the repository's root, with `/` at the end; `""` for the root. */
  readonly prefix: string;
  /** Whether older commits are not in this clone. */
  readonly isShallow: boolean;
  /** In the root of the repository. */
  readonly git: Git;
}

/** Runs git, with a text as its input if there is one. */
export type Git = (
  args: readonly string[],
  input?: string,
) => Promise<{ readonly ok: boolean; readonly stdout: Uint8Array; readonly stderr: string }>;

/**
 * `rev-parse`, `cat-file`, `rev-list` and `diff-tree` only read objects: they run no hook, filter, pager or alias. These options
 * turn off the rest, because the repository may not be trustworthy.
 */
const SAFE = [
  // A plan may be named `:(top)plan.yaml`.
  "--literal-pathspecs",
  // Git looks `:plan.yaml` up in the index, for which it runs a monitor that the configuration may name.
  "-c",
  "core.fsmonitor=false",
  // The files of a pull request may imitate a repository with its own configuration.
  "-c",
  "safe.bareRepository=explicit",
] as const;

const COMPARE_WITH_FILE = "Compare with a file: `--against FILE`.";

/** Runs git in a folder, safely. */
export function gitIn(folder: string, { env, runProgram }: Io): Git {
  return async (args, input) => {
    try {
      const call = { program: "git", args: [...SAFE, ...args], cwd: folder, env: environmentOf(env), input };
      const { code, stdout, stderr } = await runProgram(call);
      return { ok: code === 0, stdout, stderr };
    } catch (error) {
      if (!isSystemError(error)) throw error;
      throw new UsageError("Cannot run git: it is not installed or not in the PATH.", COMPARE_WITH_FILE);
    }
  };
}

/** Without variables that point git to another repository or make it run something. */
function environmentOf(env: Io["env"]): Readonly<Record<string, string>> {
  const kept = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || /^GIT_/iu.test(name) ? [] : [[name, value] as const],
  );
  return {
    ...Object.fromEntries(kept),
    // In a partial clone git would fetch missing objects, with any program that the configuration names.
    GIT_ALLOW_PROTOCOL: "none",
    GIT_NO_LAZY_FETCH: "1",
    // We match its messages.
    LC_ALL: "C",
  };
}

/** A name that the user gave. */
interface GivenName {
  readonly ref: string;
  /** What it could have named, besides a commit. */
  readonly or?: "day" | "file" | undefined;
}

/** @throws UsageError if git cannot resolve the name. */
export async function findRevision({ ref, or }: GivenName, folder: string, io: Io): Promise<Revision> {
  const git = gitIn(folder, io);
  const place = await git(["rev-parse", "--is-shallow-repository", "--show-prefix"]);
  if (!place.ok) throw refusal(place.stderr);
  const [shallow, ...rest] = textOf(place.stdout).split("\n");
  const commit = await findCommit(ref, git);
  if (commit === undefined) throw await missingRef({ ref, or }, { isShallow: shallow === "true", git });
  const prefix = rest.slice(0, -1).join("\n");
  const root = gitIn(
    join(
      folder,
      ...prefix
        .split("/")
        .slice(1)
        .map(() => ".."),
    ),
    io,
  );
  return { ref, commit, prefix, isShallow: shallow === "true", git: root };
}

/** Whether a text names a commit; false without git. */
export async function isRevision(ref: string, folder: string, io: Io): Promise<boolean> {
  try {
    return (await findCommit(ref, gitIn(folder, io))) !== undefined;
  } catch (error) {
    if (error instanceof UsageError) return false;
    throw error;
  }
}

/** A file as it is in the last commit; nothing if it is not in it, or there is no git. */
export async function readAtHead(path: string, io: Io): Promise<Uint8Array | undefined> {
  try {
    const git = gitIn(dirname(path), io);
    const { ok, stdout } = await git(["cat-file", "blob", `HEAD:./${basename(path)}`]);
    return ok ? stdout : undefined;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** The object id of the commit. Never passes on what git could take for an option. */
async function findCommit(ref: string, git: Git): Promise<string | undefined> {
  if (ref.startsWith("-") || /\p{Cc}/u.test(ref)) return undefined;
  const found = await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`]);
  const id = textOf(found.stdout).trim();
  return found.ok && /^[0-9a-f]{40,64}$/u.test(id) ? id : undefined;
}

function refusal(stderr: string): UsageError {
  if (stderr.includes("not a git repository") || stderr.includes("must be run in a work tree")) {
    return new UsageError("The plan is not in a git repository.", COMPARE_WITH_FILE);
  }
  const [line = ""] = stderr.split("\n");
  return new UsageError(
    `git cannot read the repository: ${line.replace(/^fatal: /u, "")}.`,
    COMPARE_WITH_FILE,
  );
}

async function missingRef(
  { ref, or }: GivenName,
  { isShallow, git }: { readonly isShallow: boolean; readonly git: Git },
): Promise<UsageError> {
  if ((await findCommit("HEAD", git)) === undefined) {
    return new UsageError(
      "The repository has no commit yet.",
      "Commit the plan, or compare with a file: `--against FILE`.",
    );
  }
  const kinds = { day: ", or a day as YYYY-MM-DD", file: ", or a file" };
  return new UsageError(
    `There is no commit${or === undefined ? "" : ` or ${or}`} \`${ref}\`.`,
    isShallow
      ? "The clone is shallow: fetch more history. In GitHub Actions, set `fetch-depth: 0` for actions/checkout."
      : `Give a branch, tag or commit${or === undefined ? "" : kinds[or]}. A remote branch is \`origin/NAME\` and may have to be fetched first.`,
  );
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
