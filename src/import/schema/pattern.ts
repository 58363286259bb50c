import { findPatternFault } from "../../read/property/pattern.ts";

/** Any text. */
const ANY = "[\\s\\S]*";

/**
 * A pattern of JSON Schema, which matches anywhere in a text, as one of the plan, which matches the whole text.
 *
 * @returns nothing where the plan would refuse it: it is no regular expression with the flag `u`, or may be slow
 * @example planPattern("^cs_[a-z]+$") // "cs_[a-z]+"
 * @example planPattern("^cs_") // "cs_[\\s\\S]*"
 */
export function planPattern(pattern: string): string | undefined {
  for (const form of [pattern, withoutNeedlessEscapes(pattern)]) {
    for (const whole of wholePatterns(form)) if (isAccepted(whole)) return whole;
  }
  return undefined;
}

function isAccepted(pattern: string): boolean {
  return findPatternFault(pattern, undefined) === undefined;
}

/** The forms that a pattern can have, the simplest first. */
function* wholePatterns(pattern: string): Generator<string> {
  const { hasChoice, group, end } = outline(pattern);
  if (!hasChoice) {
    const isAnchored = [pattern.startsWith("^"), end !== undefined] as const;
    const inner = pattern.slice(isAnchored[0] ? 1 : 0, end);
    if (!isAnchored.includes(false)) {
      yield (group ? inner.slice("(?:".length, -1) : inner) || "(?:)";
      return;
    }
    yield `${isAnchored[0] ? "" : ANY}${inner}${isAnchored[1] ? "" : ANY}`;
  }
  // It looks for a match before it reads the text, which is safe only if the match itself is.
  if (isAccepted(pattern)) yield `(?=${ANY}(?:${pattern}))${ANY}`;
}

interface Outline {
  /** Whether a `|` is outside of all groups. */
  readonly hasChoice: boolean;
  /** Whether one group without a name is all that is between `^` and `$`. */
  readonly group: boolean;
  /** Where its last character is a `$` that matches the end. */
  readonly end: number | undefined;
}

function outline(pattern: string): Outline {
  const last = pattern.length - 1;
  let [hasChoice, depth, closings] = [false, 0, 0];
  let [firstClosing, end] = [-1, undefined as number | undefined];
  for (const { at, text, isPlain } of tokensOf(pattern)) {
    if (!isPlain) continue;
    if (text === "(") depth += 1;
    if (text === ")") {
      depth -= 1;
      closings += depth === 0 ? 1 : 0;
      if (depth === 0 && closings === 1) firstClosing = at;
    }
    if (text === "|" && depth === 0) hasChoice = true;
    if (text === "$" && at === last) end = at;
  }
  return { hasChoice, end, group: pattern.startsWith("^(?:") && firstClosing === last - 1 };
}

interface Token {
  readonly at: number;
  readonly text: string;
  /** Whether it is neither escaped nor in a class. */
  readonly isPlain: boolean;
}

/** The characters of a pattern, an escaped one with its backslash. */
function tokensOf(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  let inClass = false;
  for (const { 0: text, index: at } of pattern.matchAll(/\\?[\s\S]/gu)) {
    const isEscaped = text.length > 1 && text.startsWith("\\");
    tokens.push({ at, text, isPlain: !isEscaped && !inClass });
    if (!isEscaped) inClass = inClass ? text !== "]" : text === "[";
  }
  return tokens;
}

/** The flag `u` forbids backslashes before characters that mean nothing special. */
function withoutNeedlessEscapes(pattern: string): string {
  const tokens = tokensOf(pattern);
  let inClass = false;
  return tokens
    .map(({ text, isPlain }) => {
      if (isPlain && text === "[") inClass = true;
      else if (inClass && text === "]") inClass = false;
      const isNeedless = /^\\[!"#%&',:;<=>@_`~ -]$/u.test(text) && !(inClass && text === "\\-");
      return isNeedless ? text.slice(1) : text;
    })
    .join("");
}
