import type { Deprecation, Pointer } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import { defineRule, ownDeprecation, type RuleFinding } from "../rule.ts";

interface Deprecated {
  readonly name: string;
  readonly at: Pointer;
  readonly deprecated?: Deprecation | undefined;
}

export const incompleteDeprecation = defineRule({
  name: "incomplete-deprecation",
  severity: "warning",
  title: "A deprecation states since when it applies and what replaces it.",
  why: "Without a date nobody starts to migrate; without a replacement nobody can.",
  bad: `events:
  order_paid:
    description: A customer paid for an order.
    status: deprecated
  order_completed: { description: A customer got what was ordered. }
`,
  good: `events:
  order_paid:
    description: A customer paid for an order.
    status: deprecated
    deprecated: { since: 2026-01-31, use: order_completed, remove_after: 2026-07-31 }
  order_completed: { description: A customer got what was ordered. }
`,
  notes:
    "Set `since` or `remove_after` to a date. Set `use` to the replacement, or `reason` if nothing replaces it.",
  *check({ plan, properties }) {
    for (const event of plan.events) if (event.status === "deprecated") yield* checkOne(event);
    for (const placed of properties)
      if (ownDeprecation(placed) !== undefined) yield* checkOne(placed.property);
  },
});

function* checkOne({ name, at, deprecated = {} }: Deprecated): Iterable<RuleFinding> {
  const { since, removeAfter, use, reason } = deprecated;
  const lacks = [
    ...(since === undefined && removeAfter === undefined ? ["since when"] : []),
    ...(use === undefined && reason === undefined ? ["what replaces it"] : []),
  ];
  if (lacks.length === 0) return;
  yield {
    at: [...at, "deprecated"],
    part: "key",
    message: `${quote(name)} is deprecated but does not say ${lacks.join(" or ")}.`,
    hint:
      lacks.length === 1 && lacks[0] === "since when"
        ? "Add `since:` to `deprecated`, and `remove_after:` once it is known."
        : "Add `deprecated: { since: …, use: … }`, or `reason:` if nothing replaces it.",
  };
}
