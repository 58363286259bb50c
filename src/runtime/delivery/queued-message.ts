import type { Message } from "../message.ts";
import type { ClaimedRow } from "./outbox.ts";

/** The final outcome of an accepted message. */
export type Outcome =
  /** PostHog confirmed that it has the message. */
  | { readonly kind: "delivered" }
  /** PostHog does not have the message. The reason is a code such as `http_401`. */
  | { readonly kind: "lost"; readonly reason: string }
  /** It was sent, and no answer says whether PostHog has it. */
  | { readonly kind: "unknown"; readonly reason: string }
  /** It is durable, and its store has it: this process or another sends it later. */
  | { readonly kind: "released" };

/** The state of an accepted message. */
export type MessageState = "queued" | "inFlight" | Outcome["kind"];

/**
 * An accepted message with its delivery state, which only its queue changes.
 *
 * ```text
 * accepted ─→ queued ⇄ inFlight ─→ delivered, unknown or lost
 *                └───────────────→ unknown or lost
 * ```
 *
 * A durable message gets into the queue when it is claimed from its store. There, unknown and lost mean that the store parks it. At the
 * end it is released.
 */
export interface QueuedMessage {
  readonly message: Message;
  /** What a durable message is in its store. */
  readonly claim: Pick<ClaimedRow, "id" | "isKeyed"> | undefined;
  /** Approximate size, in characters of JSON. */
  readonly bytes: number;
  /** Position in the queue: the first accepted message has 1. */
  readonly number: number;
  state: MessageState;
  /** Number of requests that contained it. */
  attempts: number;
  /** Whether one of these requests got no answer, so that PostHog may have the message. */
  mayHaveArrived: boolean;
  /** Earliest time of the next attempt, on the clock of `Timing`. */
  readyAt: number;
}

/** Maximum size of a message, in bytes: PostHog refuses events over 1,000,000, and adds to them before it measures again. */
export const MAX_MESSAGE_BYTES = 900_000;

/** Size of everything but the properties: the uuid, the time, the names of the fields. */
const ENVELOPE = 160;

/** Approximate size of a message, in characters of JSON. Non-Latin text takes up to three times that in bytes. */
export function weigh({ event, distinctId, properties, groups }: Message): number {
  let size = ENVELOPE + event.length + distinctId.length;
  for (const name of Object.keys(properties)) size += name.length + weighValue(properties[name]) + 4;
  if (groups === undefined) return size;
  for (const type of Object.keys(groups)) size += type.length + (groups[type] as string).length + 6;
  return size;
}

function weighValue(value: unknown): number {
  if (typeof value === "string") return value.length + 2;
  return typeof value === "object" && value !== null ? JSON.stringify(value).length : 8;
}
