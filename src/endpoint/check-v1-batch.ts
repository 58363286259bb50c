import { isRecord } from "../text/json.ts";
import { type CheckedBatch, findKeyFault } from "./check-batch.ts";
import { findFault, readEvent, readUuid, toRecord } from "./raw-event.ts";
import type { ReceivedRequest } from "./received.ts";

/** What an event of capture v1 has apart from its properties, and the properties that it stands for elsewhere. */
const FIELDS = { session_id: "$session_id", window_id: "$window_id" } as const;
const OPTIONS = {
  cookieless_mode: "$cookieless_mode",
  disable_skew_correction: "$ignore_sent_at",
  process_person_profile: "$process_person_profile",
  product_tour_id: "$product_tour_id",
} as const;

/** Bytes of a name or an id. The legacy capture cuts longer ids. */
const MAX_BYTES = 200;

/**
 * Checks a request to `/i/v1/analytics/events` as PostHog's capture v1 does: what cannot be told apart refuses the request, and other
 * bad events are dropped one by one. The answer has a result for each uuid.
 *
 * Source: `rust/capture/src/v1` of PostHog/posthog.
 */
export function checkV1Batch(request: ReceivedRequest): CheckedBatch {
  const { headers, body, receivedAt } = request;
  const { batch } = toRecord(body);
  const raws: readonly unknown[] = Array.isArray(batch) ? batch : [];
  const events = raws.map((raw) => ({ raw, legacy: toLegacy(raw, headers["posthog-sdk-info"]) }));
  const sentAt = headers["posthog-request-timestamp"];
  const arrival = { receivedAt, ...(typeof sentAt === "string" && { sentAt }) };
  const [status, error] = findRequestFault(request, events) ?? [200];
  const results: Record<string, { readonly result: string; readonly details?: string }> = {};
  const received = events.map((event) => {
    const fault = error ?? findV1Fault(event);
    results[String(event.legacy["uuid"])] =
      fault === undefined ? { result: "ok" } : { result: "drop", details: fault };
    return Object.assign(readEvent(event.legacy, arrival, fault), { raw: event.raw });
  });
  return {
    answer: { status, body: error === undefined ? { results } : { error } },
    events: received,
  };
}

interface V1Event {
  readonly raw: unknown;
  /** The same event as `/batch/` takes it, which is how the rest of the endpoint knows events. */
  readonly legacy: Readonly<Record<string, unknown>>;
}

/** The status and the reason with which a request is refused as a whole. */
function findRequestFault(
  { headers: { authorization }, body }: ReceivedRequest,
  events: readonly V1Event[],
): readonly [status: number, reason: string] | undefined {
  const { batch, created_at: createdAt } = toRecord(body);
  if (authorization === undefined) return [401, "missing_authorization"];
  const [, key] = /^Bearer (.*)$/isu.exec(authorization) ?? [];
  if (key === undefined) return [400, "invalid_header_value"];
  if (findKeyFault(key) !== undefined) return [401, "invalid_api_token"];
  if (typeof createdAt !== "string" || !Array.isArray(batch) || !batch.every(isReadable))
    return [400, "request_parsing_error"];
  if (batch.length === 0) return [400, "empty_batch"];
  if (!isRfc3339(createdAt)) return [400, "invalid_batch"];
  const uuids = events.map(({ legacy }) => readUuid(legacy));
  if (uuids.includes(undefined)) return [400, "missing_event_uuid"];
  if (uuids.includes("")) return [400, "invalid_event_uuid"];
  return new Set(uuids).size < uuids.length ? [400, "duplicate_event_uuid"] : undefined;
}

/** Whether an event has what makes it one, of the right types. */
function isReadable(raw: unknown): boolean {
  const fields = toRecord(raw);
  return ["event", "uuid", "distinct_id", "timestamp"].every((name) => typeof fields[name] === "string");
}

function findV1Fault({ raw, legacy }: V1Event): string | undefined {
  const { event, distinct_id: id, timestamp } = legacy;
  const { properties = {}, options } = toRecord(raw);
  if (event === "") return "missing_event_name";
  if (Buffer.byteLength(String(event)) > MAX_BYTES) return "event_name_too_long";
  if (id === "") return "missing_distinct_id";
  if (Buffer.byteLength(String(id)) > MAX_BYTES) return "distinct_id_too_large";
  if (!isRfc3339(String(timestamp))) return "invalid_event_timestamp";
  if (!isRecord(properties)) return "malformed_event_properties";
  if (options !== undefined && options !== null && !isRecord(options)) return "invalid_options";
  const known = Object.entries(toRecord(options)).filter(([name]) => name in OPTIONS);
  if (known.some(([name, value]) => readOption(name, value) === undefined)) return "invalid_options";
  return findFault(legacy);
}

function toLegacy(raw: unknown, sdk: unknown): Readonly<Record<string, unknown>> {
  const fields = toRecord(raw);
  const { options, properties, uuid, distinct_id: id, event, timestamp } = fields;
  const beside = Object.entries(FIELDS).map(
    ([name, property]) => [property, fields[name] ?? undefined] as const,
  );
  const fromOptions = Object.entries(OPTIONS).map(
    ([name, property]) => [property, readOption(name, toRecord(options)[name]) ?? undefined] as const,
  );
  const [, lib, version] = /^(.+)\/(.+)$/u.exec(typeof sdk === "string" ? sdk : "") ?? [];
  const added = [
    ...beside,
    ...fromOptions,
    ["$lib", lib?.trim()],
    ["$lib_version", version?.trim()],
  ] as const;
  return {
    event,
    timestamp,
    uuid: typeof uuid === "string" ? uuid.trim() : uuid,
    distinct_id: typeof id === "string" ? id.trim() : id,
    properties: {
      ...toRecord(properties),
      ...Object.fromEntries(added.filter(([, value]) => value !== undefined)),
    },
  };
}

/** The value of an option, which may be written as text or a number; null if it is not given, and undefined if it is none. */
function readOption(name: string, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (name === "product_tour_id")
    return typeof value === "string" || Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return value !== 0;
  const word = typeof value === "string" ? value.trim().toLowerCase() : "";
  return { true: true, "1": true, false: false, "0": false }[word];
}

function isRfc3339(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/iu.test(text) &&
    !Number.isNaN(Date.parse(text))
  );
}
