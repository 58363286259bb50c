import type { Entry } from "../../../../src/runtime/delivery/entry.ts";
import type { Message } from "../../../../src/runtime/message.ts";

/** A message that is known by its uuid. */
export function makeMessage(uuid: string, event = "e"): Message {
  return { event, uuid, distinctId: "ann", properties: {}, timestamp: new Date(0) };
}

/** A message that waits. */
export function makeEntry(uuid: string, more: Partial<Entry> = {}): Entry {
  return {
    message: makeMessage(uuid),
    bytes: 1,
    number: 1,
    attempts: 0,
    mayHaveArrived: false,
    readyAt: 0,
    ...more,
  };
}
