/**
 * A class of a regular expression, with flag `u`, that matches one of the given characters. Runs become ranges.
 *
 * @param characters - at least one, in any order; repeated ones count once
 * @example characterClass("fedcba-9") // "[\\x2d9a-f]"
 */
export function characterClass(characters: string): string {
  const codePoints = [...new Set(characters)]
    .map((character) => character.codePointAt(0) ?? 0)
    .toSorted((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const codePoint of codePoints) {
    const last = runs.at(-1);
    if (last?.[1] === codePoint - 1) {
      last[1] = codePoint;
    } else {
      runs.push([codePoint, codePoint]);
    }
  }
  return `[${runs.map(([from, to]) => runSource(from, to)).join("")}]`;
}

function runSource(from: number, to: number): string {
  if (to - from < 2) {
    return from === to ? characterSource(from) : characterSource(from) + characterSource(to);
  }
  return `${characterSource(from)}-${characterSource(to)}`;
}

/** Letters and digits stand for themselves; everything else is written by its number, so that nothing has a meaning. */
function characterSource(codePoint: number): string {
  const character = String.fromCodePoint(codePoint);
  if (/^[A-Za-z0-9_]$/u.test(character)) {
    return character;
  }
  return codePoint < 0x80
    ? `\\x${codePoint.toString(16).padStart(2, "0")}`
    : `\\u{${codePoint.toString(16)}}`;
}

/**
 * Literal text as the source of a regular expression with flag `u`.
 *
 * @example escapeSource("auth0|") // "auth0\\x7c"
 */
export function escapeSource(text: string): string {
  return [...text].map((character) => characterSource(character.codePointAt(0) ?? 0)).join("");
}
