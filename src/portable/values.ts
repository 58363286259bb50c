/** A value that JSON can hold. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** JSON whose owner made it, and may still change it. */
export type PlainValue = null | boolean | number | string | PlainValue[] | PlainObject;

export type PlainObject = { [key: string]: PlainValue };

/**
 * The first code points of a string: all of it when it has no more.
 *
 * @example cutText("a👍b", 2) // "a👍"
 */
export function cutText(value: string, codePoints: number): string {
  if (value.length <= codePoints) {
    return value;
  }
  // Twice as many code units hold that many code points for certain, so that only they are split.
  return Array.from(value.slice(0, 2 * codePoints))
    .slice(0, codePoints)
    .join("");
}

/** Text with U+FFFD for each half of a surrogate pair: PostHog's JSON reader refuses a whole request for one. */
export function wellFormed(text: string): string {
  return /[\ud800-\udfff]/u.test(text) ? text.replace(/[\ud800-\udfff]/gu, "\ufffd") : text;
}

/** Whether a value is text that can be a key: not blank, not too long, and without what storage changes or refuses. */
export function isKeyText(value: unknown, longest: number): value is string {
  return (
    typeof value === "string" &&
    value.trim() !== "" &&
    value.length <= longest &&
    !/[\0\ud800-\udfff]/u.test(value)
  );
}
