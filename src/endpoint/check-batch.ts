import { randomUUID } from "node:crypto";
import { isRecord } from "../text/json.ts";
import type { Answer, ReceivedEvent } from "./received.ts";

/** Size of one event that PostHog's capture takes. Source: `rust/capture/src/config.rs`. */
const MAX_EVENT_BYTES = 1_000_000;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/iu;

/** When a request was sent, by the client's word, and when it arrived. */
type Arrival = Pick<ReceivedEvent, "receivedAt" | "sentAt">;

export interface CheckedBatch {
  readonly answer: Answer;
  readonly events: readonly ReceivedEvent[];
}

/**
 * Checks a request to `/batch/` as PostHog's legacy capture does: one bad event refuses the whole request. Stricter than
 * PostHog in nothing.
 *
 * Source: `rust/capture` of PostHog/posthog.
 */
export function checkBatch(body: unknown, receivedAt: Date): CheckedBatch {
  const { api_key: key, batch, sent_at: sentAt } = toRecord(body);
  const arrival: Arrival = { receivedAt, ...(typeof sentAt === "string" && { sentAt }) };
  if (typeof key !== "string" || key.trim() === "") {
    return refuseAll(401, "API key is not valid");
  }
  if (!Array.isArray(batch)) return refuseAll(400, "the body has no batch");
  if (batch.length === 0) return refuseAll(400, "the batch is empty");

  const faults = batch.map(findFault);
  const tooLarge = faults.includes(TOO_LARGE);
  if (faults.some((fault) => fault !== undefined)) {
    return {
      answer: {
        status: tooLarge ? 413 : 400,
        body: faults.find((fault) => fault !== undefined) ?? "",
      },
      events: batch.map((raw, index) =>
        readEvent(raw, arrival, faults[index] ?? "another event of its request was refused"),
      ),
    };
  }
  return {
    answer: { status: 200, body: { status: "Ok" } },
    events: batch.map((raw) => readEvent(raw, arrival)),
  };
}

const TOO_LARGE = "the event is larger than 1 MB";

/** Why PostHog would refuse an event. */
export function findFault(raw: unknown): string | undefined {
  const { event, timestamp, uuid } = toRecord(raw);
  if (typeof event !== "string" || event === "") return "the event has no name";
  if (readDistinctId(raw) === "") return "the event has no distinct_id";
  if (timestamp !== undefined && timestamp !== null && typeof timestamp !== "string") {
    return "the timestamp is not a string";
  }
  if (uuid !== undefined && uuid !== null && !(typeof uuid === "string" && UUID.test(uuid))) {
    return "the uuid is not a uuid";
  }
  if (Buffer.byteLength(JSON.stringify(raw)) > MAX_EVENT_BYTES) return TOO_LARGE;
  return undefined;
}

/** The id of the person stands beside the name, or among the properties as posthog-js sends it. */
function readDistinctId(raw: unknown): string {
  const fields = toRecord(raw);
  const id = fields["distinct_id"] ?? toRecord(fields["properties"])["distinct_id"] ?? "";
  return typeof id === "string" ? id : JSON.stringify(id);
}

/** An event as the rest of the endpoint knows it. */
export function readEvent(raw: unknown, arrival: Arrival, reason?: string): ReceivedEvent {
  const fields = toRecord(raw);
  const { timestamp, uuid } = fields;
  return {
    event: String(fields["event"] ?? ""),
    distinctId: readDistinctId(raw),
    uuid: typeof uuid === "string" ? uuid : randomUUID(),
    properties: { ...toRecord(fields["properties"]), ...readPersonChanges(fields) },
    ...(typeof timestamp === "string" && { timestamp }),
    ...arrival,
    raw,
    accepted: reason === undefined,
    ...(reason !== undefined && { reason }),
  };
}

/** posthog-js puts these beside the properties, where they win over those of the same name within. */
function readPersonChanges(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const within = toRecord(fields["properties"]);
  const names = ["$set", "$set_once"].filter((name) => fields[name] !== undefined);
  return Object.fromEntries(
    names.map((name) => [name, { ...toRecord(within[name]), ...toRecord(fields[name]) }]),
  );
}

/** Refuses a request as a whole. */
export function refuseAll(status: number, answer: string): CheckedBatch {
  return { answer: { status, body: answer }, events: [] };
}

/** A JSON object, or an empty one for anything else. */
export function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
