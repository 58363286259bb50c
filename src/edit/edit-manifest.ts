import { isDeepStrictEqual } from "node:util";
import {
  gapBefore,
  insertInto,
  insertLast,
  isMapNode,
  pairOf,
  parse,
  type ParsedMap,
  startOf,
} from "./yaml-nodes.ts";

/**
 * Adds npm scripts to the text of a `package.json`, after the existing ones. Everything else stays the same, byte for byte.
 *
 * @param text - JSON; the new names are not among its `scripts`
 * @returns `undefined` where it cannot be done so, as in a file that is no JSON object
 * @example addScripts('{\n  "name": "shop"\n}\n', { check: "tracking-plan check" })
 * // '{\n  "name": "shop",\n  "scripts": {\n    "check": "tracking-plan check"\n  }\n}\n'
 */
export function addScripts(text: string, scripts: Readonly<Record<string, string>>): string | undefined {
  // JSON is valid YAML, and this parser gives positions.
  const root = parse(text).contents;
  const edited = isMapNode(root) ? addTo(root, text, scripts) : undefined;
  return edited !== undefined && isAdded(text, edited, scripts) ? edited : undefined;
}

function addTo(root: ParsedMap, text: string, scripts: Readonly<Record<string, string>>): string | undefined {
  const lines = Object.entries(scripts).map(
    ([name, command]) => `${JSON.stringify(name)}: ${JSON.stringify(command)}`,
  );
  const there = pairOf(root, "scripts");
  const value = there?.value;
  if (there !== undefined && !isMapNode(value)) return undefined;
  if (isMapNode(value) && value.items.length > 0) {
    const gap = gapBefore(text, startOf(value.items.at(-1)!)) || " ";
    return insertInto(text, insertLast(text, value, lines.join(`,${gap}`)));
  }
  const [first] = root.items;
  const outer = (first && gapBefore(text, startOf(first))) ?? "\n  ";
  const inner = outer.includes("\n") ? outer + outer.replace(/^\r?\n/u, "") : " ";
  const end = outer.includes("\n") ? outer : " ";
  const map = `{${inner}${lines.join(`,${inner}`)}${end}}`;
  if (isMapNode(value))
    return insertInto(text, { start: value.range[0], end: value.range[1], inserted: map });
  return insertInto(text, insertLast(text, root, `"scripts": ${map}`));
}

/** Checks the result by parsing it: nothing but the scripts may be new. */
function isAdded(before: string, after: string, scripts: Readonly<Record<string, string>>): boolean {
  try {
    const data = JSON.parse(before) as Readonly<Record<string, unknown>>;
    const expected = { ...data, scripts: { ...(data["scripts"] as object | undefined), ...scripts } };
    return isDeepStrictEqual(JSON.parse(after), expected);
  } catch {
    return false;
  }
}
