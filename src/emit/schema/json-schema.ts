/** A JSON Schema, or a part of one. */
export interface JsonSchema {
  [keyword: string]: unknown;
}

/** Keywords that hold one schema. */
const ONE = new Set(["additionalProperties", "propertyNames", "items", "not", "if", "then", "else"]);
/** Keywords that hold a list of schemas. */
const LIST = new Set(["anyOf", "allOf", "oneOf"]);
/** Keywords that hold schemas by name. */
const MAP = new Set(["properties", "definitions"]);

/** Changes every schema in a schema, and last the schema itself. What examples and enums hold is no schema. */
export function changeSchemas(schema: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const changeAny = (value: unknown): unknown => (isSchema(value) ? changeSchemas(value, change) : value);
  const changed = Object.entries(schema).map(([keyword, value]) => {
    if (ONE.has(keyword)) return [keyword, changeAny(value)];
    if (LIST.has(keyword)) return [keyword, (value as readonly unknown[]).map(changeAny)];
    if (!MAP.has(keyword)) return [keyword, value];
    return [
      keyword,
      Object.fromEntries(Object.entries(value as object).map(([name, inner]) => [name, changeAny(inner)])),
    ];
  });
  return change(Object.fromEntries(changed) as JsonSchema);
}

/**
 * A part of a schema, to be changed in its place.
 *
 * @throws Error when the format has no such part: whoever asks has fallen behind it.
 */
export function partOf(schema: JsonSchema, path: readonly string[]): JsonSchema {
  return path.reduce<JsonSchema>((part, key) => {
    const inner = part[key];
    if (!isSchema(inner)) throw new Error(`The schema of the format has no ${path.join(".")}.`);
    return inner;
  }, schema);
}

/** Whether a value is a schema, and neither `true` nor `false`. */
export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null;
}

/** A reference to a definition. */
export function refTo(definition: string): { readonly $ref: string } {
  return {
    $ref: `#/definitions/${encodeURIComponent(definition.replaceAll("~", "~0").replaceAll("/", "~1"))}`,
  };
}

/** A condition, by the words of JSON Schema: `then` holds where `if` does. */
export function when(condition: JsonSchema, consequence: JsonSchema, otherwise?: JsonSchema): JsonSchema {
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  return { if: condition, then: consequence, ...(otherwise && { else: otherwise }) };
}
