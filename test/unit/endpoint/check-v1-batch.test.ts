import { describe, expect, test } from "vitest";
import { checkV1Batch } from "../../../src/endpoint/check-v1-batch.ts";
import type { ReceivedRequest } from "../../../src/endpoint/received.ts";

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

function request(batch: unknown, headers: ReceivedRequest["headers"] = {}): ReceivedRequest {
  return {
    method: "POST",
    path: "/i/v1/analytics/events",
    query: "",
    headers: {
      authorization: "Bearer phc_x",
      "posthog-request-timestamp": "2026-01-02T00:00:00Z",
      ...headers,
    },
    body: { created_at: "2026-01-01T00:00:00Z", batch },
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
    [{ properties: { a: "x".repeat(1_000_000) } }, "the event is larger than 1 MB"],
  ])("%j", (change, details) => {
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

test.each([
  ["without a key", request([GOOD], { authorization: undefined }), 401, "missing_authorization"],
  ["with a password", request([GOOD], { authorization: "Basic x" }), 400, "invalid_header_value"],
  ["with a personal key", request([GOOD], { authorization: "bearer phx_x" }), 401, "invalid_api_token"],
  ["without events", request([]), 400, "empty_batch"],
  ["with no batch", request({}), 400, "request_parsing_error"],
  ["with a number for an id", request([GOOD, { ...OTHER, distinct_id: 5 }]), 400, "request_parsing_error"],
  ["without a uuid", request([GOOD, { ...OTHER, uuid: "" }]), 400, "missing_event_uuid"],
  ["with a uuid that is none", request([GOOD, { ...OTHER, uuid: "evt_1" }]), 400, "invalid_event_uuid"],
  [
    "with a uuid twice",
    request([GOOD, { ...GOOD, uuid: GOOD.uuid.toUpperCase() }]),
    400,
    "duplicate_event_uuid",
  ],
])("a request %s is refused, and with it its events", (_, bad, status, error) => {
  const { answer, events } = checkV1Batch(bad);
  expect(answer).toEqual({ status, body: { error } });
  expect(events.every(({ accepted, reason }) => !accepted && reason === error)).toBe(true);
});

test("the bearer's scheme may be written in any case", () => {
  expect(checkV1Batch(request([GOOD], { authorization: "BEARER phc_x" })).answer.status).toBe(200);
});
