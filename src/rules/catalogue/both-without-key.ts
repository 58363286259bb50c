import { mayBeMissing } from "../../plan/property.ts";
import { quote, allOf } from "../../text/words.ts";
import { defineRule } from "../rule.ts";

/** Events of both sides whose key may be absent. The format requires one. */
export const bothWithoutKey = defineRule({
  name: "both-without-key",
  severity: "warning",
  title: "An event sent by both sides always has its key.",
  why: "Both sides derive the same uuid from the key, so that PostHog counts one event. If a part of the key is absent, each side creates its own uuid and the event counts twice.",
  bad: `events:
  order_completed:
    description: A customer paid for an order.
    source: both
    owner_side: server
    idempotency: { key: [order_id], at: the order's \`paid_at\` }
    properties:
      order_id: { type: string, optional: true, description: The order in the shop's database. }
`,
  good: `events:
  order_completed:
    description: A customer paid for an order.
    source: both
    owner_side: server
    idempotency: { key: [order_id], at: the order's \`paid_at\` }
    properties:
      order_id: { type: string, description: The order in the shop's database. }
`,
  notes: "An event of both sides without `idempotency` is an error.",
  *check({ plan }) {
    for (const { name, source, idempotency, properties, at, status } of plan.events) {
      if (source !== "both" || status === "deprecated" || idempotency?.key.kind !== "properties") continue;
      const names = new Set(idempotency.key.properties);
      const absent = properties.filter(
        (property) => names.has(property.name) && (property.nullable || mayBeMissing(property.source)),
      );
      const [first] = absent;
      if (first === undefined) continue;
      const parts = allOf(absent.map((property) => property.name));
      yield {
        at: [...at, "idempotency"],
        part: "key",
        message: `Both sides send ${quote(name)}, but ${parts} of its key may be absent. Without the key, the event counts twice.`,
        hint: `Make ${parts} required, or use \`key: caller\`.`,
        related: [{ at: first.at, part: "key", message: "The part of the key is here." }],
      };
    }
  },
});
