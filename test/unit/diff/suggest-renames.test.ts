import { describe, expect, it } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import type { PlanEvent } from "../../../src/plan/plan.ts";
import { makeEvent, makePlan, makeProperty } from "../../support/make-plan.ts";

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
