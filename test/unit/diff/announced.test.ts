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
    "risky event-ends-sooner:paid",
  ]);
});

/** Where the last day of an event or of its property may be. */
const PLACES: readonly (readonly [string, (day: string | undefined) => PlanEvent])[] = [
  ["of an event", (removeAfter) => makeEvent("paid", { removeAfter })],
  [
    "of a deprecated event",
    (removeAfter) =>
      makeEvent("paid", { status: "deprecated", deprecated: { since: "2025-01-01", removeAfter } }),
  ],
  [
    "of a property",
    (removeAfter) =>
      makeEvent("paid", { properties: [{ ...old, deprecated: { since: "2025-01-01", removeAfter } }] }),
  ],
  ["of a former name", (until) => makeEvent("paid", { alsoSentAs: { name: "bought", until } })],
];

test.each(PLACES)(
  "an earlier last day %s is risky, a later one, the first one and none are not",
  (_, eventWith) => {
    const levels = (was: string | undefined, is: string | undefined): unknown =>
      diff(planWith(eventWith(was)), planWith(eventWith(is))).map(({ level }) => level);
    expect(levels("2026-03-02", "2026-03-01")).toEqual(["risky"]);
    expect(levels("2026-03-01", "2026-03-02")).toEqual(["safe"]);
    expect(levels(undefined, "2026-03-01")).toEqual(["safe"]);
    expect(levels("2026-03-01", undefined)).toEqual(["safe"]);
  },
);

test("a last day that moves forward into a deprecation is earlier, too", () => {
  const before = makeEvent("paid", { removeAfter: "2026-03-02" });
  const after = makeEvent("paid", { status: "deprecated", deprecated: { removeAfter: "2026-03-01" } });
  expect(diff(planWith(before), planWith(after)).map(({ id, level }) => `${level} ${id}`)).toEqual([
    "safe event-deprecated:paid",
    "risky event-ends-sooner:paid",
    "safe documentation-changed:paid#remove_after",
  ]);
});

test("the type of a shared enum may go once its day has passed, and not with the days of its uses alone", () => {
  const tier = makeProperty("tier", { kind: "enum", values: [{ value: "free" }] });
  const deprecated = { removeAfter: "2026-03-01" };
  const use = { ...tier, use: "tier", deprecated };
  const before = (own: object): Plan =>
    makePlan({ properties: [{ ...tier, ...own }], events: [makeEvent("paid", { properties: [use] })] });
  const after = makePlan({ events: [makeEvent("paid")] });
  const changes = (own: object): unknown =>
    diff(before(own), after, { today: "2026-03-02" }).map(({ id, level }) => `${level} ${id}`);
  expect(changes({ deprecated })).toEqual([
    "risky shared-enum-retired:shared:tier",
    "risky property-retired:paid.tier",
  ]);
  expect(changes({})).toEqual([
    "breaking shared-enum-removed:shared:tier",
    "risky property-retired:paid.tier",
  ]);
});
