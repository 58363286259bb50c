import { dirname, join, resolve } from "node:path";
import type { OutputFolder, SealedFile } from "../emit/output-file.ts";
import type { Output } from "../plan/plan.ts";
import type { CommandArguments } from "./command.ts";

/** Where each kind of file goes, absolute. The two are one folder where the plan names no other for the browser. */
export type OutputFolders = Readonly<Record<OutputFolder, string>>;

/** A file that the plan makes, and where it goes. */
export interface PlacedFile {
  /** Absolute. */
  readonly path: string;
  readonly folder: OutputFolder;
  readonly text: string;
}

/**
 * The folders that files go to. `--out` takes the place of both: who asks for the output elsewhere wants none of it where
 * the plan would put it.
 *
 * @param planPath - of the plan's file, absolute
 */
export function findOutputFolders(
  { dir, browser }: Output,
  { out }: Pick<CommandArguments, "out">,
  { planPath, cwd }: { readonly planPath: string; readonly cwd: string },
): OutputFolders {
  const main = out === undefined ? resolve(dirname(planPath), dir) : resolve(cwd, out);
  const frontend = browser === undefined || out !== undefined ? main : resolve(dirname(planPath), browser);
  return { dir: main, browser: frontend };
}

/** Where each file goes. Where the two folders are one, a file that both have is one file. */
export function placeFiles(made: readonly SealedFile[], folders: OutputFolders): readonly PlacedFile[] {
  const placed = new Map<string, PlacedFile>();
  for (const { folder, path, text } of made) {
    const absolute = join(folders[folder], path);
    placed.set(absolute, {
      path: absolute,
      folder: folders.browser === folders.dir ? "dir" : folder,
      text,
    });
  }
  return [...placed.values()];
}
