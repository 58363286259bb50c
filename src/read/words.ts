/** A list in a sentence: "`a`, `b` or `c`". */
export function oneOf(words: readonly string[]): string {
  return join(words, "or");
}

/** A list in a sentence: "`a`, `b` and `c`". */
export function allOf(words: readonly string[]): string {
  return join(words, "and");
}

function join(words: readonly string[], last: string): string {
  const quoted = words.map(quote);
  return [quoted.slice(0, -1).join(", "), ...quoted.slice(-1)].filter(Boolean).join(` ${last} `);
}

/** A type with its article: "an `array`". */
export function withArticle(type: string): string {
  return `${/^[aeio]/u.test(type) ? "an" : "a"} \`${type}\``;
}

/** Text from the plan, in backticks, short enough for a message. */
export function quote(value: unknown): string {
  // JSON would make `null` of an infinity.
  const isPlain = typeof value === "string" || typeof value === "number";
  const text = isPlain ? String(value) : (JSON.stringify(value) ?? String(value));
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``;
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
