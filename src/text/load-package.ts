import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * Loads a CommonJS package synchronously when it is needed. An import takes two to four times as long, because Node scans the
 * whole text for exports, and every command would pay for it.
 *
 * @example
 * import type * as Refa from "refa";
 * const { NFA } = loadPackage("refa") as typeof Refa;
 */
export function loadPackage(name: string): unknown {
  return require(name);
}
