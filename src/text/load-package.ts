import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Packages that are large and rarely needed. The build puts each into a file of its own. */
export const LAZY_PACKAGES = ["acorn", "redos-detector", "string-width"] as const;

/**
 * Loads a package synchronously when it is needed. An import takes two to four times as long for CommonJS, because Node scans
 * the whole text for exports, and every command would pay for it.
 *
 * @example
 * import type * as RedosDetector from "redos-detector";
 * const { isSafePattern } = loadPackage("redos-detector") as typeof RedosDetector;
 */
export function loadPackage(name: (typeof LAZY_PACKAGES)[number]): unknown {
  return require(name);
}
