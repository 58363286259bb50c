import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * A CommonJS package, loaded when it is needed and at once. To import one costs two to four times as much, since Node then
 * searches its whole text for what it exports, and every command would pay for it.
 *
 * @example
 * import type * as Refa from "refa";
 * const { NFA } = loadPackage("refa") as typeof Refa;
 */
export function loadPackage(name: string): unknown {
  return require(name);
}
