import { accessSync, constants, mkdirSync } from "node:fs";
import * as nodeModule from "node:module";
import { fileURLToPath } from "node:url";

/** Node 22 and later. */
interface CompileCache {
  readonly enableCompileCache?: (folder: string) => unknown;
}

/**
 * Lets Node keep compiled code from one run to the next, beside the package in `node_modules/.cache`, where it can. A package that is
 * not installed, or whose folder cannot be written, is compiled each time.
 *
 * @param main the URL of the program
 */
export function cacheCompiledCode(main: string): void {
  const { enableCompileCache } = nodeModule as CompileCache;
  if (enableCompileCache === undefined || !/\/node_modules\/tracking-plan\/dist\/cli\/[^/]+$/u.test(main))
    return;
  const folder = fileURLToPath(new URL("../../../.cache/tracking-plan/compiled/", main));
  try {
    // Node has been seen not to return when it was given a folder that it could not use.
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    enableCompileCache(folder);
  } catch {
    // Slower, and the same.
  }
}
