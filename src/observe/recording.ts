import { type CapturedEvent, UNREAD_REQUEST } from "../endpoint/captured-event.ts";
import type { ReceivedEvent } from "../endpoint/received.ts";
import { isRecord } from "../text/json.ts";

/** Events that arrived, for later: to compare with, and to make a plan from. */
export interface Recording {
  /** Of the plan's product. */
  readonly plan: string;
  readonly events: readonly RecordedMessage[];
}

/** An event as it arrived, without what only its request said. */
export type RecordedMessage = Omit<CapturedEvent, "receivedAt" | "sentAt">;

const FORMAT = 1;

/** The text of a recording: a line for each event, so that two recordings can be compared. */
export function writeRecording({ plan, events }: Recording): string {
  const sent = events.filter(({ event }) => event !== UNREAD_REQUEST);
  const lines = sent.map(({ event, distinctId, uuid, timestamp, properties }) =>
    JSON.stringify({ event, distinctId, uuid, ...(timestamp !== undefined && { timestamp }), properties }),
  );
  const head = `"format":${FORMAT},"plan":${JSON.stringify(plan)}`;
  return lines.length === 0 ? `{${head},"events":[]}\n` : `{${head},"events":[\n${lines.join(",\n")}\n]}\n`;
}

/**
 * Reads the text of a recording.
 *
 * @returns why it is none, as the end of a sentence, where it is none
 */
export function readRecording(text: string): Recording | { readonly fault: string } {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { fault: "is not JSON" };
  }
  if (!isRecord(raw) || !Array.isArray(raw["events"]))
    return { fault: "is not a recording: it has no `events`" };
  if (raw["format"] !== FORMAT) return { fault: "has a format that this version does not know" };
  const events = (raw["events"] as readonly unknown[]).map(readMessage);
  const index = events.indexOf(undefined);
  return index === -1
    ? { plan: String(raw["plan"] ?? ""), events: events as readonly RecordedMessage[] }
    : { fault: `is not a recording: its event ${index + 1} is malformed` };
}

function readMessage(raw: unknown): RecordedMessage | undefined {
  if (!isRecord(raw)) return undefined;
  const { event, distinctId, uuid, timestamp, properties } = raw;
  if (typeof event !== "string" || typeof distinctId !== "string" || typeof uuid !== "string")
    return undefined;
  if (!isRecord(properties)) return undefined;
  return { event, distinctId, uuid, properties, ...(typeof timestamp === "string" && { timestamp }) };
}

/** A recorded event as it arrived. It is taken for received when it happened; one without a time, at the start of 1970. */
export function asReceived(event: RecordedMessage): ReceivedEvent {
  const happened = new Date(event.timestamp ?? 0);
  const receivedAt = Number.isNaN(happened.getTime()) ? new Date(0) : happened;
  return { ...event, receivedAt, raw: undefined, accepted: true };
}
