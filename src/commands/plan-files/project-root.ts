import { dirname, join } from "node:path";
import type { Territory } from "../../read/territory.ts";
import type { Files } from "../io.ts";
import { readManifest } from "../node-project.ts";
import { kindAt } from "../paths.ts";

/** The folder that the paths of a plan may not leave. */
export interface ProjectRoot {
  /** Absolute. */
  readonly path: string;
  /** What it is the root of. */
  readonly territory: Exclude<Territory, "package">;
}

/**
 * The root for a folder: the nearest ancestor that contains `.git` (a file in worktrees). Builds in containers often have no
 * `.git`: then the nearest ancestor that is a workspace root of a package manager, else the folder itself.
 *
 * @param folder Absolute. Links in it are not resolved: their target may be in another repository.
 */
export async function findRoot(folder: string, files: Files): Promise<ProjectRoot> {
  const above = ancestorsOf(folder);
  for (const path of above) {
    if ((await kindAt(join(path, ".git"), files)) !== undefined) return { path, territory: "repository" };
  }
  for (const path of above) {
    if (await isWorkspaceRoot(path, files)) return { path, territory: "workspace" };
  }
  return { path: folder, territory: "folder" };
}

/** A folder and those above it, nearest first. */
export function ancestorsOf(folder: string): readonly string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestorsOf(parent)];
}

/** Whether npm, yarn or bun (`workspaces` in package.json) or pnpm take a folder for the root of a workspace. */
async function isWorkspaceRoot(folder: string, files: Files): Promise<boolean> {
  if ((await kindAt(join(folder, "pnpm-workspace.yaml"), files)) === "file") return true;
  const manifest = await readManifest(join(folder, "package.json"), { files });
  return manifest !== undefined && manifest !== "broken" && manifest.workspaces.length > 0;
}
