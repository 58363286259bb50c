import { quote } from "../text/words.ts";

export { allOf, oneOf, quote } from "../text/words.ts";

/** A type with its article: "an `array`". */
export function withArticle(type: string): string {
  return `${/^[aeio]/u.test(type) ? "an" : "a"} \`${type}\``;
}

/** What kind of value something is, in a sentence: "the text `yes`", "a list", "nothing". */
export function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "`null`";
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "string":
      return value === "" ? "empty text" : `the text ${quote(value)}`;
    case "number":
      return `the number \`${value}\``;
    case "boolean":
      return `\`${value}\``;
    default:
      return "a map";
  }
}

/** A kind of JSON value, in a sentence. */
export const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "`true` or `false`",
  array: "a list",
  object: "a map",
  record: "a map",
  null: "nothing",
};
