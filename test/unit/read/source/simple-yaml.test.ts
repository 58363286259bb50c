import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { largePlan } from "../../../../scripts/bench/large-plan.ts";
import { readSimpleYaml } from "../../../../src/read/source/simple-yaml.ts";

/** With prototypes, for comparison. */
function read(text: string): unknown {
  const simple = readSimpleYaml(text);
  return simple && (JSON.parse(JSON.stringify(simple.data)) as unknown);
}

const NOTHING = { data: {}, keyOrders: new WeakMap<object, readonly string[]>() };

describe("readSimpleYaml", () => {
  test.each([
    ["a map", "a: b\nc:\n  d: e\n", { a: "b", c: { d: "e" } }],
    [
      "what has no value",
      "a:\nb: ~\nc: null\nd: { e:, f: }\n",
      { a: null, b: null, c: null, d: { e: null, f: null } },
    ],
    ["numbers and words", "a: [1, -2.50, 0, true, False]\n", { a: [1, -2.5, 0, true, false] }],
    [
      "what only looks like a number",
      "a: 2026-01-31\nb: 1.2.3\nc: 2fa\nd: -x\n",
      { a: "2026-01-31", b: "1.2.3", c: "2fa", d: "-x" },
    ],
    ["quotes", `a: "b: \\n \\u00e9"\n'it''s': "#"\n`, { a: "b: \n é", "it's": "#" }],
    ["punctuation in text", "a: Is it, [b] {c} & d? # e\n", { a: "Is it, [b] {c} & d?" }],
    [
      "lists",
      "a:\n- b\n-\n- c: 1\n  d: 2\nf:\n  - - g\n    - h\n",
      { a: ["b", null, { c: 1, d: 2 }], f: [["g", "h"]] },
    ],
    ["flow collections", "a: [b, { c: [], d: 'e' },\n  f,\n  ]\n", { a: ["b", { c: [], d: "e" }, "f"] }],
    [
      "blocks of text",
      "a: >-\n  b\n  c\n\n  d\ne: |\n  f\n   g\nh: |+\n  i\n\n",
      { a: "b c\nd", e: "f\n g\n", h: "i\n\n" },
    ],
    ["text of several lines", "a: b\n  c\n\n  d\ne:\n  f\n", { a: "b c\nd", e: "f" }],
    ["CRLF", "a: b\r\nc:\r\n  - d\r\n", { a: "b", c: ["d"] }],
  ])("reads %s", (_, text, expected) => {
    expect(read(text)).toEqual(expected);
    expect(parse(text)).toEqual(expected);
  });

  test.each([
    ["a map in a value", "a: It is: not\n"],
    ["an anchor", "a: &b c\n"],
    ["an alias", "a: *b\n"],
    ["a tag", "a: !!str b\n"],
    ["a merge key", "a:\n  <<: b\n"],
    ["a second document", "a: b\n---\nc: d\n"],
    ["a directive", "%YAML 1.2\n---\na: b\n"],
    ["a tab", "a:\tb\n"],
    ["an explicit key", "? a\n: b\n"],
    ["a repeated key", "a: b\na: c\n"],
    ["__proto__", "__proto__: a\n"],
    ["a key that is no text", "1: a\n"],
    ["a number in another form", "a: 0x1\n"],
    ["a number of many digits", "a: 9007199254740993\n"],
    ["infinity", "a: .inf\n"],
    ["half of a surrogate pair", 'a: "\\ud800"\n'],
    ["an unknown escape", 'a: "\\q"\n'],
    ["a quote without end", 'a: "b\n'],
    ["text after a value", 'a: "b" c\n'],
    ["text after a collection", "a: [b] c\n"],
    ["two items without a comma", "a: [b [c]]\n"],
    ["a comma without an item", "a: [b,, c]\n"],
    ["a collection without end", "a: [b\nc: d\n"],
    ["an end that is not indented", "a: [\n  b\n]\n"],
    ["a key that is less indented", "a:\n    b: c\n  d: e\n"],
    ["a key that is more indented", "a: b\n  c: d\n"],
    ["a reserved character", "a: @b\n"],
    ["a list", "- a\n"],
    ["nothing", "# a\n"],
    ["60 levels", `a: ${"[".repeat(60)}${"]".repeat(60)}\n`],
  ])("leaves %s to yaml", (_, text) => {
    expect(readSimpleYaml(text)).toBeUndefined();
  });

  test("keeps the order of keys that JavaScript would sort", () => {
    const { data, keyOrders } = readSimpleYaml("b: 1\na: { c: 1, 10_x: 2, '9': 3 }\n") ?? NOTHING;
    expect(keyOrders.get((data as { readonly a: object }).a)).toEqual(["c", "10_x", "9"]);
    expect(keyOrders.has(data)).toBe(false);
  });

  test("is enough for the plans of this repository", () => {
    const own = readFileSync(join(import.meta.dirname, "../../../../tracking-plan.yaml"), "utf8");
    const large = Object.values(largePlan({ events: 200, files: 3 }));
    expect([own, ...large].map((text) => readSimpleYaml(text) === undefined)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
