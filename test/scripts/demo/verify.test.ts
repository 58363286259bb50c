import { describe, expect, it } from "vitest";
import type { Call, Message } from "../../../scripts/demo/calls.ts";
import { findDifferences, type MadeCall, readMessage } from "../../../scripts/demo/verify.ts";
import type { ReceivedEvent } from "../../../src/endpoint/received.ts";

const MESSAGE: Message = {
  event: "order_placed",
  person: "user_1",
  groups: { organization: "org_1" },
  properties: { amount: 50, $set: { plan: "pro" } },
};

const ACCEPTED: MadeCall = {
  call: callWith({ kind: "accepted", messages: [MESSAGE] }),
  returned: true,
  refusal: undefined,
};

const REFUSED: MadeCall = {
  call: callWith({
    kind: "refused",
    event: "order_placed",
    person: "a@b.c",
    reason: "invalid_user_id",
    detail: "not accepted: email",
  }),
  returned: false,
  refusal: { reason: "invalid_user_id", detail: "not accepted: email" },
};

const REPEATED: MadeCall = {
  call: callWith({ kind: "repeated", event: "order_placed", person: "user_1" }),
  returned: true,
};

/** The same event, with a key. */
const ONCE = { uuid: "00000000-0000-5000-8000-000000000001", timestamp: "2026-01-15T09:30:00.000Z" };
const KEYED: MadeCall = {
  call: callWith({ kind: "accepted", messages: [{ ...MESSAGE, once: ONCE }] }),
  returned: true,
};

const RECEIVED = receive("order_placed", {
  amount: 50,
  $set: { plan: "pro" },
  $groups: { organization: "org_1" },
  $lib: "posthog-node",
  $lib_version: "5.70.0",
  $is_server: true,
  $geoip_disable: true,
});

function callWith(outcome: Call["outcome"]): Call {
  return { name: "trackOrderPlaced", send: () => true, outcome };
}

function receive(event: string, properties: Record<string, unknown>): ReceivedEvent {
  return {
    event,
    distinctId: "user_1",
    uuid: "00000000-0000-4000-8000-000000000000",
    properties,
    receivedAt: new Date(0),
    raw: {},
    accepted: true,
  };
}

describe("readMessage", () => {
  it("leaves out what every posthog-node adds, and finds the groups", () => {
    expect(readMessage(RECEIVED)).toEqual(MESSAGE);
  });

  it("reads the group of a group update", () => {
    const properties = { $group_type: "organization", $group_key: "org_1", $group_set: { tier: "pro" } };
    expect(readMessage(receive("$groupidentify", properties))).toEqual({
      event: "$groupidentify",
      person: "user_1",
      groups: { organization: "org_1" },
      properties: { $group_set: { tier: "pro" } },
    });
  });
});

describe("findDifferences", () => {
  it("finds none when everything is as planned", () => {
    const received = [RECEIVED, { ...RECEIVED, ...ONCE }];
    expect(findDifferences([ACCEPTED, KEYED, REPEATED, REFUSED], received, ["order_placed"])).toEqual([]);
  });

  it.each<[string, readonly MadeCall[], readonly ReceivedEvent[], string]>([
    ["an event that was not sent", [], [], "order_placed: the demo does not send it"],
    ["an event that did not arrive", [ACCEPTED], [], "order_placed: did not arrive"],
    ["an event too many", [ACCEPTED], [RECEIVED, RECEIVED], "order_placed: arrived, and should not have"],
    [
      "another person",
      [ACCEPTED],
      [{ ...RECEIVED, distinctId: "user_2" }],
      'order_placed: arrived as {"event":"order_placed","person":"user_2",',
    ],
    [
      "a property too many",
      [ACCEPTED],
      [{ ...RECEIVED, properties: { ...RECEIVED.properties, email: "a@b.c" } }],
      "order_placed: arrived as ",
    ],
    [
      "another value deep inside",
      [ACCEPTED],
      [{ ...RECEIVED, properties: { ...RECEIVED.properties, $set: { plan: "free" } } }],
      "order_placed: arrived as ",
    ],
    [
      "an event that PostHog would not take",
      [ACCEPTED],
      [{ ...RECEIVED, accepted: false, reason: "no uuid" }],
      "order_placed: not accepted: no uuid",
    ],
    [
      "a helper that says it did not accept",
      [{ ...ACCEPTED, returned: false }],
      [RECEIVED],
      "trackOrderPlaced: returned false, not true",
    ],
    [
      "a refusal for another reason",
      [ACCEPTED, { ...REFUSED, refusal: { reason: "too_large", detail: "not accepted: email" } }],
      [RECEIVED],
      "trackOrderPlaced: refused for too_large (not accepted: email), not invalid_user_id (not accepted: email)",
    ],
    [
      "a refusal that says something else",
      [ACCEPTED, { ...REFUSED, refusal: { reason: "invalid_user_id", detail: "not accepted: blank" } }],
      [RECEIVED],
      "trackOrderPlaced: refused for invalid_user_id (not accepted: blank), not invalid_user_id (not accepted: email)",
    ],
    ["another uuid", [KEYED], [{ ...RECEIVED, timestamp: ONCE.timestamp }], "order_placed: arrived as "],
    [
      "another time",
      [KEYED],
      [{ ...RECEIVED, ...ONCE, timestamp: "2026-01-15T09:31:00.000Z" }],
      "order_placed: arrived as ",
    ],
    [
      "a repeat that was sent",
      [ACCEPTED, REPEATED],
      [RECEIVED, RECEIVED],
      "order_placed: arrived, and should not have",
    ],
    [
      "a repeat that was refused",
      [ACCEPTED, { ...REPEATED, returned: false }],
      [RECEIVED],
      "trackOrderPlaced: returned false, not true",
    ],
    [
      "an accepted mistake",
      [ACCEPTED, { ...REFUSED, returned: true, refusal: undefined }],
      [RECEIVED],
      "trackOrderPlaced: returned true, not false",
    ],
  ])("finds %s", (_, made, received, difference) => {
    const [first = ""] = findDifferences(made, received, ["order_placed"]);
    expect(first.slice(0, difference.length)).toBe(difference);
  });
});
