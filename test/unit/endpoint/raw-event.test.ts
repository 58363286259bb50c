import { describe, expect, it } from "vitest";
import { storedTimestamp } from "../../../src/endpoint/deduplicate.ts";
import { checkBatch } from "../../../src/endpoint/check-batch.ts";
import type { ReceivedRequest } from "../../../src/endpoint/received.ts";
import { NOON } from "./make-captured.ts";

const EVENT = { event: "signed_in", distinct_id: "ann", api_key: "phc_x" };

function check(body: unknown, path = "/e/") {
  const request: ReceivedRequest = {
    method: "POST",
    path,
    query: "",
    headers: {},
    body,
    receivedAt: NOON,
  };
  return checkBatch(request);
}

function nested(levels: number): unknown {
  return levels === 0 ? 1 : [nested(levels - 1)];
}

describe("an event", () => {
  it.each([
    ["beside the name", { distinct_id: "ann" }, "ann"],
    ["with a dollar", { distinct_id: undefined, $distinct_id: "ann" }, "ann"],
    ["among the properties", { distinct_id: null, properties: { distinct_id: "ann" } }, "ann"],
    ["beside the name rather than among the properties", { properties: { distinct_id: "bob" } }, "ann"],
    ["as a number", { distinct_id: 23.4 }, "23.4"],
    ["as a list", { distinct_id: ["a", "b"] }, '["a","b"]'],
    ["as an object", { distinct_id: { string: "a", number: 3 } }, '{"number":3,"string":"a"}'],
    ["as a boolean", { distinct_id: false }, "false"],
    ["with U+0000", { distinct_id: "a\0b" }, "a\ufffdb"],
    ["cut to 200 characters", { distinct_id: "👍".repeat(201) }, "👍".repeat(200)],
  ])("may have its id %s", (_, change, id) => {
    expect(check({ ...EVENT, ...change }).events).toMatchObject([{ accepted: true, distinctId: id }]);
  });

  const CANONICAL = "0197b7a0-0000-7000-8000-00000000000a";
  it.each([
    CANONICAL.toUpperCase(),
    CANONICAL.replaceAll("-", ""),
    `{${CANONICAL}}`,
    `urn:uuid:${CANONICAL}`,
  ])("may have the uuid %s", (uuid) => {
    expect(check({ ...EVENT, uuid }).events).toMatchObject([{ accepted: true, uuid: CANONICAL }]);
  });

  it.each([
    "not-a-uuid",
    CANONICAL.slice(1),
    CANONICAL.replace("-", ""),
    `{${CANONICAL}`,
    `{${CANONICAL.replaceAll("-", "")}}`,
    `urn:uuid:{${CANONICAL}}`,
    ` ${CANONICAL}`,
    5,
  ])("may not have the uuid %s", (uuid) => {
    expect(check({ ...EVENT, uuid }).answer).toEqual({ status: 400, body: "the uuid is not a uuid" });
  });

  it("gets a uuid where it has none, or an empty one", () => {
    const { events } = check([EVENT, { ...EVENT, uuid: "" }, { ...EVENT, uuid: null }]);
    expect(events.map(({ accepted }) => accepted)).toEqual([true, true, true]);
    expect(new Set(events.map(({ uuid }) => uuid)).size).toBe(3);
  });

  it("may say how long ago it was, whatever its clock says", () => {
    const body = { token: "phc_x", batch: [{ ...EVENT, offset: 3000 }], sent_at: "2020-01-01T00:00:00Z" };
    expect(check(body).events.map(storedTimestamp)).toEqual([new Date(NOON.getTime() - 3000)]);
  });

  it("that is out of all years is of 1970", () => {
    const { events } = check([
      { ...EVENT, offset: 8e15 },
      { ...EVENT, timestamp: "-271821-04-20T00:00:00Z" },
    ]);
    expect(events.map(storedTimestamp)).toEqual([new Date(0), new Date(0)]);
  });

  it.each([
    ["properties that are a list", { properties: [] }, "the properties are not an object"],
    ["properties that are null", { properties: null }, "the properties are not an object"],
    ["a text for `$set`", { $set: "a" }, "its `$set` is not an object"],
    ["a list for `$set_once`", { $set_once: [] }, "its `$set_once` is not an object"],
    ["its key twice", { token: "phc_x" }, "the event has its API key twice"],
    ["its key twice, be it null", { $token: null }, "the event has its API key twice"],
    ["its id twice", { $distinct_id: "ann" }, "the event has its distinct_id twice"],
    ["a number for a key", { api_key: 5 }, "the API key is not a string"],
    ["half an offset", { offset: 0.5 }, "the offset is not a whole number"],
    [
      "a word for `$cookieless_mode`",
      { properties: { $cookieless_mode: "no" } },
      "its `$cookieless_mode` is neither true nor false",
    ],
    ["half of a surrogate pair", { properties: { a: ["\ud83d"] } }, "it has half of a surrogate pair"],
    ["half of one in a key", { properties: { "\udc00": 1 } }, "it has half of a surrogate pair"],
    ["a number out of range", { properties: { a: Number("1e999") } }, "a number is out of range"],
    ["deep properties", { properties: { a: nested(126) } }, "it is nested deeper than 127 levels"],
    ["bottomless properties", { properties: { a: nested(5000) } }, "it is nested deeper than 127 levels"],
  ])("with %s costs its request", (_, change, reason) => {
    expect(check({ ...EVENT, ...change })).toMatchObject({
      answer: { status: 400, body: reason },
      events: [{ accepted: false, reason }],
    });
  });

  it.each([
    ["null for what it may leave out", { uuid: null, timestamp: null, offset: null, $set: null }],
    ["a whole surrogate pair", { properties: { a: "👍" } }],
    ["properties that are not too deep", { properties: { a: nested(125) } }],
    ["fields that PostHog does not know", { project_id: 1, type: "capture", $device_id: "d" }],
    ["U+0000 in a property", { properties: { a: "\0" } }],
  ])("with %s is taken", (_, change) => {
    expect(check({ ...EVENT, ...change }).answer.status).toBe(200);
  });
});

describe("a request", () => {
  it("to /engage may change a person without a name of an event", () => {
    const { event: _, ...update } = EVENT;
    expect(check({ ...update, $set: { plan: "pro" } }, "/engage/")).toMatchObject({
      answer: { status: 200 },
      events: [{ event: "$identify", properties: { $set: { plan: "pro" } } }],
    });
    expect(check({ ...EVENT, event: null }, "/engage").events).toMatchObject([{ event: "$identify" }]);
    const { answer, events } = check(update);
    expect(answer).toEqual({ status: 400, body: "the body has neither an event nor a batch" });
    expect(events).toMatchObject([
      { event: "(request)", raw: undefined, accepted: false, reason: answer.body },
    ]);
  });

  it.each([
    ["of the envelope", { api_key: "phc_x", batch: [{ ...EVENT, api_key: undefined }] }],
    ["of the envelope by another name", { token: "phc_x", batch: [{ ...EVENT, api_key: "phc_y" }] }],
    ["of the events", [EVENT, { ...EVENT, api_key: undefined }]],
    ["of the events by another name", [{ ...EVENT, api_key: undefined, $token: "phc_x" }]],
    ["among the properties", { ...EVENT, api_key: undefined, properties: { token: "phc_x" } }],
    ["with a line end", { ...EVENT, api_key: "phc_x\n" }],
  ])("may have the key %s", (_, body) => {
    expect(check(body).answer.status).toBe(200);
  });

  it.each<[string, unknown, string, string?]>([
    ["no key", { ...EVENT, api_key: undefined }, "the request has no API key"],
    ["an empty key", { ...EVENT, api_key: " " }, "the request has no API key"],
    [
      "a number for the key among the properties",
      { ...EVENT, api_key: undefined, properties: { token: 5 } },
      "the request has no API key",
    ],
    ["several keys", [EVENT, { ...EVENT, api_key: "phc_y" }], "the events have several API keys"],
    ["a long key", { ...EVENT, api_key: "x".repeat(65) }, "the API key is longer than 64 bytes"],
    ["a key of other letters", { ...EVENT, api_key: "phc_é" }, "the API key is not ASCII text"],
    ["U+0000 in the key", { ...EVENT, api_key: "phc_\0" }, "the API key is not ASCII text"],
    [
      "a personal key",
      { ...EVENT, api_key: "phx_x" },
      "the API key is a personal one, not that of a project",
    ],
  ])("with %s is refused, and with it its events", (_, body, reason) => {
    const { answer, events } = check(body);
    expect(answer).toEqual({ status: 401, body: reason });
    expect(events[0]).toMatchObject({ event: "signed_in", accepted: false, reason });
  });

  const { api_key: _, ...KEYLESS } = EVENT;
  it.each([
    ["no key", {}, "the batch has no API key"],
    ["null for the key", { token: null }, "the batch has no API key"],
    ["a number for the key", { api_key: 5 }, "the batch has no API key"],
    ["the key twice", { token: "phc_x", api_key: "phc_x" }, "the batch has its API key twice"],
    ["a number for `sent_at`", { token: "k", sent_at: 5 }, "the `sent_at` of the batch is not a string"],
    [
      "a word for `historical_migration`",
      { token: "k", historical_migration: "yes" },
      "the `historical_migration` of the batch is neither true nor false",
    ],
  ])("whose batch has %s cannot be read", (_name, envelope, reason) => {
    const { answer, events } = check({ ...envelope, batch: [KEYLESS] });
    expect(answer).toEqual({ status: 400, body: reason });
    expect(events).toMatchObject([{ event: "signed_in", accepted: false, reason }]);
  });

  it.each([
    ["an event beside a list that is no batch", { ...EVENT, batch: "none" }, ["signed_in"]],
    ["an event beside a batch that cannot be read", { ...EVENT, batch: [{}] }, ["signed_in"]],
    ["a batch beside an event", { ...EVENT, batch: [{ ...KEYLESS, event: "clicked" }] }, ["clicked"]],
    ["a batch of history", { token: "k", historical_migration: true, batch: [KEYLESS] }, ["signed_in"]],
  ])("may have %s", (_name, body, names) => {
    const { answer, events } = check(body);
    expect(answer.status).toBe(200);
    expect(events.map(({ event, accepted }) => accepted && event)).toEqual(names);
  });

  it.each([
    ["what cannot be read", { timestamp: 5 }, 400, "the timestamp is not a string"],
    ["the key", { distinct_id: "" }, 401, "the request has no API key"],
  ])("is told of %s first", (_name, change, status, reason) => {
    expect(check([KEYLESS, { ...KEYLESS, ...change }]).answer).toEqual({ status, body: reason });
  });

  it("is told of the size of an event last, so that it is not sent in halves in vain", () => {
    const large = { ...EVENT, properties: { a: "x".repeat(1_000_000) } };
    expect(check([large, { ...EVENT, event: "" }]).answer).toEqual({
      status: 400,
      body: "the event has no name",
    });
    expect(check([large, EVENT]).answer).toEqual({ status: 413, body: "the event is larger than 1 MB" });
  });

  it("loses what PostHog drops of it", () => {
    const dropped = { ...EVENT, event: "$performance_event" };
    const { answer, events } = check([dropped, EVENT]);
    expect(answer.status).toBe(200);
    expect(events.map(({ event, accepted }) => [event, accepted])).toEqual([
      ["$performance_event", false],
      ["signed_in", true],
    ]);
    // That it has no key is not even looked at.
    expect(check({ ...dropped, api_key: undefined }, "/e/")).toMatchObject({
      answer: { status: 200 },
      events: [{ accepted: false, reason: "it drops events of this name, and says that it took them" }],
    });
  });

  it("with many bad events is told of in few", () => {
    const { answer, events } = check(Array.from({ length: 5000 }, () => ({})));
    expect(answer).toEqual({ status: 400, body: "the event has no name" });
    expect(events).toHaveLength(1001);
    expect(events.at(-1)?.reason).toBe("4000 more events of its request were refused, too");
  });
});
