import { expect, test } from "vitest";
import { diff } from "../../../../src/diff/diff.ts";
import { eventWith, PLAN_HEAD, planOf } from "../../../support/read-text.ts";

/** Level and id of each change, and whom it affects. */
function changesOf(before: string, after: string): readonly string[] {
  return diff(planOf(PLAN_HEAD + before), planOf(PLAN_HEAD + after)).map(
    ({ level, id, effects }) => `${level} ${id}: ${effects.map(({ audience }) => audience).join(", ")}`,
  );
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
])("%s", (_, before, after, changes) => {
  expect(changesOf(eventWith(...before), eventWith(...after)).join("\n")).toBe(changes);
});

test("a shared property that is no enum affects nobody when it goes", () => {
  const shared = "properties:\n  note: { type: string }\n";
  expect(changesOf(shared + eventWith("note: {}"), eventWith("note: { type: string }"))).toEqual([
    "safe property-removed:shared:note: ",
    "safe property-documentation-changed:paid.note#use: ",
  ]);
});
