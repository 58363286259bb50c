import { parseTime } from "./deduplicate.ts";
import { type Form, readForms } from "./forms.ts";
import { type Arrival, findFault, readEvent, readRefused, toRecord, TOO_LARGE } from "./raw-event.ts";
import type { Answer, ReceivedEvent, ReceivedRequest } from "./received.ts";

export interface CheckedBatch {
  readonly answer: Answer;
  readonly events: readonly ReceivedEvent[];
}

/**
 * Checks a request as PostHog's legacy capture does at all of its paths: an envelope with a batch, a list of events, or one event. One
 * bad event refuses the whole request. Where no event can be read, one stands for the request.
 *
 * Source: `rust/capture/src/v0_request.rs`, `payload/analytics.rs` and `events/analytics.rs` of PostHog/posthog.
 */
export function checkBatch({ body, bodyFault, path, query, receivedAt }: ReceivedRequest): CheckedBatch {
  const parameters = new URLSearchParams(query);
  const forms = bodyFault === undefined ? readForms(body, path) : [];
  const form = forms.find(({ fault }) => fault === undefined) ?? forms[0];
  const unread = findQueryFault(parameters) ?? bodyFault?.reason ?? findShapeFault(form);
  const sentAt = readSentAt(form?.sentAt, parameters.get("_") ?? parameters.get("sent_at"));
  const arrival: Arrival = { receivedAt, ...(sentAt !== undefined && { sentAt }) };
  if (form === undefined || unread !== undefined) {
    const reason = unread ?? "";
    const status = reason === bodyFault?.reason && bodyFault.kind === "too large" ? 413 : 400;
    return { answer: { status, body: reason }, events: [readEvent(undefined, arrival, reason)] };
  }
  const { batch } = form;
  const refusal = findRefusal(form);
  if (refusal !== undefined) {
    const { status, reason, faults = [] } = refusal;
    const ofOthers = faults.length > 0 ? "another event of its request was refused" : reason;
    const read = (raw: unknown, index: number) => readEvent(raw, arrival, faults[index] ?? ofOthers);
    return { answer: { status, body: reason }, events: readRefused(batch, read, { reason, arrival }) };
  }
  return {
    answer: parameters.get("beacon") === "1" && !batch.every(isDropped) ? NO_CONTENT : OK,
    events: batch.map((raw) => readEvent(raw, arrival, isDropped(raw) ? DROPPED : undefined)),
  };
}

function findShapeFault(form: Form | undefined): string | undefined {
  if (form === undefined) return "the body has neither an event nor a batch";
  return form.batch.length === 0 ? "the batch is empty" : undefined;
}

/** Why all events of a request are refused. */
interface Refusal {
  readonly status: number;
  readonly reason: string;
  /** What is wrong with each, where that is the reason. */
  readonly faults?: readonly (string | undefined)[];
}

/** In PostHog's order: what cannot be read, then the key, then what is wrong with an event, and its size last. */
function findRefusal({ batch, fault, faults: unreadable, keys }: Form): Refusal | undefined {
  if (fault !== undefined)
    return { status: 400, reason: fault, ...(unreadable.includes(fault) && { faults: unreadable }) };
  if (batch.every(isDropped)) return undefined;
  const keyFault = keys.length > 1 ? "the events have several API keys" : findKeyFault(keys[0]);
  if (keyFault !== undefined) return { status: 401, reason: keyFault };
  const faults = batch.map((raw) => (isDropped(raw) ? undefined : findFault(raw)));
  const first = faults.find((found) => found !== undefined && found !== TOO_LARGE);
  if (first !== undefined) return { status: 400, reason: first, faults };
  return faults.includes(TOO_LARGE) ? { status: 413, reason: TOO_LARGE, faults } : undefined;
}

const OK: Answer = { status: 200, body: { status: "Ok" } };
const NO_CONTENT: Answer = { status: 204 };

/** Of old versions of posthog-js: PostHog says that it took them. */
const DROPPED = "it drops events of this name, and says that it took them";

function isDropped(raw: unknown): boolean {
  return toRecord(raw)["event"] === "$performance_event";
}

/** Numbers that PostHog reads from the query before it looks at the body. */
function findQueryFault(parameters: URLSearchParams): string | undefined {
  const name = ["_", "sent_at", "beacon"].find((parameter) =>
    parameters.getAll(parameter).some((value) => !/^[+-]?\d+$/u.test(value)),
  );
  return name === undefined ? undefined : `the \`${name}\` of the query is not a whole number`;
}

/** Of the envelope, or in milliseconds in the query: seconds are not looked at. */
function readSentAt(sentAt: unknown, inQuery: string | null): string | undefined {
  if (typeof sentAt === "string" && hasOffset(sentAt) && parseTime(sentAt) !== undefined) return sentAt;
  const time = new Date(inQuery === null ? Number.NaN : Number(inQuery));
  return time.getUTCFullYear() > 2020 ? time.toISOString() : undefined;
}

/** A time of an envelope counts only with its zone. */
function hasOffset(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(?:Z|[+-]\d\d(?::?\d\d)?)$/u.test(text);
}

const MAX_KEY_BYTES = 64;

/** Why PostHog would not look for a project with this key. */
export function findKeyFault(key: string | undefined): string | undefined {
  const text = key?.trim() ?? "";
  if (text === "") return "the request has no API key";
  if (Buffer.byteLength(text) > MAX_KEY_BYTES) return `the API key is longer than ${MAX_KEY_BYTES} bytes`;
  if (text.includes("\0") || /[^\p{ASCII}]/u.test(text)) return "the API key is not ASCII text";
  return text.startsWith("phx_") ? "the API key is a personal one, not that of a project" : undefined;
}
