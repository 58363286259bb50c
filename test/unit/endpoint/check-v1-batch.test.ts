import { describe, expect, test } from "vitest";
import { checkV1Batch } from "../../../src/endpoint/check-v1-batch.ts";
import type { BodyFault, ReceivedRequest } from "../../../src/endpoint/received.ts";

const AT = new Date(0);
const GOOD = {
  event: "order_shipped",
  uuid: "11111111-2222-4333-8444-555555555555",
  distinct_id: "ann",
  timestamp: "2026-01-01T00:00:00.000Z",
  session_id: "s",
  options: { disable_skew_correction: true, process_person_profile: false, unknown: 1 },
  properties: { note: "n" },
};

function request(
  batch: unknown,
  headers: ReceivedRequest["headers"] = {},
  envelope: Readonly<Record<string, unknown>> = {},
): ReceivedRequest {
  return {
    method: "POST",
    path: "/i/v1/analytics/events",
    query: "",
    headers: {
      authorization: "Bearer phc_x",
      "content-type": "application/json",
      "user-agent": "posthog-rs/1.0.0",
      "posthog-sdk-info": "posthog-rs/1.0.0",
      "posthog-attempt": "1",
      "posthog-request-id": "0197b7a0-0000-7000-8000-00000000000a",
      "posthog-request-timestamp": "2026-01-02T00:00:00Z",
      ...headers,
    },
    body: { created_at: "2026-01-01T00:00:00Z", batch, ...envelope },
    receivedAt: AT,
  };
}

test("a good event is known as one of /batch/ is", () => {
  const { answer, events } = checkV1Batch(request([GOOD]));
  expect(answer).toEqual({ status: 200, body: { results: { [GOOD.uuid]: { result: "ok" } } } });
  expect(events).toEqual([
    {
      event: "order_shipped",
      distinctId: "ann",
      uuid: GOOD.uuid,
      timestamp: GOOD.timestamp,
      sentAt: "2026-01-02T00:00:00Z",
      receivedAt: AT,
      properties: {
        note: "n",
        $session_id: "s",
        $ignore_sent_at: true,
        $process_person_profile: false,
        $lib: "posthog-rs",
        $lib_version: "1.0.0",
      },
      raw: GOOD,
      accepted: true,
    },
  ]);
});

test("what stands beside the properties is theirs, and the header says which SDK it was", () => {
  const raw = {
    ...GOOD,
    uuid: ` ${GOOD.uuid.toUpperCase()} `,
    distinct_id: " ann ",
    window_id: "w",
    options: { cookieless_mode: "TRUE", disable_skew_correction: 0, product_tour_id: 5 },
    properties: { $lib: "other" },
  };
  const { events } = checkV1Batch(request([raw], { "posthog-sdk-info": "posthog-node/6.0.1" }));
  expect(events).toMatchObject([
    {
      uuid: GOOD.uuid,
      distinctId: "ann",
      properties: {
        $session_id: "s",
        $window_id: "w",
        $cookieless_mode: true,
        $ignore_sent_at: false,
        $product_tour_id: "5",
        $lib: "posthog-node",
        $lib_version: "6.0.1",
      },
      raw,
    },
  ]);
});

test.each(["no-slash", "/1.0.0", "posthog-rs/", " / ", `posthog-rs/${"9".repeat(200)}`])(
  "the SDK %s is not one, and nothing is made of it",
  (sdk) => {
    const { answer, events } = checkV1Batch(request([GOOD], { "posthog-sdk-info": sdk }));
    expect(answer.status).toBe(200);
    expect(events[0]?.properties).not.toHaveProperty("$lib");
  },
);

test.each([
  ["half of a surrogate pair among the properties", { properties: { a: "\ud83d" } }],
  ["deep properties", { properties: { a: JSON.parse("[".repeat(200) + "]".repeat(200)) as unknown } }],
  ["a word for `$cookieless_mode` among the properties", { properties: { $cookieless_mode: "no" } }],
  ["a text for `$set` beside them, which is not looked at", { $set: "a" }],
  ["null for its options", { options: null, session_id: null }],
])("an event may have %s", (_, change) => {
  expect(checkV1Batch(request([{ ...GOOD, ...change }])).events).toMatchObject([{ accepted: true }]);
});

test.each(["Guest", "system", "00000000-0000-0000-0000-000000000000"])(
  "the id %s is nobody's: the event is taken without a person",
  (id) => {
    const { answer, events } = checkV1Batch(request([{ ...GOOD, distinct_id: id }]));
    const results = { [GOOD.uuid]: { result: "ok", details: "person_processing_disabled" } };
    expect([answer.body, events]).toMatchObject([{ results }, [{ accepted: true, personless: true }]]);
  },
);

describe("a bad event is dropped alone", () => {
  test.each([
    [{ event: "" }, "missing_event_name"],
    [{ event: "é".repeat(101) }, "event_name_too_long"],
    [{ distinct_id: " " }, "missing_distinct_id"],
    [{ distinct_id: "x".repeat(201) }, "distinct_id_too_large"],
    [{ timestamp: "yesterday" }, "invalid_event_timestamp"],
    [{ timestamp: "2026-01-01" }, "invalid_event_timestamp"],
    [{ properties: "{}" }, "malformed_event_properties"],
    [{ properties: null }, "malformed_event_properties"],
    [{ options: { cookieless_mode: "maybe" } }, "invalid_options"],
    [{ options: [] }, "invalid_options"],
    [{ properties: { a: "x".repeat(1_000_000) } }, "event_too_big"],
    [{ event: "$performance_event" }, "dropped_performance_event"],
  ])("$1", (change, details) => {
    const bad = { ...GOOD, uuid: "22222222-2222-4333-8444-555555555555", ...change };
    const { answer, events } = checkV1Batch(request([GOOD, bad]));
    expect(events.map(({ accepted, reason }) => [accepted, reason])).toEqual([
      [true, undefined],
      [false, details],
    ]);
    expect(answer.body).toMatchObject({ results: { [bad.uuid]: { result: "drop", details } } });
  });
});

const OTHER = { ...GOOD, uuid: "22222222-2222-4333-8444-555555555555" };

const withBody = (kind: BodyFault["kind"]): ReceivedRequest => ({
  ...request([]),
  body: undefined,
  bodyFault: { kind, reason: "something" },
});

// Source: `rust/capture/src/v1/context.rs`, `error.rs` and `analytics/process.rs`.
test.each<[string, ReceivedRequest, number, string, string?]>([
  ["without a key", request([GOOD], { authorization: undefined }), 401, "missing_authorization"],
  [
    "without headers",
    request([GOOD], { "posthog-attempt": undefined, "user-agent": undefined }),
    400,
    "missing_required_headers",
    "posthog-attempt, user-agent",
  ],
  [
    "with a password",
    request([GOOD], { authorization: "Basic x" }),
    400,
    "invalid_header_value",
    "authorization must use the Bearer scheme",
  ],
  [
    "with a personal key",
    request([GOOD], { authorization: "bearer phx_x" }),
    401,
    "invalid_api_token",
    "the API key is a personal one, not that of a project",
  ],
  [
    "that calls itself text",
    request([GOOD], { "content-type": "text/plain" }),
    415,
    "unsupported_content_type",
    "text/plain",
  ],
  [
    "in an encoding of old",
    request([GOOD], { "content-encoding": "lz64" }),
    415,
    "unsupported_encoding",
    "lz64",
  ],
  [
    "with an id of its own that is no uuid",
    request([GOOD], { "posthog-request-id": "first" }),
    400,
    "invalid_header_value",
    "posthog-request-id is first",
  ],
  [
    "that is the zeroth try",
    request([GOOD], { "posthog-attempt": "0" }),
    400,
    "invalid_header_value",
    "posthog-attempt is 0",
  ],
  [
    "of yesterday",
    request([GOOD], { "posthog-request-timestamp": "yesterday" }),
    400,
    "invalid_header_value",
    "posthog-request-timestamp is yesterday",
  ],
  ["that is empty", withBody("empty"), 400, "empty_body", "something"],
  ["that is too large", withBody("too large"), 413, "payload_too_large", "something"],
  ["that cannot be unpacked", withBody("not decoded"), 400, "request_decoding_error", "something"],
  ["that is no JSON", withBody("not JSON"), 400, "request_parsing_error", "something"],
  ["without events", request([]), 400, "empty_batch"],
  ["with no batch", request({}), 400, "request_parsing_error"],
  ["without its time", request([GOOD], {}, { created_at: undefined }), 400, "request_parsing_error"],
  ["with a day for its time", request([GOOD], {}, { created_at: "2026-01-01" }), 400, "invalid_batch"],
  [
    "with null for `historical_migration`",
    request([GOOD], {}, { historical_migration: null }),
    400,
    "request_parsing_error",
  ],
  ["with a number for an id", request([GOOD, { ...OTHER, distinct_id: 5 }]), 400, "request_parsing_error"],
  ["with a number for a session", request([{ ...GOOD, session_id: 5 }]), 400, "request_parsing_error"],
  ["with half of a surrogate pair", request([{ ...GOOD, event: "\ud83d" }]), 400, "request_parsing_error"],
  ["without a uuid", request([GOOD, { ...OTHER, uuid: "" }]), 400, "missing_event_uuid"],
  ["with a uuid that is none", request([GOOD, { ...OTHER, uuid: "evt_1" }]), 400, "invalid_event_uuid"],
  [
    "with a uuid twice",
    request([GOOD, { ...GOOD, uuid: GOOD.uuid.toUpperCase() }]),
    400,
    "duplicate_event_uuid",
  ],
])("a request %s is refused, and with it its events", (_, bad, status, error, description) => {
  const { answer, events } = checkV1Batch(bad);
  expect(answer).toMatchObject({
    status,
    body: { error, error_description: description ?? error, error_uri: expect.any(String) as unknown },
  });
  const reason = description === undefined ? error : `${error} (${description})`;
  expect(events.length).toBeGreaterThan(0);
  expect(events.every((event) => !event.accepted && event.reason === reason)).toBe(true);
});

test.each([
  ["the scheme in any case, and spaces", { authorization: "BEARER   phc_x " }],
  ["a charset", { "content-type": "Application/JSON; charset=utf-8" }],
  ["an encoding in capitals", { "content-encoding": "GZIP" }],
])("a request may have %s in its headers", (_, headers) => {
  expect(checkV1Batch(request([GOOD], headers)).answer.status).toBe(200);
});
