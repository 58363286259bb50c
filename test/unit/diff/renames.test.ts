import { describe, expect, it } from "vitest";
import { matchByName } from "../../../src/diff/renames.ts";

/** Things as `name` or `name<former`. */
function things(text: string): readonly { readonly name: string; readonly renamedFrom?: string }[] {
  return text
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => {
      const [name = "", renamedFrom] = word.split("<");
      return renamedFrom === undefined ? { name } : { name, renamedFrom };
    });
}

/** What became of them: `a>b` was kept as b, `-a` is gone, `+b` is new. */
function outcome(before: string, after: string): string {
  const { kept, removed, added } = matchByName(things(before), things(after));
  return [
    ...kept.map(([from, to]) => `${from.name}>${to.name}`),
    ...removed.map(({ name }) => `-${name}`),
    ...added.map(({ name }) => `+${name}`),
  ].join(" ");
}

describe("matchByName", () => {
  it.each([
    ["the same name", "a b", "a b", "a>a b>b"],
    ["a name that says nothing", "a", "b", "-a +b"],
    ["a rename", "a", "b<a", "a>b"],
    ["a rename that was said before", "b<a", "b<a", "b>b"],
    ["a rename that was said before, and a new thing of the old name", "b<a", "b<a a", "b>b +a"],
    ["a rename from what never was", "a", "a b<x", "a>a +b"],
    ["renaming twice, seen once", "a", "c<b", "-a +c"],
    ["renaming twice, seen each time", "b<a", "c<b", "b>c"],
    ["a copy: the old one is still there", "a", "a b<a", "a>a +b"],
    ["renaming into a name that is there", "a b", "b<a", "b>b -a"],
    ["swapped names", "a b", "a<b b<a", "b>a a>b"],
    ["a chain of names", "a b c", "b<a c<b d<c", "a>b b>c c>d"],
    ["a chain that ends in a name that is there", "a b c", "b<a c<b", "b>b c>c -a"],
    ["two that claim one name", "a", "b<a c<a", "a>b +c"],
    ["a name taken over by something new", "a", "b<a a<x", "a>a +b"],
    ["a circle of three", "a b c", "a<b b<c c<a", "b>a c>b a>c"],
  ])("%s", (_, before, after, expected) => {
    expect(outcome(before, after)).toBe(expected);
  });

  it("does not take long for long chains that fall", () => {
    const count = 20_000;
    const before = Array.from({ length: count }, (_, index) => ({ name: `e${index}` }));
    const after = before.slice(1).map(({ name }, index) => ({ name, renamedFrom: `e${index}` }));
    // The last name is taken, so that no claim holds.
    const { kept, removed, added } = matchByName(before, after);
    expect([kept.length, removed.length, added.length]).toEqual([count - 1, 1, 0]);
  });
});
