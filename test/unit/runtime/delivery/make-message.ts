import type { QueuedMessage } from "../../../../src/runtime/delivery/queued-message.ts";
import type { Message } from "../../../../src/runtime/message.ts";

/** A message that is known by its uuid. */
export function makeMessage(uuid: string, event = "e"): Message {
  return { event, uuid, distinctId: "ann", properties: {}, timestamp: new Date(0) };
}

/** A message that waits. */
export function makeQueued(uuid: string, more: Partial<QueuedMessage> = {}): QueuedMessage {
  return {
    message: makeMessage(uuid),
    claim: undefined,
    bytes: 1,
    number: 1,
    state: "queued",
    attempts: 0,
    mayHaveArrived: false,
    readyAt: 0,
    ...more,
  };
}
