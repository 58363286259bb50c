import { describe, expect, test } from "vitest";
import type { Edit } from "../../../../src/diff/change.ts";
import { diff } from "../../../../src/diff/diff.ts";
import { eventWith, PLAN_HEAD, planOf } from "../../../support/read-text.ts";

/** Level and id of each change, and whom it affects. */
function changesOf(before: string, after: string): readonly string[] {
  return diff(planOf(PLAN_HEAD + before), planOf(PLAN_HEAD + after)).map(
    ({ level, id, effects }) => `${level} ${id}: ${effects.map(({ audience }) => audience).join(", ")}`,
  );
}

/** What was done, by the id of its change. */
function editsOf(before: string, after: string): Readonly<Record<string, Edit>> {
  const changes = diff(planOf(PLAN_HEAD + before), planOf(PLAN_HEAD + after));
  return Object.fromEntries(changes.map(({ id, edit }) => [id, edit]));
}

const NUMBER = "p: { type: number }";

test.each([
  [
    "a property that callers pass",
    [NUMBER],
    [NUMBER, "q: { type: string }"],
    "breaking property-added-required:paid.q: code",
  ],
  [
    "a property with a default",
    [NUMBER],
    [NUMBER, "q: { type: string, default: a }"],
    "safe property-added:paid.q: code",
  ],
  [
    "a property that may be left out",
    [NUMBER],
    [NUMBER, "q: { type: string, optional: true }"],
    "safe property-added:paid.q: code",
  ],
  ["a constant", [NUMBER], [NUMBER, "q: { type: string, const: a }"], "safe property-added:paid.q: code"],
  [
    "the loss of a property that callers pass",
    [NUMBER, "q: { type: string }"],
    [NUMBER],
    "breaking property-removed:paid.q: code, data",
  ],
  [
    "the loss of a constant",
    [NUMBER, "q: { type: string, const: a }"],
    [NUMBER],
    "breaking property-removed:paid.q: data",
  ],
  [
    "the limit of a property that callers pass",
    ["q: { type: number, max: 9 }"],
    ["q: { type: number, max: 5 }"],
    "breaking limit-narrowed:paid.q#max: code, data",
  ],
  [
    "the limit of a computed one",
    [NUMBER, "q: { type: number, computed: p, max: 9 }"],
    [NUMBER, "q: { type: number, computed: p, max: 5 }"],
    "safe limit-narrowed:paid.q#max: data",
  ],
  [
    "the meaning of items",
    ["p: { type: array, items: { type: string } }"],
    ["p: { type: array, items: { type: string, description: A word. } }"],
    "safe property-documentation-changed:paid.p[]#description: ",
  ],
  [
    "the limit of items that callers pass",
    ["p: { type: array, items: { type: number, max: 9 } }"],
    ["p: { type: array, items: { type: number, max: 5 } }"],
    "breaking limit-narrowed:paid.p[]#max: code, data",
  ],
  [
    "the limit of items of a constant",
    ["p: { type: array, items: { type: number, max: 9 }, const: [1] }"],
    ["p: { type: array, items: { type: number, max: 5 }, const: [1] }"],
    "safe limit-narrowed:paid.p[]#max: data",
  ],
  [
    "the limit in an object that callers pass",
    ["p: { type: object, properties: { q: { type: number, max: 9 } } }"],
    ["p: { type: object, properties: { q: { type: number, max: 5 } } }"],
    "breaking limit-narrowed:paid.p.q#max: code, data",
  ],
  [
    "the limit in an object that is a constant",
    ["p: { type: object, properties: { q: { type: number, max: 9 } }, const: { q: 1 } }"],
    ["p: { type: object, properties: { q: { type: number, max: 5 } }, const: { q: 1 } }"],
    "safe limit-narrowed:paid.p.q#max: data",
  ],
  [
    "a further property of an object that callers pass",
    ["p: { type: object, properties: { q: { type: number } } }"],
    ["p: { type: object, properties: { q: { type: number }, r: { type: number } } }"],
    "breaking property-added-required:paid.p.r: code",
  ],
  [
    "the limit of what callers pass no longer",
    ["q: { type: number, max: 9 }"],
    ["q: { type: number, max: 5, const: 1 }"],
    "breaking limit-narrowed:paid.q#max: code, data\nbreaking argument-dropped:paid.q: code, data",
  ],
  [
    "a new name of a property that callers pass",
    ["p: { type: number }"],
    ["q: { type: number, renamed_from: p }"],
    "breaking property-renamed:paid.q: code, data",
  ],
  [
    "a new name of a constant",
    ["p: { type: number, const: 1 }"],
    ["q: { type: number, const: 1, renamed_from: p }"],
    "breaking property-renamed:paid.q: data",
  ],
  [
    "a new name, and a new limit",
    ["p: { type: number }"],
    ["q: { type: number, max: 5, renamed_from: p }"],
    "breaking property-renamed:paid.q: code, data\nbreaking limit-narrowed:paid.q#max: code, data",
  ],
  [
    "a former name that is left out later",
    ["q: { type: number, renamed_from: p }"],
    ["q: { type: number }"],
    "safe property-documentation-changed:paid.q#renamed_from: ",
  ],
  [
    "the loss of a deprecated property that was to stay for an unknown time",
    [NUMBER, "q: { type: string, deprecated: { reason: Not sent. } }"],
    [NUMBER],
    "breaking property-removed:paid.q: code, data",
  ],
  [
    "a condition on a property that was there",
    ["p: { type: number, optional: true }", "q: { type: string, optional: true }"],
    ["p: { type: number, optional: true }", "q: { type: string, required_with: [p] }"],
    "breaking condition-added:paid.q: code, data",
  ],
  [
    "a new property that is required with one that was there",
    ["p: { type: number, optional: true }"],
    ["p: { type: number, optional: true }", "q: { type: string, required_with: [p] }"],
    "breaking property-added-required:paid.q: code",
  ],
  [
    "two new ones that are required with one another",
    [NUMBER],
    [NUMBER, "q: { type: string, required_with: [r] }", "r: { type: string, required_with: [q] }"],
    "safe property-added:paid.q: code\nsafe property-added:paid.r: code",
  ],
  [
    "more personal data",
    ["p: { type: string, pii: pseudonymous }"],
    ["p: { type: string, pii: personal }"],
    "risky pii-raised:paid.p: data",
  ],
  [
    "less personal data",
    ["p: { type: string, pii: pseudonymous }"],
    ["p: { type: string, pii: none }"],
    "risky pii-lowered:paid.p: data",
  ],
  [
    "as much personal data as before, now said in the plan",
    ["p: { type: string }"],
    ["p: { type: string, pii: none }"],
    "",
  ],
  [
    "as much personal data as before, in another unit",
    ["p: { type: string, pii: personal, unit: m }"],
    ["p: { type: string, pii: personal, unit: km }"],
    "breaking unit-changed:paid.p: code, data",
  ],
])("%s", (_, before, after, changes) => {
  expect(changesOf(eventWith(...before), eventWith(...after)).join("\n")).toBe(changes);
});

describe("an edit tells enough to repeat it:", () => {
  const c = { name: "c", type: { kind: "string" }, nullable: false, pii: "none" };
  const argument = { kind: "argument", optional: false };

  test("a new name, with the whole property", () => {
    const before = eventWith("a: { type: string }", "b: { type: string }");
    const after = eventWith("c: { type: string, renamed_from: a }", "b: { type: string }");
    const value = { ...c, at: ["events", "paid", "properties", "c"], source: argument, renamedFrom: "a" };
    expect(editsOf(before, after)).toEqual({
      "property-renamed:paid.c": { kind: "rename", from: "a", to: "c", value },
    });
  });

  test("an addition, with what it follows, and a new order with all names", () => {
    const before = eventWith("a: { type: string }", "b: { type: string }", "gone: { type: string }");
    const after = eventWith("b: { type: string }", "c: { type: string, const: x }", "a: { type: string }");
    const value = { ...c, at: ["events", "paid", "properties", "c"], source: { kind: "const", value: "x" } };
    const gone = { ...c, name: "gone", at: ["events", "paid", "properties", "gone"], source: argument };
    expect(editsOf(before, after)).toEqual({
      "property-removed:paid.gone": { kind: "remove", value: gone },
      "property-added:paid.c": { kind: "add", value, after: "b" },
      "properties-reordered:paid": { kind: "reorder", before: ["a", "b", "c"], after: ["b", "c", "a"] },
    });
  });

  test("a new first one, with nothing that it follows", () => {
    const [a, constant] = ["a: { type: string }", "c: { type: string, const: x }"];
    expect(editsOf(eventWith(a), eventWith(constant, a))).toMatchObject({
      "property-added:paid.c": { kind: "add", after: null },
    });
  });
});

describe("the order of properties", () => {
  const AB = "{ a: { type: string }, b: { type: string } }";
  const BA = "{ b: { type: string }, a: { type: string } }";

  test.each([
    [
      "of an event",
      (list: string) => `events: { paid: { description: Paid., properties: ${list} } }`,
      "paid",
    ],
    [
      "of a bundle",
      (list: string) => `bundles: { b: { description: B., properties: ${list} } }\nevents: {}`,
      "bundle:b",
    ],
    [
      "of an object of a person",
      (list: string) => `person: { o: { type: object, properties: ${list} } }\nevents: {}`,
      "person:o",
    ],
    [
      "of a shared object",
      (list: string) => `properties: { o: { type: object, properties: ${list} } }\nevents: {}`,
      "shared:o",
    ],
  ])("%s is that of arguments and docs", (_, plan, name) => {
    expect(editsOf(plan(AB), plan(BA))).toEqual({
      [`properties-reordered:${name}`]: { kind: "reorder", before: ["a", "b"], after: ["b", "a"] },
    });
  });

  test.each([
    ["of a person", (list: string) => `person: ${list}\nevents: {}`],
    [
      "of a group",
      (list: string) =>
        `groups: { team: { description: A team., key: k, properties: ${list} } }\nproperties: { k: { type: string } }\nevents: {}`,
    ],
    ["of shared properties", (list: string) => `properties: ${list}\nevents: {}`],
  ])("%s means nothing", (_, plan) => {
    expect(editsOf(plan(AB), plan(BA))).toEqual({});
    // Nor does the new place that a new name has in the alphabet.
    const renamed = "{ c: { type: string, renamed_from: a }, b: { type: string } }";
    expect(Object.values(editsOf(plan(AB), plan(renamed)))).toMatchObject([
      { kind: "rename", from: "a", to: "c" },
    ]);
  });
});

describe("what is shared", () => {
  test("affects nobody when it is new", () => {
    const shared = "properties: { note: { type: string } }\n";
    expect(changesOf(eventWith(NUMBER), shared + eventWith(NUMBER))).toEqual([
      "safe property-added:shared:note: ",
    ]);
  });

  test("changes once, with the effects on its users: a new property of an object is required of them", () => {
    const [before, after] = ["{ a: { type: string } }", "{ a: { type: string }, b: { type: string } }"].map(
      (list) => `properties: { o: { type: object, properties: ${list} } }\n${eventWith("o:")}`,
    ) as [string, string];
    expect(changesOf(before, after)).toEqual(["breaking property-added-required:shared:o.b: code"]);
  });

  test("is an enum that code may import by its name, and is missed when it goes", () => {
    const shared = "properties: { tier: { type: enum, values: [free] } }\n";
    expect(changesOf(shared + eventWith(NUMBER), eventWith(NUMBER))).toEqual([
      "breaking shared-enum-removed:shared:tier: code",
    ]);
  });
});

test("a shared property that is no enum affects nobody when it goes", () => {
  const shared = "properties:\n  note: { type: string }\n";
  expect(changesOf(shared + eventWith("note: {}"), eventWith("note: { type: string }"))).toEqual([
    "safe property-removed:shared:note: ",
    "safe definition-moved:paid.note#use: ",
  ]);
});
