import { once } from "node:events";
import { request } from "node:http";
import { gzipSync } from "node:zlib";
import lzString from "lz-string";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ReceivedEvent } from "../../../src/endpoint/received.ts";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../../src/endpoint/start.ts";

/**
 * The requests of PostHog's own tests of its capture, in their shapes and with data of ours: `posthog/api/test/test_capture.py`, from
 * when capture was written in Python, and `rust/capture/tests/integration_*.rs` of PostHog/posthog. What is expected is what today's
 * capture in Rust does; where that in Python did something else, the comment says what.
 */

interface Sent {
  readonly path: string;
  readonly method?: "GET" | "POST";
  readonly type?: string;
  readonly encoding?: string;
  readonly body?: string | Uint8Array;
}

const FORM = "application/x-www-form-urlencoded";
const EVENT = { event: "clicked", properties: { distinct_id: 2, token: "phc_x", text: "💻 – ϥ" } };
const IN_BATCH = { type: "capture", event: "clicked", distinct_id: "2" };
const BATCH = { api_key: "phc_x", batch: [IN_BATCH] };

const json = JSON.stringify;
const lz = lzString.compressToBase64;

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function get(path: string, data: string): Sent {
  return { method: "GET", path: `${path}data=${encodeURIComponent(data)}` };
}

function form(fields: Readonly<Record<string, string>>): Sent {
  return { path: "/track/", type: FORM, body: new URLSearchParams(fields).toString() };
}

const packed = { path: "/track?compression=gzip-js", body: gzipSync(json(EVENT)) };

let events: readonly ReceivedEvent[] = [];
let endpoint: PostHogEndpoint;
beforeAll(async () => {
  endpoint = await startPostHogEndpoint({ onEvents: (received) => (events = received) });
});
beforeEach(() => {
  events = [];
});
afterAll(() => endpoint.close());

async function send({ path, method = "POST", type = "", encoding, body }: Sent): Promise<unknown[]> {
  const headers = { "content-type": type, ...(encoding !== undefined && { "content-encoding": encoding }) };
  const bytes = body === undefined ? {} : { body: typeof body === "string" ? body : new Uint8Array(body) };
  const { status } = await fetch(endpoint.url + path, { method, headers, ...bytes });
  return [
    status,
    ...events.map(({ accepted, event, distinctId }) => accepted && `${event} of ${distinctId}`),
  ];
}

describe("what capture takes", () => {
  it.each<[string, Sent, string?]>([
    ["test_capture_event", get("/e/?", json(EVENT))],
    ["test_emojis_in_text", form({ data: base64(json(EVENT)) })],
    ["test_js_gzip", { ...packed, type: "text/plain" }],
    ["test_js_gzip_with_no_content_type", packed],
    ["test_batch", { path: "/batch/", type: "application/json", body: json(BATCH) }],
    ["test_batch_gzip_header", { path: "/batch/", encoding: "gzip", body: gzipSync(json(BATCH)) }],
    ["test_batch_gzip_param", { path: "/batch/?compression=gzip", body: gzipSync(json(BATCH)) }],
    ["test_batch_lzstring", { path: "/batch", encoding: "lz64", body: lz(json(BATCH)) }],
    ["test_lz64_with_emoji", { path: "/batch", encoding: "lz64", body: lz(json([EVENT])) }],
    [
      "test_engage",
      get("/engage/?", json({ $set: { os: "a" }, $token: "phc_x", $distinct_id: 3, $user_id: 3 })),
      "$identify of 3",
    ],
    [
      "test_long_distinct_id",
      get("/e/?", json({ ...EVENT, properties: { distinct_id: "a".repeat(250), token: "phc_x" } })),
      `clicked of ${"a".repeat(200)}`,
    ],
    ["test_base64_decode_variations", form({ data: base64(json(EVENT)).replaceAll("+", " ") })],
    // Whether a key is a project's, no endpoint here can know. In Python: 401.
    ["test_batch_incorrect_token", { path: "/batch/", body: json({ ...BATCH, api_key: "no-such-key" }) }],
    // In Python a snapshot without its data is refused.
    [
      "test_handle_invalid_snapshot",
      { path: "/e/", body: json({ event: "$snapshot", distinct_id: "abc", api_key: "phc_x" }) },
      "$snapshot of abc",
    ],
  ])("%s", async (_, sent, taken = "clicked of 2") => {
    expect(await send(sent)).toEqual([200, taken]);
  });

  it("test_multiple_events", async () => {
    const two = [EVENT, { ...EVENT, properties: { ...EVENT.properties, distinct_id: "b" } }];
    // The key beside the data is not looked at: the events have it.
    expect(await send(form({ data: json(two), api_key: "phc_y" }))).toEqual([
      200,
      "clicked of 2",
      "clicked of b",
    ]);
  });

  // `integration_new_endpoints.rs`: a GET may have a body as a POST has.
  it("a GET without data in its query has its body read", async () => {
    const body = json(BATCH);
    const asked = request(`${endpoint.url}/batch`, { headers: { "content-length": body.length } }).end(body);
    const [{ statusCode }] = (await once(asked, "response")) as [{ statusCode: number }];
    expect([statusCode, events.map(({ accepted }) => accepted)]).toEqual([200, [true]]);
  });

  it("test_js_library_underscore_sent_at and test_sent_at_field", async () => {
    const at = Date.parse("2026-11-23T12:00:00Z");
    await send(get(`/e/?_=${at}&`, json(EVENT)));
    expect(events[0]?.sentAt).toBe("2026-11-23T12:00:00.000Z");
    // In Python the query may be in seconds, and a form may have `sent_at` beside its data.
    await send(get(`/e/?_=${at / 1000}&`, json(EVENT)));
    expect(events[0]?.sentAt).toBeUndefined();
    await send(form({ data: json(EVENT), sent_at: "2026-11-23T12:00:00Z" }));
    expect(events[0]?.sentAt).toBeUndefined();
  });
});

describe("what capture refuses", () => {
  const withoutKey = json({ event: "$pageview", properties: { distinct_id: "e" } });
  it.each<[string, Sent, number]>([
    ["test_invalid_gzip", { path: "/track?compression=gzip", body: packed.body.subarray(0, 10) }, 400],
    ["test_invalid_lz64", { path: "/track?compression=lz64", body: "foo" }, 400],
    ["test_empty_request_returns_an_error", get("/e/?", ""), 400],
    ["test_empty_request_returns_an_error, by POST", { path: "/e/", body: "{}" }, 400],
    ["test_incorrect_json", { path: "/capture/", body: '{"event": "a",}' }, 400],
    [
      "test_handle_lacking_event_name_field",
      { path: "/e/", body: json({ distinct_id: "abc", properties: { cost: 2 }, api_key: "phc_x" }) },
      400,
    ],
    [
      "test_batch_request_with_invalid_auth",
      get("/e/?", json([{ event: "a", properties: { token: "phx_x" } }])),
      401,
    ],
    // In Python: taken without its padding.
    ["test_incorrect_padding", get("/e/?", base64(`${json(EVENT)} `).replaceAll("=", "")), 400],
    // In Python: 401.
    ["test_batch_token_not_set", { path: "/batch/", body: json({ batch: [IN_BATCH] }) }, 400],
    // In Python a form may have the key beside its data.
    ["test_python_library", form({ data: base64(withoutKey), api_key: "phc_x" }), 401],
    [
      "test_personal_api_key",
      get("/e/?", json({ ...EVENT, properties: { distinct_id: 2 }, project_id: 1, api_key: "phx_x" })),
      401,
    ],
    // In Python what follows is answered 200, and the event is dropped in silence.
    [
      "test_batch_distinct_id_not_set",
      { path: "/batch/", body: json({ ...BATCH, batch: [{ event: "a" }] }) },
      400,
    ],
    ["test_distinct_id_nan", form({ data: '[{"event":"a","distinct_id":NaN,"token":"phc_x"}]' }), 400],
    [
      "test_distinct_id_set_but_null",
      { path: "/e/", body: json({ ...IN_BATCH, distinct_id: null, api_key: "phc_x" }) },
      400,
    ],
    [
      "test_event_name_missing",
      { path: "/e/", body: json({ ...IN_BATCH, event: "", api_key: "phc_x" }) },
      400,
    ],
  ])("%s", async (_, sent, status) => {
    expect(await send(sent)).toEqual([status, false]);
    expect(events[0]?.reason).toEqual(expect.any(String));
  });

  // In Python the four others are taken.
  it("test_batch_with_invalid_event", async () => {
    const batch = [IN_BATCH, { ...IN_BATCH, distinct_id: undefined }, IN_BATCH, IN_BATCH, IN_BATCH];
    expect(await send({ path: "/batch/", body: json({ ...BATCH, batch }) })).toEqual([
      400,
      ...batch.map(() => false),
    ]);
  });
});
