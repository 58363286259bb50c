/** The one place where text of a plan is escaped for TypeScript and JSON: it cannot leave its string, key or comment. */

/** Most text: ASCII without `"`, `\\` and `<`. Testing that first makes the output of a large plan a third faster. */
const NOTHING_TO_QUOTE = /^[ !#-;=-[\]-~]*$/u;

/**
 * A double-quoted literal that TypeScript and JSON both read back as exactly the given text. It holds neither
 * `</` nor `<!`, so that it is also safe in an inline script.
 *
 * @example quoteString('say "hi"') // '"say \\"hi\\""'
 */
export function quoteString(text: string): string {
  if (NOTHING_TO_QUOTE.test(text)) return `"${text}"`;
  const escaped = text.replaceAll(/["\\]/gu, "\\$&").replaceAll(/<(?=[/!])/gu, "\\u003c");
  return `"${escapeHidden(escaped)}"`;
}

/**
 * The inside of a template literal, without its backticks.
 *
 * @example quoteTemplate("a`${b}") // "a\\`\\${b}"
 */
export function quoteTemplate(text: string): string {
  return escapeHidden(text.replaceAll(/[`\\]|\$(?=\{)/gu, "\\$&").replaceAll(/<(?=[/!])/gu, "\\u003c"));
}

/**
 * A key of an interface or an object literal, in quotes only where it needs them.
 *
 * @example quoteKey("amount_usd") // "amount_usd"
 * @example quoteKey("Order Total") // '"Order Total"'
 */
export function quoteKey(name: string): string {
  if (name === "__proto__") {
    // Only a computed key makes a property of this name; the plain one sets the prototype.
    return '["__proto__"]';
  }
  return isPlainIdentifier(name) ? name : quoteString(name);
}

/**
 * Access to a property of an object.
 *
 * @example quoteAccess("p", "Order Total") // 'p["Order Total"]'
 */
export function quoteAccess(object: string, name: string): string {
  return isPlainIdentifier(name) ? `${object}.${name}` : `${object}[${quoteString(name)}]`;
}

/**
 * Text as lines of a doc comment: no line can end the comment, begin a tag, or leave a code span open that would
 * swallow the tags below it.
 *
 * @example quoteComment("a @b *\/") // ["a @b *\\/"]
 */
export function quoteComment(text: string): readonly string[] {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/u).map((line) => quoteCommentLine(line));
  while (lines.at(-1) === "") {
    lines.pop();
  }
  return lines;
}

/** Most lines of comments: ASCII without `*`, `<`, `@`, `{` and backticks. */
const NOTHING_TO_ESCAPE = /^[ -)+-;=-?A-_a-z|}~]*$/u;

function quoteCommentLine(line: string): string {
  if (NOTHING_TO_ESCAPE.test(line)) return line.trimEnd();
  const backticks = line.split("`").length - 1;
  return escapeHidden(line.trimEnd().replaceAll("\t", " "))
    .replaceAll("*/", "*\\/")
    .replaceAll("</", "<\\/")
    .replaceAll("<!--", "<\\!--")
    .replaceAll("{@", "{\\@")
    .replaceAll(/(?<!\S)@/gu, "\\@")
    .replaceAll("`", backticks % 2 === 0 ? "`" : "\\`");
}

function isPlainIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/u.test(name);
}

function escapeHidden(text: string): string {
  if (isPrintableAscii(text)) return text;
  return text.replaceAll(UNPRINTABLE, (character) => {
    const codeUnit = character.charCodeAt(0).toString(16).padStart(4, "0");
    return `\\u${codeUnit}`;
  });
}

/**
 * Characters that a reader does not see and a program may obey: control characters (line breaks too), line
 * separators, lone surrogates, what has no width, and the marks that change the direction of text, with which a
 * line can say other than it shows ("Trojan Source", CVE-2021-42574). Not the joiners that emoji are made with.
 */
export const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\u2060-\u2064\ufeff]/gu;

const SHORT_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * The text with every unprintable character written as its escape, as JSON and JavaScript write it.
 *
 * @example escapeUnprintable("a\tb\u202e") // "a\\tb\\u202e"
 */
export function escapeUnprintable(text: string): string {
  if (isPrintableAscii(text)) return text;
  return text.replace(
    UNPRINTABLE,
    (character) => SHORT_ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Whether a text is of ASCII's visible characters and spaces alone, as most are: then it has none of {@link UNPRINTABLE}. */
export function isPrintableAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/u.test(text);
}
