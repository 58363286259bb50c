import { looseForm } from "../../plan/names.ts";
import type { PlanEvent } from "../../plan/plan.ts";
import { quote } from "../../text/words.ts";
import { defineRule } from "../rule.ts";
import { describeDifference, keysOfName } from "../../naming/similar-names.ts";

/** Names of which one has `as` because they differ in nothing else: reading has asked for that. */
function areToldApart(a: PlanEvent, b: PlanEvent): boolean {
  return (a.as !== undefined || b.as !== undefined) && looseForm(a.name) === looseForm(b.name);
}

export const similarEvents = defineRule({
  name: "similar-events",
  severity: "warning",
  title: "No two event names are easily confused.",
  why: "Two names for one thing split its numbers. If half of the team sends `subscription_canceled` and the other half `subscription_cancelled`, every chart shows only one half. Case, separators, British or American spelling, plural, tense and word order make no difference.",
  bad: `events:
  subscription_canceled: { description: A customer ended a subscription. }
  subscription_cancelled: { description: A subscription ended in the old backend. }
  user_signed_up: { description: A person made an account. }
  sign_up_user: { description: A person sent the form of the signup page. }
`,
  good: `events:
  subscription_canceled: { description: A customer ended a subscription. }
  user_signed_up: { description: A person made an account. }
  signup_form_sent: { description: A person sent the form of the signup page. }
`,
  notes:
    "Deprecated events are not compared, nor are two that differ only in case and separators and have `as`: without it they are an error.",
  *check({ plan, normalize }) {
    const first = new Map<string, PlanEvent>();
    for (const event of plan.events) {
      // Deprecating one of them is the fix.
      if (event.status === "deprecated") continue;
      const keys = keysOfName(event.name, normalize);
      const other = keys.map((key) => first.get(key)).find((seen) => seen !== undefined);
      for (const key of keys) if (!first.has(key)) first.set(key, event);
      if (other === undefined || areToldApart(event, other)) continue;
      const difference = describeDifference(event.name, other.name, normalize);
      yield {
        at: event.at,
        part: "key",
        message: `${quote(event.name)} and ${quote(other.name)} differ only in ${difference}.`,
        hint: "Keep one and deprecate the other with `use`, or give them names that show the difference.",
        related: [{ at: other.at, part: "key", message: "The other is here." }],
      };
    }
  },
});
