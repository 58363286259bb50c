import regjsparser from "regjsparser";
import type { JsonValue } from "../../text/json.ts";
import { quoteKey, quoteString } from "../../text/quote.ts";

/** A key and the code of its value. */
export type Member = readonly [key: string, code: string];

/** Literals longer than this get a line for each member. */
export const LINE_WIDTH = 80;

/**
 * An object literal, on one line where it fits.
 *
 * @example objectLiteral([["name", '"x"']]) // '{ name: "x" }'
 */
export function objectLiteral(members: readonly Member[]): string {
  return surround("{", members.map(memberCode), "}", " ");
}

/** An object literal with a line for each member. */
export function tallObjectLiteral(members: readonly Member[]): string {
  return surroundLines("{", members.map(memberCode), "}");
}

/**
 * Names between braces, as imports and exports have them, on one line where they fit.
 *
 * @example nameList(["type A", "b"]) // "{ type A, b }"
 */
export function nameList(names: readonly string[]): string {
  return surround("{", names, "}", " ");
}

/** An array literal, on one line where it fits. */
export function arrayLiteral(items: readonly string[]): string {
  return surround("[", items, "]", "");
}

/** A JSON value as a literal. */
export function jsonLiteral(value: JsonValue): string {
  if (typeof value === "string") {
    return quoteString(value);
  }
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return arrayLiteral(value.map((item: JsonValue) => jsonLiteral(item)));
  }
  const members = Object.entries(value as Readonly<Record<string, JsonValue>>);
  return objectLiteral(members.map(([key, member]): Member => [key, jsonLiteral(member)]));
}

/** A member with a number; none where there is no number. */
export function numberMember(key: string, value: number | undefined): readonly Member[] {
  return value === undefined ? [] : [[key, String(value)]];
}

/** A member whose value is an object; none at all when that object would be empty. */
export function literalMember(key: string, members: readonly Member[]): readonly Member[] {
  return members.length === 0 ? [] : [[key, objectLiteral(members)]];
}

/** Indents lines by one step. The literals here have no line breaks inside strings. */
export function indent(code: string): string {
  return code.replaceAll(/^(?=.)/gmu, "  ");
}

function surround(open: string, parts: readonly string[], close: string, padding: string): string {
  if (parts.length === 0) {
    return `${open}${close}`;
  }
  const oneLine = `${open}${padding}${parts.join(", ")}${padding}${close}`;
  return oneLine.length <= LINE_WIDTH && !oneLine.includes("\n")
    ? oneLine
    : surroundLines(open, parts, close);
}

function surroundLines(open: string, parts: readonly string[], close: string): string {
  return `${open}\n${indent(parts.join(",\n"))},\n${close}`;
}

/** Code that reads as a name and is a value. */
const LITERALS: ReadonlySet<string> = new Set(["true", "false", "null"]);

function memberCode(member: Member): string {
  const [key, code] = member;
  const isShort = key === code && /^[A-Za-z_$][\w$]*$/u.test(key) && !LITERALS.has(key);
  return isShort ? key : `${quoteKey(key)}: ${code}`;
}

/**
 * A regular expression that matches a whole string, with the flag `u`: a literal if all characters are allowed in one,
 * otherwise a call that a bundler can drop if its result is unused.
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
 * The literal prefix of all strings that a pattern matches; often empty.
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
