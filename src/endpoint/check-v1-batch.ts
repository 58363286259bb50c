import { isRecord } from "../text/json.ts";
import type { CheckedBatch } from "./check-batch.ts";
import { isPersonless } from "./illegal-ids.ts";
import {
  hasHalfPair,
  isBoolean,
  isOptional,
  isText,
  isTooLarge,
  readEvent,
  readRefused,
  readUuid,
  toRecord,
} from "./raw-event.ts";
import type { BodyFault, ReceivedEvent, ReceivedRequest } from "./received.ts";
import { isRfc3339 } from "./rfc3339.ts";
import { findHeaderFault, type V1RequestFault } from "./v1-headers.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What an event of capture v1 has apart from its properties, and the properties that it stands for elsewhere. */
const FIELDS = { session_id: "$session_id", window_id: "$window_id" } as const;
const OPTIONS = {
  cookieless_mode: "$cookieless_mode",
  disable_skew_correction: "$ignore_sent_at",
  process_person_profile: "$process_person_profile",
  product_tour_id: "$product_tour_id",
} as const;

/** Bytes of a name, an id or an SDK's name. The legacy capture cuts longer ids. */
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
  const sentAt = headers["posthog-request-timestamp"];
  const arrival = { receivedAt, ...(typeof sentAt === "string" && { sentAt }) };
  const read = (raw: unknown, findFault: (legacy: Fields) => string | undefined): ReceivedEvent => {
    const legacy = toLegacy(raw, headers["posthog-sdk-info"]);
    return Object.assign(readEvent(legacy, arrival, findFault(legacy)), { raw });
  };
  const refused = findRequestFault(request, raws);
  if (refused !== undefined) {
    const { status, error, description } = refused;
    const reason = description === undefined ? error : `${error} (${description})`;
    const error_description = description ?? error;
    return {
      answer: {
        status,
        headers: ACCEPTED,
        body: { error, error_description, error_uri: "https://posthog.com/docs/api" },
      },
      events: readRefused(raws, (raw) => read(raw, () => reason), { reason, arrival }),
    };
  }
  const results: Record<string, Result> = {};
  const events = raws.map((raw) => {
    const event = read(raw, (legacy) => findV1Fault(raw, legacy));
    const personless = event.accepted && isPersonless(event.distinctId);
    const taken = personless ? Object.assign(event, { personless }) : event;
    results[event.uuid] = resultOf(taken);
    return taken;
  });
  return { answer: { status: 200, body: { results } }, events };
}

/** What a refusal says that would be taken. */
const ACCEPTED = { accept: "application/json", "accept-encoding": "gzip, deflate, br, zstd" };

interface Result {
  readonly result: "ok" | "drop";
  readonly details?: string;
}

function resultOf({ accepted, reason = "", personless }: ReceivedEvent): Result {
  if (!accepted) return { result: "drop", details: reason };
  return personless === true ? { result: "ok", details: "person_processing_disabled" } : { result: "ok" };
}

const BODY_FAULTS: Readonly<Record<BodyFault["kind"], Pick<V1RequestFault, "status" | "error">>> = {
  empty: { status: 400, error: "empty_body" },
  "too large": { status: 413, error: "payload_too_large" },
  "not decoded": { status: 400, error: "request_decoding_error" },
  "not JSON": { status: 400, error: "request_parsing_error" },
};

function findRequestFault(
  { headers, body, bodyFault }: ReceivedRequest,
  raws: readonly unknown[],
): V1RequestFault | undefined {
  const headerFault = findHeaderFault(headers);
  if (headerFault !== undefined) return headerFault;
  if (bodyFault !== undefined) return { ...BODY_FAULTS[bodyFault.kind], description: bodyFault.reason };
  const envelope = toRecord(body);
  if (!isEnvelope(envelope) || !raws.every(isReadable)) return refuse("request_parsing_error");
  if (raws.length === 0) return refuse("empty_batch");
  if (!isRfc3339(String(envelope["created_at"]))) return refuse("invalid_batch");
  const uuids = raws.map((raw) => readUuid({ uuid: trimmed(toRecord(raw)["uuid"]) }));
  if (uuids.includes(undefined)) return refuse("missing_event_uuid");
  if (uuids.includes("")) return refuse("invalid_event_uuid");
  return new Set(uuids).size < uuids.length ? refuse("duplicate_event_uuid") : undefined;
}

function refuse(error: string): V1RequestFault {
  return { status: 400, error };
}

/** Whether what is around the events has what it must have, of the right types. */
function isEnvelope({
  batch,
  created_at: createdAt,
  historical_migration: isHistorical = false,
  capture_internal: isInternal,
}: Fields): boolean {
  return (
    Array.isArray(batch) && isText(createdAt) && isBoolean(isHistorical) && isOptional(isInternal, isBoolean)
  );
}

/** Whether an event has what makes it one, of the right types. What its properties are is looked at later. */
function isReadable(raw: unknown): boolean {
  const fields = toRecord(raw);
  return (
    ["event", "uuid", "distinct_id", "timestamp"].every((name) => isWhole(fields[name])) &&
    Object.keys(FIELDS).every((name) => isOptional(fields[name], isWhole))
  );
}

function isWhole(value: unknown): boolean {
  return typeof value === "string" && !hasHalfPair(value);
}

/** @param legacy The same event as `/batch/` takes it */
function findV1Fault(raw: unknown, legacy: Fields): string | undefined {
  const { event, distinct_id: id, timestamp } = legacy;
  const { properties = {}, options } = toRecord(raw);
  if (event === "$performance_event") return "dropped_performance_event";
  if (event === "") return "missing_event_name";
  if (Buffer.byteLength(String(event)) > MAX_BYTES) return "event_name_too_long";
  if (id === "") return "missing_distinct_id";
  if (Buffer.byteLength(String(id)) > MAX_BYTES) return "distinct_id_too_large";
  if (!isRfc3339(String(timestamp))) return "invalid_event_timestamp";
  if (!isRecord(properties)) return "malformed_event_properties";
  if (!isOptional(options, isRecord)) return "invalid_options";
  const known = Object.entries(toRecord(options)).filter(([name]) => name in OPTIONS);
  if (known.some(([name, value]) => readOption(name, value) === undefined)) return "invalid_options";
  return isTooLarge(legacy) ? "event_too_big" : undefined;
}

function trimmed(value: unknown): unknown {
  return typeof value === "string" ? value.trim() : value;
}

/** Such as `posthog-node/5.70.0`. */
const SDK = /^(.*\S.*)\/(.*\S.*)$/u;

/** An event as `/batch/` takes it, which is how the rest of the endpoint knows events. */
function toLegacy(raw: unknown, sdk: unknown): Fields {
  const fields = toRecord(raw);
  const { options, properties, uuid, distinct_id: id, event, timestamp } = fields;
  const beside = Object.entries(FIELDS).map(
    ([name, property]) => [property, fields[name] ?? undefined] as const,
  );
  const fromOptions = Object.entries(OPTIONS).map(
    ([name, property]) => [property, readOption(name, toRecord(options)[name]) ?? undefined] as const,
  );
  const [, lib, version] = SDK.exec(typeof sdk === "string" && sdk.length <= MAX_BYTES ? sdk : "") ?? [];
  const added = [
    ...beside,
    ...fromOptions,
    ["$lib", lib?.trim()],
    ["$lib_version", version?.trim()],
  ] as const;
  return {
    event,
    timestamp,
    uuid: trimmed(uuid),
    distinct_id: trimmed(id),
    properties: {
      ...toRecord(properties),
      ...Object.fromEntries(added.filter(([, value]) => value !== undefined)),
    },
  };
}

/** The value of an option, which may be written as text or a number; null if it is not given, and undefined if it is invalid. */
function readOption(name: string, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (name === "product_tour_id")
    return typeof value === "string" || Number.isSafeInteger(value) ? String(value) : undefined;
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return value !== 0;
  const word = typeof value === "string" ? value.trim().toLowerCase() : "";
  return { true: true, "1": true, false: false, "0": false }[word];
}
