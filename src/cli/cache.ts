import { accessSync, constants, mkdirSync } from "node:fs";
import * as nodeModule from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Node 22 and later. */
interface CompileCache {
  readonly enableCompileCache?: (folder: string) => unknown;
}

/**
 * Where an installed package keeps what it may lose: beside it, in `node_modules/.cache`. Nothing for one that is not installed.
 *
 * @param main the URL of the program
 */
export function cacheFolder(main: string): string | undefined {
  if (!/\/node_modules\/tracking-plan\/dist\/cli\/[^/]+$/u.test(main)) return undefined;
  return fileURLToPath(new URL("../../../.cache/tracking-plan/", main));
}

/**
 * Lets Node keep compiled code from one run to the next, where it can. Without a folder, or
 * with one that cannot be written, it is compiled each time.
 */
export function cacheCompiledCode(cache: string | undefined): void {
  const { enableCompileCache } = nodeModule as CompileCache;
  if (enableCompileCache === undefined || cache === undefined) return;
  const folder = join(cache, "compiled");
  try {
    // Node has been seen not to return when it was given a folder that it could not use.
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    enableCompileCache(folder);
  } catch {
    // Slower, and the same.
  }
}
