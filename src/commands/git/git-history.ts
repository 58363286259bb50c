import type { Git, Revision } from "./git.ts";
import { textOf } from "./git.ts";

/** A commit that changed something at some paths. */
export interface Commit {
  /** The object id. */
  readonly id: string;
  /** The commits before it that changed something there, too. */
  readonly parents: readonly string[];
  /** When it was committed. */
  readonly time: Date;
  readonly author: string;
  /** The first line of its message. */
  readonly title: string;
}

/**
 * The commits up to a revision that changed something at some paths, the newest first. Merges are among them if they differ
 * from what each side had.
 *
 * @param paths - files and folders from the root of the repository; the root itself is `""`
 */
export async function listCommits(
  { git, commit }: Pick<Revision, "git" | "commit">,
  paths: readonly string[],
): Promise<readonly Commit[]> {
  const format = "--format=%ct%x00%aN%x00%s";
  const options = ["--date-order", "--parents", "--encoding=UTF-8", format];
  const { stdout } = await git(["rev-list", ...options, commit, ...limitTo(paths)]);
  const lines = textOf(stdout).split("\n");
  return lines.flatMap((line, index): readonly Commit[] => {
    if (index % 2 === 1 || line === "") return [];
    const [, id = "", ...parents] = line.split(" ");
    const [seconds = "", author = "", title = ""] = (lines[index + 1] ?? "").split("\0");
    return [{ id, parents, time: new Date(Number(seconds) * 1000), author, title }];
  });
}

function limitTo(paths: readonly string[]): readonly string[] {
  return paths.includes("") ? [] : ["--", ...paths];
}

/** The ids of all commits up to a revision that another one does not have. */
export async function commitsSince(
  { git, commit }: Pick<Revision, "git" | "commit">,
  since: string,
): Promise<ReadonlySet<string>> {
  const { stdout } = await git(["rev-list", commit, `^${since}`]);
  return new Set(textOf(stdout).split("\n"));
}

/** The last commit before a time; nothing if there is no earlier commit. */
export async function lastCommitBefore(time: Date, { git, commit }: Revision): Promise<string | undefined> {
  const seconds = Math.floor(time.getTime() / 1000);
  const { stdout } = await git(["rev-list", "--max-count=1", `--min-age=${seconds - 1}`, commit]);
  return textOf(stdout).trim() || undefined;
}

/** The path that a file had before a commit renamed it; nothing if the commit did not. */
export async function findFormerPath(commit: string, path: string, git: Git): Promise<string | undefined> {
  const options = ["-r", "-M", "-z", "--no-commit-id", "--name-status", "--diff-filter=R"];
  const { stdout } = await git(["diff-tree", ...options, "--no-ext-diff", "--no-textconv", commit]);
  // Three fields each: how alike they are, the old path and the new one.
  const fields = textOf(stdout).split("\0");
  const at = fields.findIndex((field, index) => index % 3 === 2 && field === path);
  return at === -1 ? undefined : fields[at - 1];
}

/** Whether the parents of a commit are not in a shallow clone. */
export async function isShallowBoundary(commit: string, git: Git): Promise<boolean> {
  const [parent, raw] = await Promise.all([
    git(["rev-parse", "--verify", "--quiet", `${commit}^1`]),
    git(["cat-file", "commit", commit]),
  ]);
  return !parent.ok && /^parent /mu.test(textOf(raw.stdout).split("\n\n", 1)[0] ?? "");
}
