import type { Cursor } from "../source/cursor.ts";

/**
 * What a reference inside of one schema names: `#/$defs/address`, or the schema itself by `#`.
 *
 * @param fragment - without the `#`, as a JSON Pointer in a URI
 */
export function followFragment(root: Cursor, fragment: string): Cursor | undefined {
  let steps: readonly string[];
  try {
    steps = decodeURIComponent(fragment).split("/").slice(1);
  } catch {
    return undefined;
  }
  return steps.reduce<Cursor | undefined>((at, step) => {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    return at?.get(key) ?? at?.items()[Number(key)];
  }, root);
}
