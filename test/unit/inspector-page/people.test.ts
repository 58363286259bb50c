import { expect, test } from "vitest";
import { Groups } from "../../../src/inspector-page/groups.ts";
import { People } from "../../../src/inspector-page/people.ts";
import { readShown } from "../../../src/observe/shown-event.ts";
import { makeRow } from "./make-row.ts";

/** People after these events, in their order. */
function settle(
  ...events: readonly (readonly [event: string, distinctId: string, properties?: object])[]
): People {
  const people = new People();
  for (const [index, [event, distinctId, properties = {}]] of events.entries()) {
    people.take(readShown(makeRow(index, event, { distinctId, properties }).line));
  }
  return people;
}

const ANONYMOUS = { $process_person_profile: false };

test("are one by identify, and the page says by which event", () => {
  const people = settle(
    ["$pageview", "visitor", ANONYMOUS],
    ["$identify", "user_1", { $anon_distinct_id: "visitor", $set: { plan: "pro" } }],
    ["order_placed", "user_1"],
  );
  expect(people.list()).toMatchObject([
    {
      ids: ["user_1", "visitor"],
      kind: "identified",
      events: 3,
      properties: { plan: "pro" },
      joins: [{ ids: ["user_1", "visitor"], by: { event: "$identify" } }],
      alike: [],
    },
  ]);
});

test("are probably one that share a session or a device and were not merged", () => {
  const people = settle(
    ["$pageview", "visitor", { ...ANONYMOUS, $session_id: "s1", $device_id: "d1" }],
    ["order_placed", "user_1", { $session_id: "s1" }],
    ["order_placed", "user_2", { $device_id: "d1" }],
    ["order_placed", "user_3", { $session_id: "d1", $device_id: "" }],
  );
  expect(Object.fromEntries(people.list().map(({ ids, kind, alike }) => [ids[0], { kind, alike }]))).toEqual({
    visitor: {
      kind: "visitor",
      alike: [
        { id: "user_1", by: "session" },
        { id: "user_2", by: "device" },
      ],
    },
    user_1: { kind: "person", alike: [{ id: "visitor", by: "session" }] },
    user_2: { kind: "person", alike: [{ id: "visitor", by: "device" }] },
    user_3: { kind: "person", alike: [] },
  });
});

test("are not merged where PostHog refuses it", () => {
  const people = settle(
    ["$identify", "user_1", { $anon_distinct_id: "a" }],
    ["order_placed", "user_2"],
    ["$identify", "user_2", { $anon_distinct_id: "user_1" }],
    ["$identify", "user_2", { $anon_distinct_id: "guest" }],
    ["$set", "user_2", ANONYMOUS],
    ["$create_alias", "user_2", ANONYMOUS],
  );
  expect(people.list().map(({ ids }) => ids)).toEqual([["user_1", "a"], ["user_2"]]);
  expect(people.warnings.map(({ code }) => code)).toEqual([
    "cannot_merge_already_identified",
    "cannot_merge_with_illegal_distinct_id",
    "dropped_without_profile",
  ]);
});

test("groups have the events that were sent to them, and their properties", () => {
  const groups = new Groups();
  const events = [
    makeRow(1, "order_placed", { properties: { $groups: { team: "t1", org: 7 } } }),
    makeRow(2, "$groupidentify", {
      properties: { $group_type: "team", $group_key: "t1", $group_set: { seats: 2, name: "A" } },
    }),
    makeRow(3, "$groupidentify", {
      properties: { $group_type: "team", $group_key: "t1", $group_set: { seats: 3 } },
    }),
    makeRow(4, "order_placed", { properties: { $groups: "t1" } }),
  ];
  for (const { line } of events) groups.take(readShown(line));
  expect(groups.list()).toMatchObject([
    { type: "team", key: "t1", events: 1, properties: { seats: 3, name: "A" } },
    { type: "org", key: "7", events: 1, properties: {} },
  ]);
});
