import type { Message } from "../message.ts";
import type { OutboxRow } from "./outbox.ts";

/** A message as a store keeps it. */
export function toRow(message: Message, isKeyed: boolean): OutboxRow {
  const { uuid, event, distinctId } = message;
  return { uuid, event, distinctId, isKeyed, body: JSON.stringify(message) };
}

/** The message of a row; `undefined` when its body is damaged. Only the body is text that every store keeps as it is. */
export function toMessage({ body }: OutboxRow): Message | undefined {
  try {
    const { event, distinctId, properties, groups, timestamp, uuid } = JSON.parse(body) as Omit<
      Message,
      "timestamp"
    > & {
      readonly timestamp: string;
    };
    const time = new Date(timestamp);
    if (Number.isNaN(time.getTime()) || typeof properties !== "object" || properties === null)
      return undefined;
    return { event, distinctId, properties, ...(groups && { groups }), timestamp: time, uuid };
  } catch {
    return undefined;
  }
}
