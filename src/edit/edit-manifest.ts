import { addAllToJson } from "./edit-json.ts";

/**
 * Adds npm scripts to the text of a `package.json`, after the existing ones. Everything else stays the same, byte for byte.
 *
 * @param text - JSON; the new names are not among its `scripts`
 * @returns `undefined` where it cannot be done so, as in a file that is no JSON object
 * @example addScripts('{\n  "name": "shop"\n}\n', { check: "tracking-plan check" })
 * // '{\n  "name": "shop",\n  "scripts": {\n    "check": "tracking-plan check"\n  }\n}\n'
 */
export function addScripts(text: string, scripts: Readonly<Record<string, string>>): string | undefined {
  return addAllToJson(
    text,
    Object.entries(scripts).map(([name, value]) => ({ path: ["scripts", name], value })),
  );
}
