import { isRecord } from "../../text/json.ts";
import { code } from "../../text/markdown.ts";
import { type JsonSchema, changeSchemas, isSchema, when } from "./json-schema.ts";

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
  const maps = all.filter(isRecord);
  const others = all.filter((example) => !isRecord(example));
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

/**
 * A value as YAML on one line.
 *
 * @example flow({ amount: "amount_usd", tags: ["two words"] }) // '{ amount: amount_usd, tags: ["two words"] }'
 */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (isRecord(value)) {
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `${key}: ${flow(inner)}`)
      .join(", ")} }`;
  }
  return typeof value === "string" && PLAIN.test(value) ? value : JSON.stringify(value);
}

/** Text that YAML reads as that text without quotes, and that is neither a number, a boolean nor null. */
const PLAIN = /^(?!(?:true|false|null)$)[A-Za-z./][\w./-]*$/u;

/**
 * The same schema in the form that editors understand best. It accepts what it accepted before.
 *
 * Zod says a choice as `anyOf`, and a description beside a reference as `allOf`. Editors have little to say about either: for
 * a map with a wrong key they answer that a list was expected, and they do not know whether a colon or a line break
 * follows a key.
 */
export function simplify(schema: JsonSchema): JsonSchema {
  const definitions = schema["definitions"] as Readonly<Record<string, JsonSchema>>;
  const simplified = changeSchemas(schema, (part) =>
    mergeChoice(nameType(inlineLazy(part, definitions), definitions)),
  );
  const kept = Object.entries(simplified["definitions"] as object).filter(([name]) => !isLazy(name));
  return { ...simplified, definitions: Object.fromEntries(kept) };
}

/** Zod names what is lazy by numbers, which would change with the order of the format. */
function inlineLazy(schema: JsonSchema, definitions: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const name = referenceOf(schema);
  return name !== undefined && isLazy(name) ? { ...definitions[name] } : schema;
}

const isLazy = (name: string): boolean => name.startsWith("__schema");

/** Says the type beside a reference, which the editor does not look through when it writes a key. */
function nameType(schema: JsonSchema, definitions: Readonly<Record<string, JsonSchema>>): JsonSchema {
  const [only, ...others] = (schema["allOf"] as readonly JsonSchema[] | undefined) ?? [];
  if (only === undefined || others.length > 0) return schema;
  const type = definitions[referenceOf(only) ?? ""]?.["type"];
  return type === undefined ? schema : { ...schema, type };
}

/** The definition that a schema refers to. */
function referenceOf({ $ref: reference }: JsonSchema): string | undefined {
  return typeof reference === "string" ? reference.replace("#/definitions/", "") : undefined;
}

/** Makes a choice between values of different types one schema: each keyword asks something of one type only. */
function mergeChoice(schema: JsonSchema): JsonSchema {
  const { anyOf: branches, ...rest } = schema;
  if (!Array.isArray(branches) || !branches.every(isSchema)) return schema;
  const types = branches.map(({ type }) => type);
  const areApart = types.every((type) => typeof type === "string") && new Set(types).size === types.length;
  const words = branches.find((branch) => "enum" in branch);
  const others = branches.filter((branch) => !("enum" in branch));
  if (!areApart || others.length < 2) return schema;
  if (branches.some((branch) => KEEPS_APART.some((keyword) => keyword in branch))) return schema;
  const merged = { ...Object.assign({}, ...others), ...rest, type: types };
  // The words of an `enum` would be asked of values of all types.
  return words === undefined ? merged : { ...merged, ...when({ type: words["type"] }, words) };
}

/** Keywords that ask something of values of every type. */
const KEEPS_APART = ["const", "anyOf", "allOf", "oneOf", "$ref", "if", "not"];
