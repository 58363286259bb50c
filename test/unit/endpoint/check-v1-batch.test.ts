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

describe("a bad event is dropped alone", () => {
  test.each([
    [{ event: "" }, "the event has no name"],
    [{ distinct_id: "x".repeat(201) }, "distinct_id_too_large"],
    [{ timestamp: "yesterday" }, "invalid_event_timestamp"],
    [{ properties: "{}" }, "malformed_event_properties"],
    [{ uuid: GOOD.uuid }, "duplicate_event_uuid"],
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

test.each([
  [request([GOOD], { authorization: undefined }), 401],
  [request([GOOD], { authorization: "Basic x" }), 401],
  [request([]), 400],
  [request({}), 400],
])("a request without a key or without events is refused: %#", (bad, status) => {
  expect(checkV1Batch(bad)).toMatchObject({ answer: { status }, events: [] });
});
