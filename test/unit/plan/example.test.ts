import { describe, expect, test } from "vitest";
import { argumentsOf, exampleId, exampleOf } from "../../../src/plan/example.ts";
import type { PropertyType } from "../../../src/plan/property.ts";
import { makeItem, makeProperty } from "../../support/make-plan.ts";

describe("a sample by the type alone", () => {
  test.each<[PropertyType, unknown]>([
    [{ kind: "string" }, "text"],
    [{ kind: "string", maxLength: 2 }, "te"],
    [{ kind: "string", minLength: 6 }, "textte"],
    [{ kind: "string", truncate: 3 }, "tex"],
    [{ kind: "string", pattern: "in_[0-9]+" }, "in_1"],
    [{ kind: "string", pattern: "x*", minLength: 3 }, "xxx"],
    [{ kind: "number" }, 1],
    [{ kind: "number", min: 0.2, max: 0.8 }, 0.8],
    [{ kind: "integer", min: 1.5 }, 2],
    [{ kind: "integer", max: -1.5 }, -2],
    [{ kind: "integer", min: 0, max: 0 }, 0],
    [{ kind: "boolean" }, true],
    [{ kind: "datetime" }, "2026-01-15T09:30:00.000Z"],
    [{ kind: "date" }, "2026-01-15"],
    [{ kind: "uuid" }, "3f2504e0-4f89-41d3-9a0c-0305e82c3301"],
    [{ kind: "url" }, "https://example.com/"],
    [{ kind: "json" }, { key: "value" }],
    [{ kind: "enum", values: [{ value: "b" }, { value: "a" }] }, "b"],
    [{ kind: "array", items: makeItem({ kind: "boolean" }) }, [true]],
    [{ kind: "array", items: makeItem({ kind: "boolean" }), minItems: 2 }, [true, true]],
    [{ kind: "array", items: makeItem({ kind: "boolean" }), maxItems: 0 }, []],
    [{ kind: "map", items: makeItem({ kind: "number" }) }, { key: 1 }],
    [
      {
        kind: "object",
        properties: [makeProperty("a", "date"), makeProperty("b", "number", { example: 7 })],
      },
      { a: "2026-01-15", b: 7 },
    ],
  ])("%j", (type, value) => {
    expect(exampleOf(makeProperty("p", type))).toEqual(value);
  });
});

describe("what the author says goes first", () => {
  test("a constant, then an example, then a default", () => {
    const withDefault = { kind: "argument", optional: false, default: "d" } as const;
    expect(
      exampleOf(makeProperty("p", "string", { source: { kind: "const", value: "c" }, example: "e" })),
    ).toBe("c");
    expect(exampleOf(makeProperty("p", "string", { source: withDefault, example: "e" }))).toBe("e");
    expect(exampleOf(makeProperty("p", "string", { source: withDefault }))).toBe("d");
  });

  test.each<[PropertyType, unknown, unknown]>([
    [{ kind: "string", truncate: 2 }, "🎉🎉🎉", "🎉🎉"],
    [{ kind: "datetime" }, "2026-01-15T10:30:00+01:00", "2026-01-15T09:30:00.000Z"],
    [{ kind: "uuid" }, "3F2504E0-4F89-41D3-9A0C-0305E82C3301", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"],
    [{ kind: "array", items: makeItem({ kind: "uuid" }, { nullable: true }) }, ["AA", null], ["aa", null]],
    [{ kind: "map", items: makeItem({ kind: "uuid" }) }, { K: "AA" }, { K: "aa" }],
  ])("%j: as it goes over the wire", (type, example, value) => {
    expect(exampleOf(makeProperty("p", type, { example: example as string }))).toEqual(value);
  });

  test("an object gets its constants and defaults; null is given, not absent", () => {
    const type: PropertyType = {
      kind: "object",
      properties: [
        makeProperty("c", "string", { source: { kind: "const", value: "always" } }),
        makeProperty("d", "number", { source: { kind: "argument", optional: false, default: 3 } }),
        makeProperty("n", "number", {
          nullable: true,
          source: { kind: "argument", optional: false, default: 3 },
        }),
        makeProperty("o", "number", { source: { kind: "argument", optional: true } }),
      ],
    };
    expect(exampleOf(makeProperty("p", type, { example: { n: null } }))).toEqual({
      c: "always",
      d: 3,
      n: null,
    });
  });
});

test("an object without an example leaves out what is on its way out", () => {
  const optional = { kind: "argument", optional: true } as const;
  const properties = [
    makeProperty("a", "boolean", { deprecated: {} }),
    makeProperty("b", "boolean", { deprecated: {}, source: optional }),
  ];
  expect(exampleOf(makeProperty("p", { kind: "object", properties }))).toEqual({ a: true });
});

test("arguments are what is sent, without constants and defaults at any depth", () => {
  const constant = makeProperty("c", "string", { source: { kind: "const", value: "x" } });
  const withDefault = makeProperty("d", "uuid", {
    source: { kind: "argument", optional: false, default: "AA" },
  });
  const object: PropertyType = {
    kind: "object",
    properties: [constant, withDefault, makeProperty("n", "number")],
  };
  const sent = { c: "x", d: "aa", n: 1 };
  expect(
    argumentsOf(
      [
        constant,
        withDefault,
        makeProperty("object", object),
        makeProperty("list", { kind: "array", items: makeItem(object, { nullable: true }) }),
        makeProperty("map", { kind: "map", items: makeItem(object) }),
        makeProperty("absent", "number"),
      ],
      { ...sent, object: { ...sent, d: "bb" }, list: [sent, null], map: { k: sent } },
    ),
  ).toEqual({ object: { d: "bb", n: 1 }, list: [{ n: 1 }, null], map: { k: { n: 1 } } });
});

test("ids are what the contract takes", () => {
  const at = ["identity"];
  expect(exampleId({ at, prefix: "user_", acceptUnprefixed: true, format: { kind: "uuid" } })).toBe(
    "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301",
  );
  const pattern = { kind: "pattern", pattern: "[0-9A-HJKMNP-TV-Z]{6}|old" } as const;
  expect(exampleId({ at, prefix: "", acceptUnprefixed: false, format: pattern })).toBe("111111");
});
