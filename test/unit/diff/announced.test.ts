/** Removing what was announced, before and after the day. */
import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import type { Plan, PlanEvent } from "../../../src/plan/plan.ts";
import { makeEvent, makePlan, makeProperty } from "../../support/make-plan.ts";

const planWith = (...events: readonly PlanEvent[]): Plan => makePlan({ events });
const old = makeProperty("old", "string");
const withEnd = (day: string) =>
  makeEvent("paid", {
    removeAfter: day,
    properties: [{ ...old, deprecated: { removeAfter: "2099-01-01" } }],
  });

type Case = readonly [title: string, before: (day: string) => PlanEvent, after: PlanEvent | undefined];

const CASES: readonly Case[] = [
  [
    "a deprecated event",
    (day) => makeEvent("paid", { status: "deprecated", deprecated: { removeAfter: day } }),
    undefined,
  ],
  ["an event with an end", (day) => makeEvent("paid", { removeAfter: day }), undefined],
  [
    "a deprecated property",
    (day) => makeEvent("paid", { properties: [{ ...old, deprecated: { removeAfter: day } }] }),
    makeEvent("paid"),
  ],
  [
    "a former name",
    (day) => makeEvent("paid", { alsoSentAs: { name: "bought", until: day } }),
    makeEvent("paid"),
  ],
];

test.each(CASES)("%s may go once its day has passed, and not on it", (_, before, after) => {
  const levelOn = (today: string | undefined): unknown =>
    diff(
      planWith(before("2026-03-01")),
      planWith(...(after ? [after] : [])),
      today === undefined ? {} : { today },
    ).map(({ level }) => level);
  expect([undefined, "2026-02-28", "2026-03-01", "2026-03-02"].map(levelOn)).toEqual([
    ["breaking"],
    ["breaking"],
    ["breaking"],
    ["risky"],
  ]);
});

test.each([
  ["a deprecated event", makeEvent("paid", { status: "deprecated", deprecated: {} }), undefined],
  ["a deprecated event without more", makeEvent("paid", { status: "deprecated" }), undefined],
  [
    "a deprecated property",
    makeEvent("paid", { properties: [{ ...old, deprecated: {} }] }),
    makeEvent("paid"),
  ],
  ["a former name", makeEvent("paid", { alsoSentAs: { name: "bought" } }), makeEvent("paid")],
])("%s for which no day was announced never may", (_, before, after) => {
  const [change] = diff(planWith(before), planWith(...(after ? [after] : [])), { today: "9999-12-31" });
  expect(change?.level).toBe("breaking");
});

test("the day of the old plan counts: bringing it forward with the removal helps nobody", () => {
  const after = makeEvent("paid", { removeAfter: "2026-01-01" });
  const changes = diff(planWith(withEnd("2099-01-01")), planWith(after), { today: "2026-03-01" });
  expect(changes.map(({ id, level }) => `${level} ${id}`)).toEqual([
    "breaking property-removed:paid.old",
    "safe documentation-changed:paid#remove_after",
  ]);
});
