import { type Io, UsageError } from "./io.ts";
import { isSystemError } from "./system-error.ts";

/** A commit of the repository that a folder is in. */
export interface Revision {
  /** As it was named. */
  readonly ref: string;
  /** The commit's object id. */
  readonly commit: string;
  /** The folder from the repository's root, with `/` at the end; `""` for the root. */
  readonly prefix: string;
  readonly git: Git;
}

/** Runs git with arguments that are ours but for object ids and paths behind them. */
export type Git = (
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
export function gitIn(folder: string, { env, runProgram }: Io): Git {
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
