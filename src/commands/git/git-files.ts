import { join } from "node:path";
import { findRevision, gitIn, textOf } from "./git.ts";
import { type Io, UsageError } from "../io.ts";
import { withSlashes } from "../paths.ts";

/**
 * The files and folders that a repository's Git ignores; none without Git. Of an ignored folder, the folder alone.
 *
 * @param root - absolute
 * @returns absolute paths with `/`
 */
export async function ignoredFiles(root: string, io: Io): Promise<ReadonlySet<string>> {
  const listed = await list(root, io, [
    "ls-files",
    "-z",
    "--others",
    "--ignored",
    "--exclude-standard",
    "--directory",
  ]);
  return new Set(listed ?? []);
}

/**
 * The files that differ from the last commit, untracked ones included. In a pull request on GitHub: from the branch that it is
 * for.
 *
 * @returns absolute paths with `/`
 * @throws UsageError without Git, or if there is no such commit
 */
export async function changedFiles(root: string, io: Io): Promise<ReadonlySet<string>> {
  const base = io.env["GITHUB_BASE_REF"] ? `origin/${io.env["GITHUB_BASE_REF"]}` : "HEAD";
  const { commit } = await findRevision({ ref: base }, root, io);
  const since = base === "HEAD" ? [commit] : ["--merge-base", commit];
  const options = ["--name-only", "-z", "--no-ext-diff", "--no-textconv", "--no-relative", "--no-renames"];
  const changed = await list(root, io, ["diff", ...options, ...since]);
  const added = await list(root, io, ["ls-files", "-z", "--others", "--exclude-standard"]);
  if (changed === undefined || added === undefined) {
    throw new UsageError("Git cannot list the changed files.", "Audit all files: leave out `--changed`.");
  }
  return new Set([...changed, ...added]);
}

async function list(root: string, io: Io, args: readonly string[]): Promise<readonly string[] | undefined> {
  try {
    const { ok, stdout } = await gitIn(root, io)(args);
    if (!ok) return undefined;
    const names = textOf(stdout).split("\0");
    return names
      .filter((name) => name !== "")
      .map((name) => withSlashes(join(root, name)).replace(/\/$/u, ""));
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
