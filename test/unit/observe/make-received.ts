import type { ReceivedEvent } from "../../../src/endpoint/received.ts";

let count = 0;

/** An event that arrived, of a person of the contract `user_<uuid>`. Each has a random uuid of its own. */
export function makeReceived(event: string, parts: Partial<ReceivedEvent> = {}): ReceivedEvent {
  count += 1;
  return {
    event,
    distinctId: "user_9f8b3c1e-5d2a-4e6f-8a7b-1c2d3e4f5a6b",
    uuid: `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`,
    properties: {},
    receivedAt: new Date("2026-11-23T12:00:00Z"),
    raw: {},
    accepted: true,
    ...parts,
  };
}
