import { type FieldRule, type Fields, ruleOf } from "./field-rule.ts";
import { cutText, type PlainObject, type PlainValue, wellFormed } from "./values.ts";

/**
 * Adds constants, and defaults for what is absent, in place. Nested values are copied and not changed.
 *
 * @param properties - in the form in which they are sent
 * @param invalid - properties that were left out because they were invalid. They stay absent: a default would state what
 *   the caller did not say.
 */
export function fillFields(
  properties: Record<string, unknown>,
  fields: Fields = {},
  invalid?: ReadonlySet<string>,
): PlainObject {
  for (const name of Object.keys(fields)) {
    const rule = fields[name] as FieldRule;
    const given = rule.constant === undefined ? properties[name] : rule.constant;
    // Most values are these, and there is nothing to add to them.
    if (given !== undefined && given === properties[name] && typeof given !== "object") {
      continue;
    }
    const value = encodeValue(given === undefined && !invalid?.has(name) ? rule.default : given, rule);
    if (value === undefined) {
      delete properties[name];
    } else {
      properties[name] = value;
    }
  }
  return properties as PlainObject;
}

/** A copy of a value in the form in which it is sent; `undefined` for an invalid datetime. */
function encodeValue(value: unknown, rule: FieldRule = {}): PlainValue | undefined {
  const { as, each, fields } = rule;
  if (as && value !== null && value !== undefined) {
    return as(value);
  }
  if (typeof value === "string") {
    return encodeText(value, rule);
  }
  if (typeof value !== "object" || value === null) {
    return value as PlainValue | undefined;
  }
  if (Array.isArray(value)) {
    return value.map((item) => encodeValue(item, each) ?? null);
  }
  const copy = Object.entries(value).map(([key, item]) => [
    key,
    encodeValue(item, ruleOf(fields, key) ?? each),
  ]);
  return fillFields(Object.fromEntries(copy), fields);
}

/** Text in the form in which it is sent. */
export function encodeText(text: string, { truncate, type }: FieldRule): string {
  const sent = wellFormed(truncate === undefined ? text : cutText(text, truncate));
  return type === "uuid" ? sent.toLowerCase() : sent;
}

/** Whether a value is a `Date`, also of another realm. It is sent as text, so only a `datetime` can be one. */
export function isTime(value: unknown): boolean {
  return Object.prototype.toString.call(value) === "[object Date]";
}
