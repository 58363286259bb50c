import { describe, expect, test } from "vitest";
import { refusalOfId } from "../../../src/portable/ids.ts";
import { isUnmergeable } from "../../../src/endpoint/illegal-ids.ts";

/** What PostHog refuses to merge, and what a program makes of a missing id. */
const WORDS = [
  "anonymous",
  "guest",
  "distinctid",
  "distinct_id",
  "id",
  "not_authenticated",
  "email",
  "undefined",
  "true",
  "false",
  "[object Object]",
  "NaN",
  "None",
  "null",
  "0",
  "nil",
  "n/a",
  "unknown",
  "not_set",
  "00000000-0000-0000-0000-000000000000",
  "00000000000000000000000000",
];

function isIllegalId(id: string): boolean {
  return refusalOfId(id) === "illegal_id";
}

describe("an illegal id", () => {
  test.each(WORDS)("is %s, in any case and in quotes", (id) => {
    for (const word of [id, id.toUpperCase(), id.toLowerCase(), `"${id}"`, `'${id.toUpperCase()}'`]) {
      expect(isIllegalId(word)).toBe(true);
    }
    expect(isIllegalId(`${id}1`)).toBe(false);
    expect(isIllegalId(`"${id}'`)).toBe(false);
  });

  test.each(['""', "' '"])("is %j, because it is blank", (id) => {
    expect(isIllegalId(id)).toBe(true);
  });

  test("is every one that PostHog refuses", () => {
    const refused = [...WORDS, "none", "GUEST", "'null'", '"id"'].filter(isUnmergeable);
    expect(refused.length).toBeGreaterThan(15);
    expect(refused.filter((id) => !isIllegalId(id))).toEqual([]);
  });
});

test.each([
  ["", "blank"],
  [" \t", "blank"],
  [" a", "white_space"],
  ["x".repeat(201), "too_long"],
  ["a\u0000b", "unstable_character"],
  ["a\u200bb", "unstable_character"],
  ["\ud83d", "unstable_character"],
  ["Guest", "illegal_id"],
  ["guest1", undefined],
  ["x".repeat(200), undefined],
])("%j as an id: %s", (id, refusal) => {
  expect(refusalOfId(id)).toBe(refusal);
});

test("the characters that ids cannot have are those of five categories of Unicode", () => {
  const category = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
  const different: string[] = [];
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const character = String.fromCodePoint(code);
    const isRefused = refusalOfId(`a${character}b`) === "unstable_character";
    if (isRefused !== category.test(character)) different.push(code.toString(16));
  }
  expect(different).toEqual([]);
});
