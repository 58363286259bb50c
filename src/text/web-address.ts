/**
 * An address of the web as URLs are written: only characters that neither Markdown nor a comment takes for its own, the
 * others percent-encoded. `undefined` if it is not an http or https address.
 *
 * @example webAddress("https://example.com/a b*(c)") // "https://example.com/a%20b%2A%28c%29"
 * @example webAddress("javascript:alert(1)") // undefined
 */
export function webAddress(text: string): string | undefined {
  if (!/^https?:\/\/[^\s/?#][^\s]*$/iu.test(text) || !URL.canParse(text)) return undefined;
  const { href } = new URL(text);
  return href.replaceAll(/[^A-Za-z0-9\-._~:/?#[\]@!$&+,;=%]/gu, encodeCharacter);
}

function encodeCharacter(character: string): string {
  const encoded = encodeURIComponent(character);
  // Only these it leaves as they are, though Markdown and comments end with them.
  return encoded.length > 1 ? encoded : `%${encoded.charCodeAt(0).toString(16).toUpperCase()}`;
}
