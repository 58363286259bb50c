import { changeSchemas, isSchema, type JsonSchema } from "./json-schema.ts";

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
  if (!areApart || branches.some((branch) => KEEPS_APART.some((keyword) => keyword in branch))) return schema;
  return { ...Object.assign({}, ...branches), ...rest, type: types };
}

/** Keywords that ask something of values of every type. */
const KEEPS_APART = ["enum", "const", "anyOf", "allOf", "oneOf", "$ref", "if", "not"];
