import type { Answer, ReceivedEvent } from "./received.ts";

/** Size of one event that PostHog's capture takes. Source: `rust/capture/src/config.rs`. */
const MAX_EVENT_BYTES = 1_000_000;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/iu;

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
export function checkBatch(body: unknown): CheckedBatch {
  const { api_key: key, batch } = toRecord(body);
  if (typeof key !== "string" || key.trim() === "") {
    return refuseAll(401, "API key is not valid", []);
  }
  if (!Array.isArray(batch)) return refuseAll(400, "the body has no batch", []);
  if (batch.length === 0) return refuseAll(400, "the batch is empty", []);

  const faults = batch.map(findFault);
  const tooLarge = faults.includes(TOO_LARGE);
  if (faults.some((fault) => fault !== undefined)) {
    const reasons = faults.map((fault) => fault ?? "another event of its request was refused");
    return refuseAll(tooLarge ? 413 : 400, faults.find((fault) => fault !== undefined) ?? "", batch, reasons);
  }
  return {
    answer: { status: 200, body: { status: "Ok" } },
    events: batch.map((raw) => readEvent(raw)),
  };
}

const TOO_LARGE = "the event is larger than 1 MB";

function findFault(raw: unknown): string | undefined {
  const { event, timestamp, uuid } = toRecord(raw);
  if (typeof event !== "string" || event === "") return "the event has no name";
  if (readEvent(raw).distinctId === "") return "the event has no distinct_id";
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
function readEvent(raw: unknown, reason?: string): ReceivedEvent {
  const fields = toRecord(raw);
  const properties = toRecord(fields["properties"]);
  const id = fields["distinct_id"] ?? properties["distinct_id"] ?? "";
  return {
    event: String(fields["event"] ?? ""),
    distinctId: typeof id === "string" ? id : JSON.stringify(id),
    properties,
    raw,
    accepted: reason === undefined,
    ...(reason !== undefined && { reason }),
  };
}

function refuseAll(
  status: number,
  answer: string,
  batch: readonly unknown[],
  reasons: readonly string[] = [],
): CheckedBatch {
  return {
    answer: { status, body: answer },
    events: batch.map((raw, index) => readEvent(raw, reasons[index] ?? answer)),
  };
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
