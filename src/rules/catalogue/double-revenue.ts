import type { PlanEvent } from "../../plan/plan.ts";
import { quote } from "../../text/words.ts";
import { defineRule } from "../rule.ts";
import { isPastTense } from "../words/word-forms.ts";
import { splitWords } from "../words/name-style.ts";

/** Words for one and the same thing: money comes in. */
const PAYING =
  "bill buy charge checkout deal invoice order pay payment purchase sale sell subscribe subscription transaction";

/** Money that goes the other way is another thing, by whatever name. */
const GOING_BACK = "chargeback dispute refund reversal reverse return void";

/** Words that many events share and that say nothing about which money it is. */
const GENERAL = "account app customer event organization team user";

/** What an event is about where it is about paying, by whichever word. */
const PAYMENT = "";

/** Two events that count one payment as revenue. */
export const doubleRevenue = defineRule({
  name: "double-revenue",
  severity: "warning",
  title: "One payment is revenue once.",
  why: "PostHog adds up the revenue of all events. Where the checkout and the payment both send it, every sale is there twice, and nothing in the data shows it: they are two events with two ids.",
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
    "Two live events with `revenue` are told when both names speak of paying (`checkout`, `order`, `payment`, `invoice`, `subscription` and their like) or share their object. Refunds and chargebacks are left alone. Where the two can never report one payment, an exception says why.",
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
        // Events of all kinds share verbs: the object tells what was paid.
        return general.has(key) || isPastTense(word) ? [] : [key];
      });
      const other = topics.map((topic) => first.get(topic)).find((seen) => seen !== undefined);
      for (const topic of topics) if (!first.has(topic)) first.set(topic, event);
      if (other === undefined) continue;
      yield {
        at: [...event.at, "revenue"],
        part: "key",
        message: `${quote(event.name)} sends revenue, and so does ${quote(other.name)}: a payment that both report counts twice.`,
        hint: "Keep `revenue` on one of them, or make an exception that says why no payment is in both.",
        related: [{ at: [...other.at, "revenue"], part: "key", message: "The other is here." }],
      };
    }
  },
});
