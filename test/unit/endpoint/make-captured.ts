import type { CapturedEvent } from "../../../src/endpoint/captured-event.ts";

export const NOON = new Date("2026-11-23T12:00:00.000Z");

/** An event that arrived at noon, with a uuid of its own unless the parts name one. */
export function makeCaptured(event: string, parts: Partial<CapturedEvent> = {}): CapturedEvent {
  return {
    event,
    distinctId: "user_1",
    uuid: crypto.randomUUID(),
    properties: {},
    timestamp: NOON.toISOString(),
    receivedAt: NOON,
    ...parts,
  };
}

/** What posthog-js sends when an anonymous visitor logs in. */
export function makeIdentify(from: string, to: string): CapturedEvent {
  return makeCaptured("$identify", { distinctId: to, properties: { $anon_distinct_id: from } });
}
