import { expect, test } from "vitest";
import { createCodeNames } from "../../../src/draft/names-in-code.ts";
import { shareProperties } from "../../../src/draft/share-properties.ts";
import type { NewProperty } from "../../../src/edit/new-event.ts";

function share(...properties: readonly Omit<NewProperty, "name">[]) {
  const events = properties.map((property, index) => ({
    name: `event_${index}`,
    properties: [{ name: "amount", ...property }],
  }));
  const draft = { events, properties: [], bundles: [], groups: [], person: [], open: [] };
  const shared = shareProperties(draft, createCodeNames());
  return JSON.parse(JSON.stringify([shared.properties, shared.events.map((event) => event.properties)])) as [
    unknown[],
    unknown[],
  ];
}

test("a property that all of its events may set to null is shared so", () => {
  expect(
    share({ type: "number", nullable: true }, { type: "number", nullable: true, optional: true }),
  ).toEqual([
    [{ name: "amount", type: "number", nullable: true }],
    [[{ name: "amount" }], [{ name: "amount", optional: true }]],
  ]);
});

test("one that only some of them may set to null is not, and null is no example of it", () => {
  expect(share({ type: "number", nullable: true, example: null }, { type: "number" })).toEqual([
    [{ name: "amount", type: "number" }],
    [[{ name: "amount", nullable: true, example: null }], [{ name: "amount" }]],
  ]);
});

test("an enum whose name has no letter for a type in code is not shared", () => {
  const names = createCodeNames();
  expect([names.claimEnum("plan"), names.claimEnum("plan"), names.claimEnum("!")]).toEqual([
    true,
    false,
    false,
  ]);
});
