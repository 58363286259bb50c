import type { Pointer } from "../../plan/pointer.ts";
import type { Deprecation } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import { defineRule, ownDeprecation, type RuleFinding } from "../rule.ts";

interface Deprecated {
  readonly name: string;
  readonly at: Pointer;
  readonly deprecated?: Deprecation | undefined;
}

/** Things whose last day has passed. */
export const removalOverdue = defineRule({
  name: "removal-overdue",
  severity: "warning",
  title: "What was to be removed by today is gone.",
  advisory: true,
  why: "What was to go and did not is sent for years. The day stands in the plan so that somebody is reminded.",
  bad: `events:
  order_paid:
    description: A customer paid for an order.
    status: deprecated
    deprecated: { since: 2019-01-31, reason: Nobody reads it., remove_after: 2019-07-31 }
  order_completed: { description: A customer got what was ordered. }
`,
  good: `events:
  order_completed: { description: A customer got what was ordered. }
`,
  notes:
    "It is a warning that fails nothing, also with `--strict`: a day that passes must not break a change that has nothing to do with it. It cannot be made an error.",
  *check({ plan, properties, today }) {
    function* checkOne({ name, at, deprecated }: Deprecated): Iterable<RuleFinding> {
      const day = deprecated?.removeAfter;
      // Days written as YYYY-MM-DD are in the order of their text.
      if (day === undefined || day >= today) return;
      yield {
        at: [...at, "deprecated", "remove_after"],
        message: `${quote(name)} was to be removed after ${day}.`,
        hint: "Remove it, or choose a later day.",
      };
    }

    for (const event of plan.events) yield* checkOne(event);
    for (const placed of properties)
      if (ownDeprecation(placed) !== undefined) yield* checkOne(placed.property);
  },
});
