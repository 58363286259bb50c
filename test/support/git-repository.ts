import { execFileSync } from "node:child_process";
import { makeTempFolder } from "./temp-folder.ts";

/** A git repository in a temporary folder. */
export interface GitRepository {
  readonly folder: string;
  readonly git: (...args: readonly string[]) => string;
  /** Commits all that is there. */
  readonly commit: (message: string) => void;
}

/** Makes an empty repository, apart from the configuration of whoever runs the tests. */
export function makeGitRepository(files: Readonly<Record<string, string>> = {}): GitRepository {
  const folder = makeTempFolder(files);
  const env = { PATH: process.env["PATH"], HOME: folder, GIT_CONFIG_NOSYSTEM: "1", LC_ALL: "C" };
  const git = (...args: readonly string[]): string =>
    execFileSync("git", [...args], { cwd: folder, env, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  git("init", "--quiet", "--initial-branch=main", ".");
  git("config", "user.name", "Test");
  git("config", "user.email", "test@example.com");
  const commit = (message: string): void => {
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "-m", message);
  };
  return { folder, git, commit };
}
