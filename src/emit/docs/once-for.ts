import type { PlanEvent } from "../../plan/plan.ts";
import { code } from "../../text/markdown.ts";

/**
 * What a keyed event counts once for, as Markdown for a cell; empty for other events.
 *
 * @example onceFor(checkoutCompleted) // "person and `stripe_session_id`"
 */
export function onceFor({ actor, idempotency }: PlanEvent): string {
  const sender = actor === "user" ? "person" : code(actor);
  switch (idempotency?.key.kind) {
    case "properties":
      return [sender, ...idempotency.key.properties.map((name) => code(name, "cell"))].join(" and ");
    case "once":
      return sender;
    case "caller":
      return `${sender} and key that the caller passes`;
    default:
      return "";
  }
}
