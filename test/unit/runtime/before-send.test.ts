import { afterEach, beforeEach, expect, test } from "vitest";
import { identify, track } from "../../../src/runtime/calls.ts";
import { createTracker } from "../../../src/runtime/create-tracker.ts";
import type { BeforeSend, OutgoingMessage } from "../../../src/runtime/options.ts";
import type { Refusal } from "../../../src/runtime/refusal.ts";
import type { Tracker } from "../../../src/runtime/tracker.ts";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../../src/endpoint/start.ts";
import { ANN, checkoutCompleted, plan, subscriptionUpdated } from "../../support/shop-plan.ts";

const CHECKOUT = { checkout_type: "subscription", amount_usd: 50, tier: "pro" } as const;

let endpoint: PostHogEndpoint;
let tracker: Tracker;
let lines: string[] = [];
let refusals: Refusal[] = [];

function start(beforeSend: BeforeSend): void {
  tracker = createTracker(plan, {
    apiKey: "phc_x",
    host: endpoint.url,
    handleSignals: false,
    log: (line) => lines.push(line),
    onRefused: (refusal) => refusals.push(refusal),
    beforeSend,
  });
}

const sent = (): readonly unknown[] => endpoint.events.map(({ event, properties }) => [event, properties]);

beforeEach(async () => {
  lines = [];
  refusals = [];
  endpoint = await startPostHogEndpoint();
});

afterEach(async () => {
  await tracker.shutdown();
  await endpoint.close();
});

const UPDATE = { new_tier: "team", old_amount_usd: 1, new_amount_usd: 2, organization_id: "org_1" } as const;

test("it sees each message once, finished, and its properties are what is sent", async () => {
  const seen: OutgoingMessage[] = [];
  start((message) => {
    seen.push(structuredClone(message));
    message.properties["region"] = "eu";
    delete message.properties["tier"];
    return message;
  });
  expect(track(checkoutCompleted, ANN, CHECKOUT, { tracker, groups: { team: "t1" } })).toBe(true);
  expect(seen).toMatchObject([
    { event: "checkout_completed", distinctId: ANN, groups: { team: "t1" }, properties: CHECKOUT },
  ]);
  await tracker.flush();
  expect(endpoint.events).toHaveLength(1);
  expect(endpoint.events[0]?.properties).toMatchObject({ region: "eu", amount_usd: 50 });
  expect(endpoint.events[0]?.properties).not.toHaveProperty("tier");
});

test("nothing but properties can be changed", async () => {
  let uuid = "";
  start((message) => {
    uuid = message.uuid;
    message.timestamp.setFullYear(1999);
    Object.assign(message.groups ?? {}, { team: "t2" });
    return { ...message, event: "other", distinctId: "eve", uuid: "0", timestamp: new Date(0) };
  });
  const timestamp = new Date("2024-05-05T05:05:05.000Z");
  track(checkoutCompleted, ANN, CHECKOUT, { tracker, timestamp, groups: { team: "t1" } });
  await tracker.flush();
  expect(endpoint.events).toMatchObject([
    { event: "checkout_completed", distinctId: ANN, uuid, timestamp: "2024-05-05T05:05:05.000Z" },
  ]);
  expect(endpoint.events[0]?.properties).toMatchObject({ $groups: { team: "t1" } });
});

test("nor by properties that PostHog reads an id, a group or a time from", async () => {
  start(({ properties }) => ({
    properties: {
      ...properties,
      distinct_id: "eve",
      token: "phc_y",
      $groups: { team: "t2" },
      $process_person_profile: false,
      $ignore_sent_at: false,
      ...("$group_key" in properties && { $group_type: "team", $group_key: "t2" }),
    },
  }));
  const options = { tracker, timestamp: new Date("2024-05-05T05:05:05.000Z"), idempotencyKey: "order-1" };
  track(subscriptionUpdated, ANN, UPDATE, { ...options, groups: { team: "t1" } });
  await tracker.flush();
  expect(endpoint.events.map(({ event, distinctId }) => [event, distinctId])).toEqual([
    ["subscription_updated", ANN],
    ["$groupidentify", ANN],
  ]);
  const [event, update] = endpoint.events.map(({ properties }) => properties);
  expect(event).toMatchObject({ $groups: { organization: "org_1", team: "t1" }, $ignore_sent_at: true });
  expect(update).toMatchObject({ $group_type: "organization", $group_key: "org_1", $ignore_sent_at: true });
  for (const properties of [event, update]) {
    expect(properties).not.toHaveProperty("token");
    expect(properties).not.toHaveProperty("$process_person_profile");
  }
});

test("nor groups of an event that has none", async () => {
  start(({ properties }) => ({ properties: { ...properties, $groups: { team: "t2" } } }));
  track(checkoutCompleted, ANN, CHECKOUT, { tracker });
  await tracker.flush();
  expect(endpoint.events).toHaveLength(1);
  expect(endpoint.events[0]?.properties).not.toHaveProperty("$groups");
});

test("a helper that it calls for the same event makes no second message", async () => {
  let isInside = false;
  const pay = (): boolean =>
    track(checkoutCompleted, ANN, CHECKOUT, { tracker, timestamp: new Date(), idempotencyKey: "order-1" });
  start((message) => {
    if (!isInside) {
      isInside = true;
      pay();
    }
    return message;
  });
  expect(pay()).toBe(true);
  await tracker.flush();
  expect(endpoint.events).toHaveLength(1);
  expect(tracker.stats()).toMatchObject({ duplicate: 1, events: { accepted: 1, delivered: 1 } });
});

test("null drops an event with all its messages; it is counted, and neither logged nor reported", async () => {
  start(({ event }) => (event === "subscription_updated" ? null : { properties: {} }));
  expect(track(subscriptionUpdated, ANN, UPDATE, { tracker })).toBe(false);
  expect(identify(plan, ANN, { company_size: "1" }, { tracker })).toBe(true);
  await tracker.flush();
  expect(endpoint.events.map(({ event }) => event)).toEqual(["$set"]);
  expect(tracker.stats()).toMatchObject({
    refused: { dropped_by_before_send: 1 },
    beforeSend: { dropped: 1, failed: 0 },
    events: { accepted: 1 },
    groupUpdates: { accepted: 0 },
  });
  const said = lines.filter((line) => line.includes("subscription_updated"));
  expect([said, refusals]).toEqual([[], []]);
});

test("an update of a group can be dropped alone", async () => {
  start((message) => (message.event === "$groupidentify" ? null : message));
  expect(track(subscriptionUpdated, ANN, UPDATE, { tracker })).toBe(true);
  await tracker.flush();
  expect(endpoint.events.map(({ event }) => event)).toEqual(["subscription_updated"]);
  expect(tracker.stats()).toMatchObject({ refused: {}, beforeSend: { dropped: 1, failed: 0 } });
});

test.each<readonly [string, unknown]>([
  ["throws", () => Promise.reject(new Error("of a promise"))],
  ["gives a promise", async (message: OutgoingMessage) => Promise.resolve(message)],
  ["gives nothing", () => undefined],
  ["gives text", () => "properties"],
  ["gives no properties", () => ({})],
  ["gives what JSON cannot hold", () => ({ properties: { big: 10n } })],
  [
    "gives a getter that throws",
    () => ({
      properties: {
        get x(): never {
          throw new Error("secret");
        },
      },
    }),
  ],
  ["gives more than PostHog takes", () => ({ properties: { text: "é".repeat(600_000) } })],
  [
    "throws at once",
    () => {
      throw new Error("secret");
    },
  ],
])("where it %s, the event is refused and never sent unchecked", async (_what, beforeSend) => {
  start(beforeSend as BeforeSend);
  expect(track(checkoutCompleted, ANN, CHECKOUT, { tracker })).toBe(false);
  expect(track(checkoutCompleted, ANN, CHECKOUT, { tracker })).toBe(false);
  await tracker.flush();
  expect(sent()).toEqual([]);
  expect(tracker.stats()).toMatchObject({
    refused: { before_send_failed: 2 },
    beforeSend: { dropped: 0, failed: 2 },
  });
  expect(refusals).toMatchObject([{ reason: "before_send_failed" }, { reason: "before_send_failed" }]);
  expect(lines).toEqual([
    "[tracking-plan] checkout_completed was refused, before_send_failed: beforeSend threw, or returned something that cannot be sent. Repeats are counted, not logged.",
  ]);
});

test("a repeat of a dropped event is asked for again, and one of a sent event is not", async () => {
  let isDropping = true;
  let calls = 0;
  start((message) => {
    calls += 1;
    return isDropping ? null : message;
  });
  const pay = (): boolean =>
    track(checkoutCompleted, ANN, CHECKOUT, { tracker, timestamp: new Date(), idempotencyKey: "order-1" });
  expect(pay()).toBe(false);
  isDropping = false;
  expect([pay(), pay(), calls]).toEqual([true, true, 2]);
  expect(tracker.stats()).toMatchObject({ duplicate: 1, events: { accepted: 1 } });
});

test("an option that is no function turns tracking off: nothing is sent unfiltered", () => {
  start("no function" as unknown as BeforeSend);
  expect(track(checkoutCompleted, ANN, CHECKOUT, { tracker })).toBe(false);
  expect(tracker.stats()).toMatchObject({ state: "off", beforeSend: { dropped: 0, failed: 0 } });
  expect(lines[0]).toBe("[tracking-plan] The option beforeSend is not a function. Tracking is off.");
});
