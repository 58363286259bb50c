import { expect, test } from "vitest";
import { draftFromSightings } from "../../../src/draft/from-sightings.ts";
import { sightingsOfEvents } from "../../../src/draft/sightings-of-events.ts";
import type { RecordedMessage } from "../../../src/observe/recording.ts";

/** The draft of some events, without the comments that say how often each arrived. */
function draftOf(events: readonly (readonly [name: string, properties: object])[]) {
  const messages = events.map(([event, properties], index): RecordedMessage => ({
    event,
    distinctId: `user_${index}`,
    uuid: `uuid-${index}`,
    properties: { $lib: "posthog-node", ...properties },
  }));
  return draftFromSightings(sightingsOfEvents(messages, "run.json"));
}

/** The properties of the one event of a draft, as short as a plan writes them. */
function propertiesOf(values: readonly object[]): Readonly<Record<string, unknown>> {
  const [event] = draftOf(values.map((properties) => ["sent", properties] as const)).events;
  return Object.fromEntries(
    (event?.properties ?? []).map(({ name, notes: _notes, ...type }) => [name, type]),
  );
}

test("gives each property the type of all its values, and makes optional what an arrival lacks", () => {
  expect(
    propertiesOf([
      {
        text: "Ann",
        count: 3,
        price: 1,
        flag: true,
        at: "2026-01-31T12:00:00Z",
        none: null,
        tags: ["x1", "y2"],
      },
      {
        text: "Bob",
        count: 4,
        price: 0.5,
        at: "2026-01-31T13:00:00Z",
        none: 1,
        tags: [],
        cart: { sku: "a1" },
      },
    ]),
  ).toStrictEqual({
    text: { type: "string", optional: false },
    count: { type: "integer", optional: false },
    price: { type: "number", optional: false },
    flag: { type: "boolean", optional: true },
    at: { type: "datetime", optional: false },
    none: { type: "integer", nullable: true, optional: false },
    tags: { type: "array", items: { type: "string" }, optional: false },
    cart: {
      type: "object",
      properties: [{ name: "sku", type: "string", optional: false, notes: [] }],
      optional: true,
    },
  });
});

test.each([
  [
    "few values that repeat",
    ["pro", "free", "pro", "free", "pro", "free"],
    { type: "enum", values: ["free", "pro"] },
  ],
  ["values that come once each", ["pro", "free", "team"], { type: "string" }],
  ["addresses", Array.from({ length: 9 }, () => "ann@example.com"), { type: "string" }],
  ["ids", Array.from({ length: 9 }, () => "order_1234"), { type: "string" }],
  ["more values than a choice has", [..."abcdefghi"].flatMap((one) => [one, one, one]), { type: "string" }],
])("tells a choice from other text: %s", (_, values, type) => {
  expect(propertiesOf(values.map((value) => ({ value })))).toStrictEqual({
    value: { ...type, optional: false },
  });
});

test("leaves out what SDKs add and PostHog's own events, and finds sides, people and groups", () => {
  const { events, groups, person } = draftOf([
    ["$pageview", { $lib: "web" }],
    ["page_read", { $lib: "web", $current_url: "x", utm_source: "mail", token: "phc" }],
    ["order_placed", { $groups: { team: "t1" }, $set: { tier: "pro" } }],
    ["order_placed", { $lib: "web" }],
    ["$groupidentify", { $group_type: "team", $group_key: "t1", $group_set: { seats: 3 } }],
  ]);
  expect(
    events.map(({ name, source, properties }) => [name, source, properties.map((one) => one.name)]),
  ).toStrictEqual([
    ["order_placed", "both", ["team_id"]],
    ["page_read", "client", []],
  ]);
  expect(
    groups.map(({ name, key, properties }) => [name, key, properties.map((one) => one.name)]),
  ).toStrictEqual([["team", "team_id", ["seats"]]]);
  expect(person.map(({ name }) => name)).toStrictEqual(["tier"]);
});
