import type { FieldRule, Fields, JsonValue } from "../definition.ts";
import type { PlainObject, PlainValue } from "../message.ts";

/**
 * Makes what is sent of valid properties, in place: absent values get their defaults, datetimes and uuids their
 * form on the wire, and constants their value; in nested objects and arrays too. A property that was left out because
 * it was invalid stays absent: its default would state what the caller did not say.
 */
export function fillFields(
  properties: PlainObject,
  fields: Fields | undefined,
  invalid: ReadonlySet<string>,
): void {
  if (fields === undefined) return;
  for (const [name, rule] of Object.entries(fields)) {
    if (rule.constant !== undefined) {
      properties[name] = copyJson(rule.constant);
    } else if (Object.hasOwn(properties, name)) {
      properties[name] = encodeValue(properties[name] as PlainValue, rule);
    } else if (rule.default !== undefined && !invalid.has(name)) {
      properties[name] = encodeValue(copyJson(rule.default), rule);
    }
  }
}

const NONE: ReadonlySet<string> = new Set();

function encodeValue(value: PlainValue, rule: FieldRule): PlainValue {
  if (typeof value === "string") return encodeText(value, rule.as);
  if (typeof value !== "object" || value === null) return value;
  const { each } = rule;
  if (Array.isArray(value)) {
    return each === undefined ? value : value.map((item) => encodeValue(item, each));
  }
  fillFields(value, rule.fields, NONE);
  if (each !== undefined) {
    for (const key of Object.keys(value)) value[key] = encodeValue(value[key] as PlainValue, each);
  }
  return value;
}

function encodeText(text: string, as: FieldRule["as"]): string {
  switch (as) {
    case "datetime":
      return new Date(text).toISOString();
    case "uuid":
      return text.toLowerCase();
    case undefined:
      return text;
    default:
      return as satisfies never;
  }
}

/** A definition's own value must not be shared with what is sent, which tests may keep and change. */
function copyJson(value: JsonValue): PlainValue {
  return typeof value === "object" && value !== null ? (structuredClone(value) as PlainValue) : value;
}
