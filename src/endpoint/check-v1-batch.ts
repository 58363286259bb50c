import { type CheckedBatch, findFault, readEvent, refuseAll, toRecord } from "./check-batch.ts";
import type { ReceivedRequest } from "./received.ts";

/** The options of an event of capture v1, and the properties that they stand for elsewhere. */
const OPTIONS: Readonly<Record<string, string>> = {
  cookieless_mode: "$cookieless_mode",
  disable_skew_correction: "$ignore_sent_at",
  process_person_profile: "$process_person_profile",
};

/** Longest id of a person that capture v1 takes; the legacy one cuts longer ones. */
const MAX_DISTINCT_ID = 200;

/**
 * Checks a request to `/i/v1/analytics/events` as PostHog's capture v1 does: it drops bad events one by one, and gives a result
 * for each uuid.
 *
 * Source: posthog-node 5.70, `src/capture-v1`, and PostHog's guide to rejections of capture's validation.
 */
export function checkV1Batch({ headers, body, receivedAt }: ReceivedRequest): CheckedBatch {
  const { batch } = toRecord(body);
  if (!/^Bearer \S+$/u.test(headers.authorization ?? "")) return refuseAll(401, "API key is not valid");
  if (!Array.isArray(batch)) return refuseAll(400, "invalid_batch");
  if (batch.length === 0) return refuseAll(400, "empty_batch");
  const sentAt = headers["posthog-request-timestamp"];
  const arrival = { receivedAt, ...(typeof sentAt === "string" && { sentAt }) };
  const seen = new Set<unknown>();
  const results: Record<string, { readonly result: string; readonly details?: string }> = {};
  const events = batch.map((raw: unknown) => {
    const { uuid } = toRecord(raw);
    const fault = seen.has(uuid) ? "duplicate_event_uuid" : findV1Fault(raw);
    seen.add(uuid);
    results[String(uuid)] = fault === undefined ? { result: "ok" } : { result: "drop", details: fault };
    return Object.assign(readEvent(toLegacy(raw), arrival, fault), { raw });
  });
  return { answer: { status: 200, body: { results } }, events };
}

function findV1Fault(raw: unknown): string | undefined {
  const { uuid, distinct_id: id, timestamp, properties } = toRecord(raw);
  if (typeof uuid !== "string") return "missing_event_uuid";
  if (typeof id === "string" && id.length > MAX_DISTINCT_ID) return "distinct_id_too_large";
  if (typeof timestamp !== "string" || Number.isNaN(Date.parse(timestamp))) return "invalid_event_timestamp";
  if (typeof properties !== "object" || properties === null) return "malformed_event_properties";
  return findFault(raw);
}

/** The same event as `/batch/` takes it, which is how the rest of the endpoint knows events. */
function toLegacy(raw: unknown): unknown {
  const { options, session_id: session, properties, ...rest } = toRecord(raw);
  const fromOptions = Object.entries(toRecord(options)).flatMap(([name, value]) =>
    OPTIONS[name] === undefined ? [] : [[OPTIONS[name], value] as const],
  );
  return {
    ...rest,
    properties: {
      ...toRecord(properties),
      ...Object.fromEntries(fromOptions),
      ...(session !== undefined && { $session_id: session }),
    },
  };
}
