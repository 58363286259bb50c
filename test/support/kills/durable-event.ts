import { bytesOf, uuidOf } from "../../../src/portable/event-uuid.ts";
import type { EventDefinition, PlanContract } from "../../../src/runtime/definition.ts";

const namespace = bytesOf("6ba7b810-9dad-41d1-80b4-00c04fd430c8");

const plan: PlanContract = {
  name: "shop",
  parseUserId: (raw) => ({ ok: true, id: String(raw) }),
  eventUuid: (event, id, key) => uuidOf(namespace, [event, id, ...key]),
  actors: {},
  person: { fields: {} },
  groups: {},
};

export { plan as durablePlan };

/** A durable event that counts once for a key of the caller. */
export const creditsBought: EventDefinition<{ readonly credits: number }> = {
  plan,
  name: "credits_bought",
  rules: () => ({ durable: true, idempotency: "caller", fields: { credits: { type: "number" } } }),
};

/** Credits that the server of the tests cannot read. */
export const UNREADABLE = -1;
