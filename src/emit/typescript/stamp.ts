import type { Plan } from "../../plan/plan.ts";
import { quoteString } from "../../text/quote.ts";
import { planHash } from "../tracked-plan.ts";
import { type Member, objectLiteral } from "./literals.ts";

/** The properties that say which version of a plan an event was sent by; `undefined` where the plan does not want them. */
export function stampLiteral(plan: Plan): string | undefined {
  if (plan.output.stamp !== true) return undefined;
  return objectLiteral([
    ["plan_name", quoteString(plan.name)],
    ["plan_hash", quoteString(planHash(plan))],
  ]);
}

/** The member `stamp` of a plan that wants one. */
export function stampMember(plan: Plan): readonly Member[] {
  const stamp = stampLiteral(plan);
  return stamp === undefined ? [] : [["stamp", stamp]];
}
