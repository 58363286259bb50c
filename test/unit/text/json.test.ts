import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson, type JsonValue, readableJson } from "../../../src/text/json.ts";
import { byCodeUnit } from "../../../src/text/order.ts";

describe("canonicalJson", () => {
  test("sorts keys by code unit, leaves out what is undefined, and ends with a line end", () => {
    expect(canonicalJson({ b: [1, { z: null, "": "é" }], a: undefined, B: {}, c: [] }, 0)).toBe(
      '{"B":{},"b":[1,{"":"é","z":null}],"c":[]}\n',
    );
  });

  test("gives each member of the first levels a line", () => {
    const value = { b: [1, { z: [null], "": "é" }], B: {}, c: [] };
    expect(canonicalJson(value)).toBe('{\n  "B": {},\n  "b": [1,{"":"é","z":[null]}],\n  "c": []\n}\n');
    expect(canonicalJson(value, 2)).toBe(
      '{\n  "B": {},\n  "b": [\n    1,\n    {"":"é","z":[null]}\n  ],\n  "c": []\n}\n',
    );
  });

  test("says the same as JSON.stringify, whatever the order of keys", () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.nat(5), (value, levels) => {
        expect(JSON.parse(canonicalJson(value, levels))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reverseKeys(value), levels)).toBe(canonicalJson(value, levels));
      }),
    );
  });

  test("keeps a key named __proto__", () => {
    expect(canonicalJson(JSON.parse('{"__proto__":1}'))).toBe('{\n  "__proto__": 1\n}\n');
  });

  test.each([[() => 1], [Number.NaN], [1n], [Symbol("x")]])("refuses %s", (value) => {
    expect(() => canonicalJson({ value })).toThrow(TypeError);
  });
});

test("byCodeUnit sorts as JavaScript does by default, in no language's order", () => {
  const names = ["é", "z", "Z", "a", "\u{1F44D}", "\uFF5E"];
  expect(names.toSorted(byCodeUnit)).toEqual(["Z", "a", "z", "é", "\u{1F44D}", "\uFF5E"]);
  expect(byCodeUnit("a", "a")).toBe(0);
});

function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(reverseKeys);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([key, member]) => [key, reverseKeys(member)]),
      )
    : value;
}

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
