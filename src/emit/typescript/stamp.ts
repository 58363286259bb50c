import type { Plan } from "../../plan/plan.ts";
import { quoteString } from "../../text/quote.ts";
import { planHash } from "../tracked-plan.ts";
import { type Member, objectLiteral } from "./literals.ts";

/** The member `stamp` of a plan whose events say which version of it they were sent by. */
export function stampMember(plan: Plan): readonly Member[] {
  if (plan.output.stamp !== true) return [];
  const properties: readonly Member[] = [
    ["plan_name", quoteString(plan.name)],
    ["plan_hash", quoteString(planHash(plan))],
  ];
  return [["stamp", objectLiteral(properties)]];
}
