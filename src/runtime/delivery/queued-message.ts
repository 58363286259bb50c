import type { Message } from "../message.ts";

/** How an accepted message ended. There is no fourth way. */
export type Outcome =
  /** PostHog said that it has it. */
  | { readonly kind: "delivered" }
  /** PostHog does not have it. The reason is a word such as `http_401`. */
  | { readonly kind: "lost"; readonly reason: string }
  /** It was sent, and nothing that came back says whether PostHog has it. */
  | { readonly kind: "unknown"; readonly reason: string };

/** Where an accepted message is. */
export type MessageState = "queued" | "inFlight" | Outcome["kind"];

/**
 * An accepted message, and what has happened to it so far. Only its outbox changes it.
 *
 * ```text
 * accepted ─→ queued ⇄ inFlight ─→ delivered, unknown or lost
 *                └───────────────→ unknown or lost
 * ```
 */
export interface QueuedMessage {
  readonly message: Message;
  /** About what it weighs, in characters of JSON. */
  readonly bytes: number;
  /** The first accepted message of an outbox has 1. */
  readonly number: number;
  state: MessageState;
  /** Requests that carried it. */
  attempts: number;
  /** Whether one of them ended without an answer: PostHog may have it. */
  mayHaveArrived: boolean;
  /** Not to be sent before, on the clock of `Timing`. */
  readyAt: number;
}

/** Longest message that is sent, in bytes: PostHog refuses events over 1,000,000, and adds to them before it measures again. */
export const MAX_MESSAGE_BYTES = 900_000;

/** What stands around the properties of a message: the uuid, the time, the names of the fields. */
const ENVELOPE = 160;

/** About what a message weighs, in characters of JSON. Text in other scripts takes up to three times that in bytes. */
export function weigh({ event, distinctId, properties, groups }: Message): number {
  let size = ENVELOPE + event.length + distinctId.length;
  for (const [name, value] of Object.entries(properties)) size += name.length + weighValue(value) + 4;
  for (const [type, key] of Object.entries(groups ?? {})) size += type.length + key.length + 6;
  return size;
}

function weighValue(value: unknown): number {
  if (typeof value === "string") return value.length + 2;
  return typeof value === "object" && value !== null ? JSON.stringify(value).length : 8;
}
