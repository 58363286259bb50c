/** One event of a request, as PostHog's legacy capture reads it. Source: `rust/common/types/src/event.rs` of PostHog/posthog. */
import { randomUUID } from "node:crypto";
import { isRecord } from "../text/json.ts";
import { toDate } from "./deduplicate.ts";
import type { ReceivedEvent } from "./received.ts";

/** When a request was sent, by the client's word, and when it arrived. */
export type Arrival = Pick<ReceivedEvent, "receivedAt" | "sentAt">;

/** Size of one event that PostHog's capture takes. Source: `rust/capture/src/config.rs`. */
const MAX_EVENT_BYTES = 1_000_000;

/** Longer ids are cut. */
const MAX_DISTINCT_ID = 200;

/** Objects and lists within each other that PostHog's JSON reader takes, and those around an event of a batch. */
const MAX_DEPTH = 127;
const DEPTH_OF_EVENT = 2;

export const TOO_LARGE = "the event is larger than 1 MB";

/** Why PostHog would refuse an event, and for it the whole request. */
export function findFault(raw: unknown): string | undefined {
  const { event, timestamp, offset, properties } = toRecord(raw);
  const unreadable = findUnreadable(raw, DEPTH_OF_EVENT);
  if (unreadable !== undefined) return unreadable;
  if (typeof event !== "string" || event === "") return "the event has no name";
  if (properties !== undefined && !isRecord(properties)) return "the properties are not an object";
  const change = ["$set", "$set_once"].find((name) => !isOptional(toRecord(raw)[name], isRecord));
  if (change !== undefined) return `its \`${change}\` is not an object`;
  if (readDistinctId(raw) === "") return "the event has no distinct_id";
  if (!isOptional(timestamp, (value) => typeof value === "string")) return "the timestamp is not a string";
  if (!isOptional(offset, Number.isInteger)) return "the offset is not a whole number";
  if (readUuid(raw) === "") return "the uuid is not a uuid";
  const { $cookieless_mode: cookieless } = toRecord(properties);
  if (cookieless !== undefined && typeof cookieless !== "boolean")
    return "its `$cookieless_mode` is neither true nor false";
  if (Buffer.byteLength(JSON.stringify(raw)) > MAX_EVENT_BYTES) return TOO_LARGE;
  return undefined;
}

function isOptional(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || value === null || is(value);
}

/** What PostHog's JSON reader refuses of what JavaScript's takes. */
function findUnreadable(value: unknown, depth: number): string | undefined {
  if (typeof value === "string")
    return /[\ud800-\udfff]/u.test(value) ? "it has half of a surrogate pair" : undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : "a number is out of range";
  if (typeof value !== "object" || value === null) return undefined;
  if (depth >= MAX_DEPTH) return `it is nested deeper than ${MAX_DEPTH} levels`;
  for (const [key, member] of Object.entries(value)) {
    const fault = findUnreadable(key, depth) ?? findUnreadable(member, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** The id of the person stands beside the name, or among the properties as posthog-js sends it. */
function readDistinctId(raw: unknown): string {
  const fields = toRecord(raw);
  const id =
    fields["distinct_id"] ?? fields["$distinct_id"] ?? toRecord(fields["properties"])["distinct_id"] ?? "";
  const text = (typeof id === "string" ? id : JSON.stringify(id)).replaceAll("\0", "\ufffd");
  return text.length > MAX_DISTINCT_ID ? Array.from(text).slice(0, MAX_DISTINCT_ID).join("") : text;
}

const UUID =
  /^(?:urn:uuid:|\{)?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/iu;

/** The uuid in its canonical form; undefined if the event has none, and empty if it is no uuid. */
export function readUuid(raw: unknown): string | undefined {
  const { uuid } = toRecord(raw);
  if (uuid === undefined || uuid === null || uuid === "") return undefined;
  const parts = typeof uuid === "string" ? UUID.exec(uuid) : null;
  return parts === null ? "" : parts.slice(1).join("-").toLowerCase();
}

/** The project's key in an event that came without an envelope. */
export function readKey(raw: unknown): unknown {
  const { token, $token, api_key: key, properties } = toRecord(raw);
  return token ?? $token ?? key ?? toRecord(properties)["token"];
}

/** An event as the rest of the endpoint knows it. */
export function readEvent(raw: unknown, arrival: Arrival, reason?: string): ReceivedEvent {
  const fields = toRecord(raw);
  return {
    event: String(fields["event"] ?? ""),
    distinctId: readDistinctId(raw),
    uuid: readUuid(raw) || randomUUID(),
    properties: { ...toRecord(fields["properties"]), ...readPersonChanges(fields) },
    ...readTime(fields, arrival),
    raw,
    accepted: reason === undefined,
    ...(reason !== undefined && { reason }),
  };
}

/** An old posthog-js says how long ago the event was, in milliseconds, which no clock of a client can falsify. */
function readTime(
  { timestamp, offset }: Readonly<Record<string, unknown>>,
  arrival: Arrival,
): Arrival & Pick<ReceivedEvent, "timestamp"> {
  const { receivedAt } = arrival;
  if (Number.isInteger(offset))
    return { receivedAt, timestamp: toDate(receivedAt.getTime() - Number(offset)).toISOString() };
  return { ...arrival, ...(typeof timestamp === "string" && { timestamp }) };
}

/** posthog-js puts these beside the properties, where they win over those of the same name within. */
function readPersonChanges(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const within = toRecord(fields["properties"]);
  const names = ["$set", "$set_once"].filter((name) => isRecord(fields[name]));
  return Object.fromEntries(
    names.map((name) => [name, { ...toRecord(within[name]), ...toRecord(fields[name]) }]),
  );
}

/** A JSON object, or an empty one for anything else. */
export function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
