import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonValue } from "../../../src/text/json.ts";
import { readableJson } from "../../../src/text/readable-json.ts";

test("puts on one line what is short, below the levels that are always expanded", () => {
  const value = { b: { list: [1, [true, null]], empty: {}, none: [] }, a: { deep: { er: "x" } } };
  expect(readableJson(value, 2)).toBe(
    [
      "{",
      '  "b": {',
      '    "list": [1, [true, null]],',
      '    "empty": {},',
      '    "none": []',
      "  },",
      '  "a": {',
      '    "deep": { "er": "x" }',
      "  }",
      "}",
    ].join("\n"),
  );
});

test("breaks what is too long, its key counted", () => {
  expect(readableJson({ ["k".repeat(67)]: [1, 2], ["l".repeat(68)]: [1, 2] })).toBe(
    ["{", `  "${"k".repeat(67)}": [1, 2],`, `  "${"l".repeat(68)}": [`, "    1,", "    2", "  ]", "}"].join(
      "\n",
    ),
  );
});

test("an empty object that is expanded stays empty", () => {
  expect(readableJson({ a: {} }, 2)).toBe('{\n  "a": {}\n}');
});

test("hides nothing, and cannot end a script", () => {
  const json = readableJson({ "a\u202e": "</script>", b: "\u0000\u2028🎉" });
  expect(json).toBe('{\n  "a\\u202e": "\\u003c/script>",\n  "b": "\\u0000\\u2028🎉"\n}');
});

test("is the same value again, whatever it is, in lines of 80 where they can be broken", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(3), (value, expanded) => {
      const json = readableJson(value as JsonValue, expanded);
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
      for (const line of json.split("\n")) {
        expect(line.length <= 80 || !/^\s*(?:"(?:[^"\\]|\\.)*": )?[[{]./u.test(line)).toBe(true);
      }
    }),
  );
});
