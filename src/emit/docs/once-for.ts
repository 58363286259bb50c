import type { Idempotency, PlanEvent } from "../../plan/plan.ts";
import { code, prose } from "../../text/markdown.ts";

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

/**
 * Whose time a keyed event has, as a part of a sentence, for a cell; empty where the plan does not say.
 *
 * @example timeOf({ key, at: "the session's `created`." }) // "the session's `created`"
 */
export function timeOf({ at }: Idempotency): string {
  return prose((at ?? "").trim().replace(/\.$/u, ""), "cell");
}
