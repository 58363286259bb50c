import { dirname, join } from "node:path";
import type { Io } from "./io.ts";
import { kindAt } from "./paths.ts";

/** How a package manager is told to do things. */
export interface PackageManager {
  readonly name: "npm" | "pnpm" | "yarn" | "bun";
  /** Before names of packages. */
  readonly add: string;
  /** Before a program of an installed package and its arguments. */
  readonly exec: string;
  /** Installs just what the lock file says. */
  readonly ci: string;
}

const MANAGERS: Readonly<Record<PackageManager["name"], PackageManager>> = {
  npm: { name: "npm", add: "npm install", exec: "npx", ci: "npm ci" },
  pnpm: { name: "pnpm", add: "pnpm add", exec: "pnpm exec", ci: "pnpm install --frozen-lockfile" },
  yarn: { name: "yarn", add: "yarn add", exec: "yarn", ci: "yarn install --frozen-lockfile" },
  bun: { name: "bun", add: "bun add", exec: "bunx", ci: "bun install --frozen-lockfile" },
};

const LOCK_FILES: readonly (readonly [file: string, manager: PackageManager["name"]])[] = [
  ["package-lock.json", "npm"],
  ["npm-shrinkwrap.json", "npm"],
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
];

/**
 * The package manager of a project: that of the nearest lock file from its folder up to its repository's root; else the one
 * that runs this program; else npm.
 *
 * @param folder - absolute
 * @param root - of the repository, absolute
 */
export async function findPackageManager(
  folder: string,
  root: string,
  { files, env }: Pick<Io, "files" | "env">,
): Promise<PackageManager> {
  for (let at = folder; ; at = dirname(at)) {
    for (const [file, manager] of LOCK_FILES) {
      if ((await kindAt(join(at, file), files)) !== undefined) return MANAGERS[manager];
    }
    if (at === root || dirname(at) === at) break;
  }
  const running = /^(npm|pnpm|yarn|bun)\//u.exec(env["npm_config_user_agent"] ?? "")?.[1];
  return MANAGERS[(running ?? "npm") as PackageManager["name"]];
}
