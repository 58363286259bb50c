import { isRecord } from "../text/json.ts";
import type { Io } from "./io.ts";
import { kindAt, unlessMissing } from "./paths.ts";
import { dirname, join } from "node:path";

/** The parts of a `package.json` that commands use; malformed ones count as absent. */
interface Manifest {
  /** The whole file. */
  readonly text: string;
  readonly name?: string | undefined;
  readonly version?: string | undefined;
  /** Whether Node takes its `.js` files for ES modules. */
  readonly isModule: boolean;
  readonly scripts: Readonly<Record<string, unknown>>;
  /** Patterns of the folders of its workspaces. */
  readonly workspaces: readonly string[];
  /** Names of all dependencies, of every kind. */
  readonly dependencies: ReadonlySet<string>;
}

/** Reads a `package.json`. @returns `undefined` if the file does not exist, "broken" if it is not a JSON object */
export async function readManifest(
  path: string,
  { files }: Pick<Io, "files">,
): Promise<Manifest | "broken" | undefined> {
  const text = await unlessMissing(files.readFile(path, "utf8"));
  if (text === undefined) return undefined;
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\u{feff}/u, ""));
  } catch {
    return "broken";
  }
  if (!isRecord(data)) return "broken";
  const lists = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];
  const dependencies = lists.flatMap((key) => {
    const list = data[key];
    return isRecord(list) ? Object.keys(list) : [];
  });
  const { name, version, scripts, type, workspaces } = data;
  // yarn also takes them as `{ packages: […] }`.
  const patterns: unknown = isRecord(workspaces) ? workspaces["packages"] : workspaces;
  return {
    text,
    name: typeof name === "string" ? name : undefined,
    version: typeof version === "string" ? version : undefined,
    isModule: type === "module",
    scripts: isRecord(scripts) ? scripts : {},
    workspaces: Array.isArray(patterns)
      ? patterns.filter((pattern): pattern is string => typeof pattern === "string")
      : [],
    dependencies: new Set(dependencies),
  };
}

export interface PackageManager {
  readonly name: "npm" | "pnpm" | "yarn" | "bun";
  /** Command that adds packages, without their names. */
  readonly add: string;
  /** Command that runs a program of an installed package. */
  readonly exec: string;
  /** Command that installs exactly what the lock file lists. */
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
 * The package manager of the nearest lock file between a folder and its repository's root; else the one that runs this
 * program; else npm.
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
