import regjsparser from "regjsparser";
import { quoteString } from "../../../text/quote.ts";

/**
 * A regular expression that matches the source as a whole, with the flag `u`: a literal where every character of the
 * source can stand in one, else a call that a bundler may drop when nothing uses its result.
 *
 * @example regExpLiteral("[a-z]+") // "/^(?:[a-z]+)$/u"
 * @example regExpLiteral("a/b") // '/* @__PURE__ *\/ new RegExp("^(?:a/b)$", "u")'
 */
export function regExpLiteral(source: string, flags = "u"): string {
  const whole = `^(?:${source})$`;
  // Printable ASCII but for the end of a literal and of an inline script.
  return /^[ -.0-;=-~]*$/u.test(whole)
    ? `/${whole}/${flags}`
    : `/* @__PURE__ */ new RegExp(${quoteString(whole)}, ${quoteString(flags)})`;
}

/**
 * The literal text that everything begins with that a pattern matches; mostly empty.
 *
 * @example literalPrefix("org_[a-z0-9]+") // "org_"
 */
export function literalPrefix(pattern: string): string {
  const tree = regjsparser.parse(pattern, "u", {
    lookbehind: true,
    namedGroups: true,
    unicodePropertyEscape: true,
  });
  const parts = tree.type === "alternative" ? tree.body : [tree];
  let prefix = "";
  for (const part of parts) {
    if (part.type !== "value") break;
    prefix += String.fromCodePoint(part.codePoint);
  }
  return prefix;
}
