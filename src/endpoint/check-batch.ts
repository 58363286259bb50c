import { isRecord } from "../text/json.ts";
import { type Arrival, findFault, readEvent, readKey, TOO_LARGE } from "./raw-event.ts";
import type { Answer, ReceivedEvent, ReceivedRequest } from "./received.ts";

export interface CheckedBatch {
  readonly answer: Answer;
  readonly events: readonly ReceivedEvent[];
}

/**
 * Checks a request as PostHog's legacy capture does at all of its paths: an envelope with a batch, a list of events, or one event. One
 * bad event refuses the whole request.
 *
 * Source: `rust/capture/src/v0_request.rs` of PostHog/posthog.
 */
export function checkBatch({ body, path, query, receivedAt }: ReceivedRequest): CheckedBatch {
  const envelope = readEnvelope(body, path);
  if (envelope === undefined) return refuse(400, "the body has neither an event nor a batch");
  const { batch, keys } = envelope;
  if (batch.length === 0) return refuse(400, "the batch is empty");
  const sentAt = readSentAt(envelope.sentAt, new URLSearchParams(query).get("_"));
  const arrival: Arrival = { receivedAt, ...(sentAt !== undefined && { sentAt }) };
  const keyFault = keys.length > 1 ? "the events have several API keys" : findKeyFault(keys[0]);
  if (keyFault !== undefined) return refuse(401, keyFault, { batch, arrival });

  const faults = batch.map(findFault);
  const fault = faults.find((found) => found !== undefined);
  if (fault === undefined) {
    return {
      answer: { status: 200, body: { status: "Ok" } },
      events: batch.map((raw) => readEvent(raw, arrival)),
    };
  }
  return {
    answer: { status: faults.includes(TOO_LARGE) ? 413 : 400, body: fault },
    events: batch.map((raw, index) =>
      readEvent(raw, arrival, faults[index] ?? "another event of its request was refused"),
    ),
  };
}

interface Envelope {
  readonly batch: readonly unknown[];
  /** Different ones. */
  readonly keys: readonly unknown[];
  readonly sentAt?: unknown;
}

function readEnvelope(body: unknown, path: string): Envelope | undefined {
  if (Array.isArray(body)) {
    const keys = body.map(readKey).filter((key) => key !== undefined);
    return { batch: body, keys: [...new Set(keys)] };
  }
  if (!isRecord(body)) return undefined;
  const { batch, token, api_key: key, sent_at: sentAt } = body;
  if (Array.isArray(batch)) return { batch, keys: [token ?? key], sentAt };
  const keys = [readKey(body)];
  // What changes a person alone has no name.
  if (path.startsWith("/engage")) return { batch: [{ event: "$identify", ...body }], keys };
  return "event" in body ? { batch: [body], keys } : undefined;
}

/** Of the envelope, or in milliseconds in the query: seconds are not looked at. */
function readSentAt(sentAt: unknown, inQuery: string | null): string | undefined {
  if (typeof sentAt === "string" && !Number.isNaN(Date.parse(sentAt))) return sentAt;
  const time = new Date(/^\d+$/u.test(inQuery ?? "") ? Number(inQuery) : Number.NaN);
  return time.getUTCFullYear() > 2020 ? time.toISOString() : undefined;
}

const MAX_KEY_BYTES = 64;

/** Why PostHog would not look for a project with this key. */
export function findKeyFault(key: unknown): string | undefined {
  const text = typeof key === "string" ? key.trim() : "";
  if (text === "") return "the request has no API key";
  if (Buffer.byteLength(text) > MAX_KEY_BYTES) return `the API key is longer than ${MAX_KEY_BYTES} bytes`;
  if (text.includes("\0") || /[^\p{ASCII}]/u.test(text)) return "the API key is not ASCII text";
  return text.startsWith("phx_") ? "the API key is a personal one, not that of a project" : undefined;
}

/** Refuses a request as a whole, and with it the events that it has. */
export function refuse(
  status: number,
  reason: string,
  { batch, arrival }: { readonly batch: readonly unknown[]; readonly arrival: Arrival } = NOTHING,
): CheckedBatch {
  return {
    answer: { status, body: reason },
    events: batch.map((raw) => readEvent(raw, arrival, reason)),
  };
}

const NOTHING = { batch: [], arrival: { receivedAt: new Date(0) } };
