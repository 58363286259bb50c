import { code } from "../../text/markdown.ts";
import type { JsonSchema } from "./json-schema.ts";

/**
 * Adds to one schema what editors show of it: descriptions as Markdown, with the default and with examples that are maps.
 *
 * `markdownDescription`, `markdownEnumDescriptions` and `defaultSnippets` are extensions of VS Code and of the YAML language
 * server.
 *
 * @see https://github.com/redhat-developer/yaml-language-server
 */
export function addEditorHints(schema: JsonSchema): JsonSchema {
  const { description, enumDescriptions, examples = [], default: fallback } = schema;
  const all = examples as readonly unknown[];
  const maps = all.filter(isMap);
  const others = all.filter((example) => !isMap(example));
  const { examples: _, ...hinted } = schema;
  if (others.length > 0) hinted["examples"] = others;
  // As an example, the server would offer it under the name "[object Object]".
  if (maps.length > 0) {
    hinted["defaultSnippets"] = maps.map((body) => ({ label: flow(body), body }));
  } else if (fallback === false) {
    // A key whose value is false already is written to make it true.
    hinted["defaultSnippets"] = [{ label: "true", body: true }];
  }
  if (typeof description === "string") {
    const shown = maps.map((example) => `Example: ${code(flow(example))}`);
    const defaults = fallback === undefined ? [] : [`Default: ${code(flow(fallback))}.`];
    hinted["markdownDescription"] = [description, ...defaults, ...shown].join("\n\n");
  }
  if (Array.isArray(enumDescriptions)) hinted["markdownEnumDescriptions"] = enumDescriptions;
  return hinted;
}

function isMap(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A value as YAML on one line.
 *
 * @example flow({ amount: "amount_usd", tags: ["two words"] }) // '{ amount: amount_usd, tags: ["two words"] }'
 */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (isMap(value)) {
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${key}: ${flow(inner)}`)
      .join(", ")} }`;
  }
  return typeof value === "string" && PLAIN.test(value) ? value : JSON.stringify(value);
}

/** Text that YAML reads as that text without quotes, and that is neither a number, a boolean nor null. */
const PLAIN = /^(?!(?:true|false|null)$)[A-Za-z./][\w./-]*$/u;
