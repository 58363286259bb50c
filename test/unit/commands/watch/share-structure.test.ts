import { describe, expect, test } from "vitest";
import { shareStructure } from "../../../../src/commands/watch/share-structure.ts";

interface Sample {
  readonly name: string;
  readonly tags: string[];
  readonly sets: { readonly person: readonly { readonly target: string; readonly from: string }[] };
}

const LAST: { name: string; groups: { name: string }[]; events: Sample[] } = {
  name: "shop",
  groups: [{ name: "team" }],
  events: [
    { name: "a", tags: ["x", "y"], sets: { person: [] } },
    { name: "b", tags: [], sets: { person: [{ target: "t", from: "f" }] } },
  ],
};

describe("a value shares with the one before it", () => {
  test("everything, where it says the same", () => {
    expect(shareStructure(LAST, structuredClone(LAST))).toBe(LAST);
  });

  test("all but what changed and what that is in", () => {
    const now = structuredClone(LAST);
    now.events[1]!.tags.push("z");
    const shared = shareStructure(LAST, now);
    expect(shared).toStrictEqual(now);
    expect(shared.groups).toBe(LAST.groups);
    expect(shared.events[0]).toBe(LAST.events[0]);
    expect(shared.events[1]!.sets).toBe(LAST.events[1]!.sets);
    expect(shared.events[1]).not.toBe(LAST.events[1]);
  });

  test("what has a name, wherever it stands now", () => {
    const now = structuredClone(LAST);
    now.events.unshift({ name: "0", tags: [], sets: { person: [] } });
    const shared = shareStructure(LAST, now);
    expect(shared).toStrictEqual(now);
    expect(shared.events.slice(1)).toStrictEqual(LAST.events);
    expect(shared.events[2]).toBe(LAST.events[1]);
  });

  test("nothing, where there is none", () => {
    const now = structuredClone(LAST);
    expect(shareStructure(undefined, now)).toBe(now);
  });
});

test.each([
  [{ a: 1 }, { a: 1, b: 2 }],
  [{ a: 1, b: 2 }, { a: 1 }],
  [["a"], ["a", "b"]],
  [["a", "b"], ["a"]],
  [["a"], { 0: "a" }],
  [{ 0: "a" }, ["a"]],
  [null, {}],
  [{ a: {} }, { a: null }],
  [{ a: undefined, b: 1 }, { b: 2 }],
])("what was %j and is %j now is what it is now", (before, now) => {
  expect(shareStructure(before, now)).toStrictEqual(now);
});

test("what it makes is frozen, as what it was given", () => {
  const now = structuredClone(LAST);
  now.events[0]!.tags.push("z");
  const shared = shareStructure(LAST, now);
  for (const made of [shared, shared.events, shared.events[0], shared.events[0]!.tags]) {
    expect(Object.isFrozen(made)).toBe(true);
  }
});
