import type { Pointer } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import { defineRule, ownDeprecation, type RuleFinding } from "../rule.ts";

export const removalOverdue = defineRule({
  name: "removal-overdue",
  severity: "warning",
  title: "Nothing is kept past its removal date.",
  advisory: true,
  why: "Without a reminder, deprecated events are sent for years. The date in the plan is that reminder.",
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
    "The warning never fails a build, not even with `--strict`: a build must not start failing because a date has passed. It cannot be made an error.",
  *check({ plan, properties, today }) {
    function* checkOne(name: string, day: string | undefined, at: Pointer): Iterable<RuleFinding> {
      // YYYY-MM-DD sorts as text.
      if (day === undefined || day >= today) return;
      yield {
        at: [...at, "remove_after"],
        message: `${quote(name)} should have been removed after ${day}.`,
        hint: "Remove it, or set a later date.",
      };
    }

    for (const { name, at, alsoSentAs, deprecated, removeAfter } of plan.events) {
      yield* checkOne(name, removeAfter, at);
      yield* checkOne(name, deprecated?.removeAfter, [...at, "deprecated"]);
      if (alsoSentAs?.until === undefined || alsoSentAs.until >= today) continue;
      yield {
        at: [...at, "also_sent_as", "until"],
        message: `${quote(name)} should no longer be sent as ${quote(alsoSentAs.name)} after ${alsoSentAs.until}.`,
        hint: "Remove `also_sent_as`, or set a later date.",
      };
    }
    for (const placed of properties) {
      const { name, at } = placed.property;
      yield* checkOne(name, ownDeprecation(placed)?.removeAfter, [...at, "deprecated"]);
    }
  },
});
