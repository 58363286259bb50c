import { describe, expect, it } from "vitest";
import { matchByName } from "../../../src/diff/renames.ts";
import { diff } from "../../../src/diff/diff.ts";
import type { PlanEvent } from "../../../src/plan/plan.ts";
import { makeEvent, makePlan, makeProperty } from "../../support/make-plan.ts";

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

const event = (name: string, ...properties: readonly string[]): PlanEvent =>
  makeEvent(name, { properties: properties.map((property) => makeProperty(property, "string")) });

/** What is gone, and what looks like it. */
function suggestions(
  before: readonly PlanEvent[],
  after: readonly PlanEvent[],
): Readonly<Record<string, string>> {
  const changes = diff(makePlan({ events: before }), makePlan({ events: after }));
  return Object.fromEntries(
    changes.flatMap(({ id, looksLike }) => (looksLike === undefined ? [] : [[id, looksLike]])),
  );
}

describe("what looks like a rename", () => {
  it("is an event of a similar name, or of the same words, or made of the same properties", () => {
    expect(
      suggestions(
        [event("checkout_complete", "a", "b"), event("signed_up_user", "c"), event("old", "x", "y", "z")],
        [event("checkout_completed", "a", "b"), event("user_signed_up", "c"), event("odd", "x", "y", "z")],
      ),
    ).toEqual({
      "event-removed:checkout_complete": "checkout_completed",
      "event-removed:signed_up_user": "user_signed_up",
      "event-removed:old": "odd",
    });
  });

  it("is no event that has little in common with it", () => {
    expect(suggestions([event("paid", "amount")], [event("opened", "page")])).toEqual({});
  });

  it("is a property of a similar name and type in the same event", () => {
    expect(
      suggestions(
        [event("paid", "amount", "id")],
        [event("paid", "amount_usd", "id"), event("opened", "amount_usd")],
      ),
    ).toEqual({ "property-removed:paid.amount": "amount_usd" });
  });

  it("is found among thousands, by its words or its properties, without comparing each with each", () => {
    const old = Array.from({ length: 3000 }, (_, index) =>
      event(`thing_number_${index}`, `p${index}`, `q${index}`),
    );
    const now = old.map(({ name, properties }, index) =>
      makeEvent(index % 2 === 0 ? name.split("_").toReversed().join("_") : `renamed ${index}`, {
        properties,
      }),
    );
    expect(Object.keys(suggestions(old, now)).length).toBe(3000);
  });
});
