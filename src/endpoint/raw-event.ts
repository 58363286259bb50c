/** One event of a request, as PostHog's legacy capture reads it. Source: `rust/common/types/src/event.rs` of PostHog/posthog. */
import { randomUUID } from "node:crypto";
import { isRecord } from "../text/json.ts";
import { UNREAD_REQUEST } from "./captured-event.ts";
import { toDate } from "./deduplicate.ts";
import type { ReceivedEvent } from "./received.ts";

/** When a request was sent, by the client's word, and when it arrived. */
export type Arrival = Pick<ReceivedEvent, "receivedAt" | "sentAt">;

/** Size of one event that PostHog's capture takes. Source: `rust/capture/src/config.rs`. */
const MAX_EVENT_BYTES = 1_000_000;

/** Longer ids are cut. */
const MAX_DISTINCT_ID = 200;

/** Objects and lists within each other that PostHog's JSON reader takes. */
const MAX_DEPTH = 127;

export const TOO_LARGE = "the event is larger than 1 MB";

/** Names that stand for one field: an event that has it by two of them cannot be read. */
const KEY_NAMES = ["token", "$token", "api_key"] as const;
const ID_NAMES = ["distinct_id", "$distinct_id"] as const;

/**
 * Why PostHog could not read an event, and so refuses the whole request before it looks at anything else.
 *
 * @param depth Of objects and lists around the event
 */
export function findUnreadable(raw: unknown, depth: number): string | undefined {
  if (!isRecord(raw)) return "the event is not an object";
  const { event, timestamp, offset, properties } = raw;
  if (typeof event !== "string") return "the event has no name";
  const fault =
    findJsonFault(raw, depth) ??
    (isTwice(raw, KEY_NAMES) ? "the event has its API key twice" : undefined) ??
    (isTwice(raw, ID_NAMES) ? "the event has its distinct_id twice" : undefined);
  if (fault !== undefined) return fault;
  if (!KEY_NAMES.every((name) => isOptional(raw[name], isText))) return "the API key is not a string";
  if (properties !== undefined && !isRecord(properties)) return "the properties are not an object";
  const change = ["$set", "$set_once"].find((name) => !isOptional(raw[name], isRecord));
  if (change !== undefined) return `its \`${change}\` is not an object`;
  if (!isOptional(timestamp, isText)) return "the timestamp is not a string";
  if (!isOptional(offset, Number.isInteger)) return "the offset is not a whole number";
  return readUuid(raw) === "" ? "the uuid is not a uuid" : undefined;
}

/** Why PostHog would refuse an event that it can read, and for it the whole request. */
export function findFault(raw: unknown): string | undefined {
  const { event, properties } = toRecord(raw);
  if (event === "") return "the event has no name";
  if (readDistinctId(raw) === "") return "the event has no distinct_id";
  const { $cookieless_mode: cookieless } = toRecord(properties);
  if (cookieless !== undefined && typeof cookieless !== "boolean")
    return "its `$cookieless_mode` is neither true nor false";
  return isTooLarge(raw) ? TOO_LARGE : undefined;
}

export function isTooLarge(raw: unknown): boolean {
  return Buffer.byteLength(JSON.stringify(raw)) > MAX_EVENT_BYTES;
}

export function isOptional(value: unknown, is: (value: unknown) => boolean): boolean {
  return value === undefined || value === null || is(value);
}

export function isText(value: unknown): boolean {
  return typeof value === "string";
}

export function isBoolean(value: unknown): boolean {
  return typeof value === "boolean";
}

/** Whether one field stands in an object by two names, be it with null. */
export function isTwice(fields: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return names.filter((name) => fields[name] !== undefined).length > 1;
}

/** Half of a surrogate pair, which is no text. */
export function hasHalfPair(text: string): boolean {
  return /[\ud800-\udfff]/u.test(text);
}

/** What PostHog's JSON reader refuses of what JavaScript's takes. */
function findJsonFault(value: unknown, depth: number): string | undefined {
  if (typeof value === "string") return hasHalfPair(value) ? "it has half of a surrogate pair" : undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : "a number is out of range";
  if (typeof value !== "object" || value === null) return undefined;
  if (depth >= MAX_DEPTH) return `it is nested deeper than ${MAX_DEPTH} levels`;
  for (const [key, member] of Object.entries(value)) {
    const fault = findJsonFault(key, depth) ?? findJsonFault(member, depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** The id of the person stands beside the name, or among the properties as posthog-js sends it. */
function readDistinctId(raw: unknown): string {
  const fields = toRecord(raw);
  const id =
    fields["distinct_id"] ?? fields["$distinct_id"] ?? toRecord(fields["properties"])["distinct_id"] ?? "";
  const text = (typeof id === "string" ? id : writeSorted(id)).replaceAll("\0", "\ufffd");
  return text.length > MAX_DISTINCT_ID ? Array.from(text).slice(0, MAX_DISTINCT_ID).join("") : text;
}

/** JSON with the keys in order, as PostHog writes what is no string. */
function writeSorted(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    isRecord(member)
      ? Object.fromEntries(
          Object.entries(member).toSorted(([key], [other]) => Number(key > other) - Number(key < other)),
        )
      : member,
  );
}

const UUID = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/iu;

/** With all hyphens or none, and with all in braces or behind `urn:uuid:`. */
const UUID_FORM = /^(?:(?:urn:uuid:)?([^{}]{36})|\{(.{36})\}|([^-]{32}))$/u;

/** The uuid in its canonical form; undefined if the event has none, and empty if it is no uuid. */
export function readUuid(raw: unknown): string | undefined {
  const { uuid } = toRecord(raw);
  if (uuid === undefined || uuid === null || uuid === "") return undefined;
  const [, plain, braced, simple] = UUID_FORM.exec(typeof uuid === "string" ? uuid : "") ?? [];
  const parts = UUID.exec(plain ?? braced ?? simple ?? "");
  return parts === null ? "" : parts.slice(1).join("-").toLowerCase();
}

/** The project's key in an event that came without an envelope. */
export function readKey(raw: unknown): string | undefined {
  const { token, $token, api_key: key, properties } = toRecord(raw);
  const found = token ?? $token ?? key ?? toRecord(properties)["token"];
  return typeof found === "string" ? found : undefined;
}

/** An event as the rest of the endpoint knows it. */
export function readEvent(raw: unknown, arrival: Arrival, reason?: string): ReceivedEvent {
  const fields = toRecord(raw);
  return {
    event: raw === undefined ? UNREAD_REQUEST : String(fields["event"] ?? ""),
    distinctId: readDistinctId(raw),
    uuid: readUuid(raw) || randomUUID(),
    properties: { ...toRecord(fields["properties"]), ...readPersonChanges(fields) },
    ...readTime(fields, arrival),
    raw,
    accepted: reason === undefined,
    ...(reason !== undefined && { reason }),
  };
}

/** So many events of a refused request are told one by one: a few kilobytes can unzip to millions of `{}`. */
const MAX_REFUSED = 1000;

/**
 * The events of a request that is refused. One stands for the request if none can be read, and one for those that are too many.
 *
 * @param reason Of the request
 */
export function readRefused(
  raws: readonly unknown[],
  read: (raw: unknown, index: number) => ReceivedEvent,
  { reason, arrival }: { readonly reason: string; readonly arrival: Arrival },
): readonly ReceivedEvent[] {
  if (raws.length === 0) return [readEvent(undefined, arrival, reason)];
  const told = raws.slice(0, MAX_REFUSED).map(read);
  const more = raws.length - told.length;
  return more === 0
    ? told
    : [...told, readEvent(undefined, arrival, `${more} more events of its request were refused, too`)];
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
