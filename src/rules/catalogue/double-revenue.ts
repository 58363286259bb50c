import type { PlanEvent } from "../../plan/plan.ts";
import { quote } from "../../text/words.ts";
import { defineRule } from "../rule.ts";
import { isPastTense } from "../../naming/word-forms.ts";
import { splitWords } from "../../naming/name-style.ts";

/** Words for incoming money. */
const PAYING =
  "bill buy charge checkout deal invoice order pay payment purchase sale sell subscribe subscription transaction";

/** Words for outgoing money. */
const GOING_BACK = "chargeback dispute refund reversal reverse return void";

/** Common words that do not identify a payment. */
const GENERAL = "account app customer event organization team user";

/** The common object of all events about payments. */
const PAYMENT = "";

export const doubleRevenue = defineRule({
  name: "double-revenue",
  severity: "warning",
  title: "A payment counts as revenue once.",
  why: "PostHog adds up the revenue of all events. If the checkout and the payment both send it, every sale counts twice. The data does not show it: they are two events with two ids.",
  bad: `events:
  checkout_completed:
    description: A customer paid at the checkout page.
    revenue: { amount: amount_usd, currency: USD }
    properties: { amount_usd: { type: number, unit: USD, description: What the customer paid. } }
  payment_succeeded:
    description: The bank confirmed a payment.
    revenue: { amount: amount_usd, currency: USD }
    properties: { amount_usd: { type: number, unit: USD, description: What arrived. } }
`,
  good: `events:
  checkout_completed:
    description: A customer paid at the checkout page.
    properties: { amount_usd: { type: number, unit: USD, description: What the customer paid. } }
  payment_succeeded:
    description: The bank confirmed a payment.
    revenue: { amount: amount_usd, currency: USD }
    properties: { amount_usd: { type: number, unit: USD, description: What arrived. } }
`,
  notes:
    "Two live events with `revenue` are reported if both names are about payments (`checkout`, `order`, `payment`, `invoice`, `subscription` and similar words) or share their object. Refunds and chargebacks are ignored. If the two never report the same payment, an exception says why.",
  *check({ plan, normalize }) {
    const keysOf = (words: string): ReadonlySet<string> =>
      new Set(words.split(" ").map((word) => normalize(word).key));
    const [paying, goingBack, general] = [keysOf(PAYING), keysOf(GOING_BACK), keysOf(GENERAL)];
    const first = new Map<string, PlanEvent>();
    for (const event of plan.events) {
      if (event.revenue === undefined || event.status !== "live") continue;
      const words = splitWords(event.name).map((word) => ({ word, key: normalize(word).key }));
      if (words.some(({ key }) => goingBack.has(key))) continue;
      const topics = words.flatMap(({ word, key }) => {
        if (paying.has(key)) return [PAYMENT];
        // Verbs are shared by unrelated events: only the object identifies the payment.
        return general.has(key) || isPastTense(word) ? [] : [key];
      });
      const other = topics.map((topic) => first.get(topic)).find((seen) => seen !== undefined);
      for (const topic of topics) if (!first.has(topic)) first.set(topic, event);
      if (other === undefined) continue;
      yield {
        at: [...event.at, "revenue"],
        part: "key",
        message: `${quote(event.name)} and ${quote(other.name)} both send revenue: a payment that both report counts twice.`,
        hint: "Keep `revenue` on one of them, or add an exception that says why they never report the same payment.",
        related: [{ at: [...other.at, "revenue"], part: "key", message: "The other is here." }],
      };
    }
  },
});
