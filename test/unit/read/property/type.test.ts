import { describe, expect, test } from "vitest";
import type { PropertyType } from "../../../../src/plan/property.ts";
import { eventWith, PLAN_HEAD, planOf, readText } from "../../../support/read-text.ts";

const SHARED = `properties:
  amount: { type: number, min: 1, max: 9 }
  note: { type: string, max_length: 5 }
  tags: { type: array, items: { type: string }, max_items: 3 }
  order: { type: object, properties: { sku: { type: string } } }
  bought: { use: order }
`;

/** The type of a property of an event beside these shared properties. */
function typeOf(body: string): PropertyType | undefined {
  return planOf(PLAN_HEAD + SHARED + eventWith(`p: ${body}`)).events[0]?.properties[0]?.type;
}

/** What is told of a plan, with the text that it is told of. */
function faultsIn(text: string): readonly string[] {
  const lines = text.split("\n");
  return readText(text).diagnostics.map(({ code, place, message, hint }) => {
    const rest = lines[(place?.line ?? 0) - 1]?.slice((place?.column ?? 1) - 1) ?? "";
    return `${code} at ${/^[\w.]*/u.exec(rest)?.[0]}: ${message} ${hint}`;
  });
}

function faultsOf(body: string): readonly string[] {
  return faultsIn(PLAN_HEAD + SHARED + eventWith(`p: ${body}`));
}

const text = { type: { kind: "string" }, nullable: false } as const;

/** The items that the shared property `amount` gives. */
function amountItem(limits: { readonly min: number; readonly max: number }): object {
  return { type: { kind: "number", ...limits }, nullable: false, use: "amount" };
}

describe("reads", () => {
  test.each<[body: string, type: unknown]>([
    ["{ type: string }", { kind: "string" }],
    [
      "{ type: string, pattern: a+, min_length: 2, max_length: 8, truncate: 4 }",
      { kind: "string", pattern: "a+", minLength: 2, maxLength: 8, truncate: 4 },
    ],
    ["{ type: number, min: -0.5, max: 0.5 }", { kind: "number", min: -0.5, max: 0.5 }],
    ["{ type: integer, max: 3 }", { kind: "integer", max: 3 }],
    ["{ type: integer, values: [1, 2], max: 2 }", { kind: "integer", values: [{ value: 1 }, { value: 2 }] }],
    ["{ type: enum, values: [a, b] }", { kind: "enum", values: [{ value: "a" }, { value: "b" }] }],
    ["{ type: enum, values: { a: First. } }", { kind: "enum", values: [{ value: "a", meaning: "First." }] }],
    [
      "{ type: array, items: { type: string }, min_items: 1, max_items: 2 }",
      { kind: "array", items: text, minItems: 1, maxItems: 2 },
    ],
    [
      "{ type: map, items: { type: string, nullable: true, description: A word. } }",
      { kind: "map", items: { ...text, nullable: true, description: "A word." } },
    ],
    ["{ type: array, items: { use: amount } }", { kind: "array", items: amountItem({ min: 1, max: 9 }) }],
    [
      "{ type: array, items: { use: amount, max: 5 } }",
      { kind: "array", items: amountItem({ min: 1, max: 5 }) },
    ],
    ["{ type: url }", { kind: "url" }],
    ["{ type: url, schemes: [https, app, https] }", { kind: "url", schemes: ["https", "app"] }],
    ...["boolean", "datetime", "date", "uuid", "email", "ip", "json"].map((kind): [string, unknown] => [
      `{ type: ${kind} }`,
      { kind },
    ]),
  ])("%s", (body, type) => {
    expect(typeOf(body)).toEqual(type);
  });
});

describe("limits may meet", () => {
  test.each([
    "{ type: number, min: 2, max: 2 }",
    "{ type: integer, min: 2, max: 2 }",
    "{ type: integer, min: 1.5, max: 2 }",
    "{ type: integer, min: 2, max: 2.5 }",
    "{ type: number, min: 1.2, max: 1.8 }",
    "{ type: string, min_length: 2, truncate: 2, max_length: 2 }",
    "{ type: string, min_length: 1000 }",
    "{ type: string, truncate: 1000 }",
    "{ type: string, min_length: 1001, max_length: 1001 }",
    "{ type: array, items: { type: string }, min_items: 2, max_items: 2 }",
  ])("%s", (body) => {
    expect(faultsOf(body)).toEqual([]);
  });
});

describe("reports once, at what the property itself says", () => {
  test.each([
    [
      "{ type: string, min: 1 }",
      "key-not-for-type at min: `min` is not a key of the type `string`. Did you mean `min_length`?",
    ],
    [
      "{ type: json, min: 1 }",
      "key-not-for-type at min: `min` is not a key of the type `json`. It is a key of `number` or `integer`.",
    ],
    [
      "{ use: tags, type: json }",
      "key-not-for-type at type: `items` is not a key of the type `json`. It is a key of `array` or `map`.|key-not-for-type at type: `max_items` is not a key of the type `json`. It is a key of `array`.",
    ],
    [
      "{ use: note, min: 2 }",
      "key-not-for-type at min: `min` is not a key of the type `string`. Did you mean `min_length`?",
    ],
    [
      "{ use: amount, min: 10 }",
      "range-inverted at 10: `min` (10) is above `max` (9). Correct one of the two.",
    ],
    [
      "{ use: amount, max: 0.5 }",
      "range-inverted at 0.5: `min` (1) is above `max` (0.5). Correct one of the two.",
    ],
    [
      "{ use: note, min_length: 6 }",
      "range-inverted at 6: `min_length` (6) is above `max_length` (5). Correct one of the two.",
    ],
    [
      "{ type: string, truncate: 1001 }",
      "range-inverted at 1001: `truncate` (1001) is above `max_length` (1000 by default). Correct one of the two.",
    ],
    [
      "{ type: integer, min: 1.2, max: 1.8 }",
      "range-inverted at 1.2: There is no integer between `min` (1.2) and `max` (1.8). Correct one of the two.",
    ],
    [
      "{ type: integer, min: 3, max: 2 }",
      "range-inverted at 3: `min` (3) is above `max` (2). Correct one of the two.",
    ],
    [
      "{ use: tags, min_items: 4 }",
      "range-inverted at 4: `min_items` (4) is above `max_items` (3). Correct one of the two.",
    ],
    ["{ type: array }", "missing-key at array: The type `array` requires `items`. Add `items:`."],
    [
      "{ type: object }",
      "missing-key at object: The type `object` requires `properties`. Add `properties:`.",
    ],
    [
      "{ type: string, pattern_unsafe: It is short. }",
      "key-without-partner at pattern_unsafe: `pattern_unsafe` has no effect without `pattern`. Remove it.",
    ],
  ])("%s", (body, faults) => {
    expect(faultsOf(body).join("|")).toBe(faults);
  });

  test.each([
    ["{ type: string, min_length: 5, truncate: 4 }", "range-inverted"],
    ["{ type: array, items: 5 }", "wrong-type"],
    ["{ type: object, properties: 5 }", "wrong-type"],
    ["{ type: string, pattern: 5, pattern_unsafe: It is short. }", "wrong-type"],
    ["{ type: array, items: { type: string, max: 5 } }", "key-not-for-type"],
    ["{ type: object, properties: { q: { type: string, max: 5 } } }", "key-not-for-type"],
  ])("%s, and nothing of what follows from it", (body, code) => {
    expect(faultsOf(body).map((fault) => fault.split(" ")[0])).toEqual([code]);
  });

  test("what is wrong with a shared property is reported there, not at each use", () => {
    const shared = "properties:\n  low: { type: integer, min: 3, max: 2 }\n  bare: { type: array }\n";
    const uses = eventWith("low:", "also: { use: low, optional: true }", "bare: { min_items: 1 }");
    expect(faultsIn(PLAN_HEAD + shared + uses)).toEqual([
      "range-inverted at 3: `min` (3) is above `max` (2). Correct one of the two.",
      "missing-key at array: The type `array` requires `items`. Add `items:`.",
    ]);
  });
});

describe("the properties of an object are where they are written", () => {
  test.each([
    [
      "at the property",
      "{ type: object, properties: { sku: { type: string } } }",
      ["events", "paid", "properties", "p"],
    ],
    ["at the shared property", "{ use: order, additional: json }", ["properties", "order"]],
    [
      "at the shared property of the shared property",
      "{ use: bought, additional: json }",
      ["properties", "order"],
    ],
  ])("%s", (_, body, at) => {
    expect(typeOf(body)).toMatchObject({ properties: [{ name: "sku", at: [...at, "properties", "sku"] }] });
  });
});

/** A shared object that contains the next one, and so on, so many levels deep. */
function nested(depth: number): string {
  const inner = Array.from({ length: depth }, (_, level) => `  o${level}: ${objectOf(`o${level + 1}`)}\n`);
  return `properties:\n${inner.join("")}  o${depth}: { type: string }\n`;
}

function objectOf(shared: string): string {
  return `{ type: object, properties: { x: { use: ${shared} } } }`;
}

/** So many properties, as in a map of YAML. */
function columns(count: number): string {
  return Array.from({ length: count }, (_, index) => `c${index}: { type: boolean }`).join(", ");
}

describe("the size of a type", () => {
  test("shared properties contain one another up to 20 levels deep", () => {
    expect(faultsIn(PLAN_HEAD + nested(20) + eventWith("p: { use: o0 }"))).toEqual([]);
    expect(faultsIn(PLAN_HEAD + nested(21) + eventWith("p: { use: o0 }"))).toEqual([
      "type-too-large at x: Shared properties contain one another more than 20 levels deep. Remove it, or make it a `json`.",
    ]);
  });

  test.each([
    ["an object", "  a: { type: object, properties: { x: { use: a } } }\n", "`a` → `a`"],
    ["a list", "  a: { type: array, items: { use: a } }\n", "`a` → `a`"],
    [
      "an object by way of another one",
      `  first: ${objectOf("next")}\n  next: ${objectOf("a")}\n  a: ${objectOf("b")}\n  b: ${objectOf("a")}\n`,
      "`a` → `b` → `a`",
    ],
  ])("%s may not contain itself", (_, shared, chain) => {
    expect(faultsIn(`${PLAN_HEAD}properties:\n${shared}${eventWith("p: { type: json }")}`)).toEqual([
      expect.stringContaining(`The property contains itself: ${chain}. Remove it, or make it a \`json\`.`),
    ]);
  });

  test.each([
    [
      "an object and its properties",
      (count: number) => `{ type: object, properties: { ${columns(count - 1)} } }`,
    ],
    [
      "a list, its objects and their properties",
      (count: number) => `{ type: array, items: { type: object, properties: { ${columns(count - 2)} } } }`,
    ],
    [
      "a map, its objects and their properties",
      (count: number) => `{ type: map, items: { type: object, properties: { ${columns(count - 2)} } } }`,
    ],
  ])("%s count, up to 2,000", (_, body) => {
    expect(faultsOf(body(2000))).toEqual([]);
    expect(faultsOf(body(2001))).toEqual([
      "type-too-large at p: The type has more than 2,000 properties and items. Make a part of it `json`.",
    ]);
  });
});
