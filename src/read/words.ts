import { quote } from "../text/words.ts";

export { allOf, oneOf, quote, thousands } from "../text/words.ts";

/** A type with its article: "an `array`". */
export function withArticle(type: string): string {
  return `${/^[aeio]/u.test(type) ? "an" : "a"} \`${type}\``;
}

/** A value in a sentence: "the string `yes`", "a list", "missing". */
export function describe(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "`null`";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "string":
      return value === "" ? "an empty string" : `the string ${quote(value)}`;
    case "number":
      return `the number \`${value}\``;
    case "boolean":
      return `\`${value}\``;
    default:
      return "a map";
  }
}

/** The types of JSON values, in a sentence. */
export const TYPE_WORDS = {
  string: "a string",
  number: "a number",
  integer: "an integer",
  boolean: "`true` or `false`",
  array: "a list",
  object: "a map",
  null: "null",
} as const;
