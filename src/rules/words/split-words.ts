/**
 * The words of a name, in small letters, whatever joins them. Digits belong to the word before them.
 *
 * @example splitWords("checkout_completed") // ["checkout", "completed"]
 * @example splitWords("userSignedUp") // ["user", "signed", "up"]
 * @example splitWords("HTTPError-2") // ["http", "error", "2"]
 */
export function splitWords(name: string): readonly string[] {
  const words = name.match(/[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+/gu) ?? [];
  return words.map((word) => word.toLowerCase());
}
