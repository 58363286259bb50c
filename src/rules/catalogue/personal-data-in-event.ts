import * as z from "zod";
import { quote } from "../../text/words.ts";
import { defineRule } from "../rule.ts";

/** Personal data that every event would carry a copy of. */
export const personalDataInEvent = defineRule({
  name: "personal-data-in-event",
  severity: "warning",
  title: "Events carry no personal data.",
  options: {
    from: z
      .enum(["personal", "pseudonymous"])
      .default("personal")
      .meta({
        description: "The least `pii` that may not be on an event.",
        enumDescriptions: ["Only personal data may not.", "Pseudonymous ids may not, either."],
      }),
  },
  why: "Events are kept for years, copied into warehouses, and not changed any more. What is set on the person stands in one place, follows corrections, and goes when the person is deleted.",
  bad: `events:
  order_completed:
    description: A customer paid for an order.
    properties:
      billing_email: { type: string, pii: personal, description: Where the invoice goes. }
`,
  good: `person:
  billing_email: { type: string, pii: personal, optional: true, description: Where the invoice goes. }
events:
  order_completed: { description: A customer paid for an order. }
`,
  notes: "Only properties of the event itself are looked at, not those inside of an `object`.",
  *check({ plan, options: { from } }) {
    for (const event of plan.events) {
      if (event.status === "deprecated") continue;
      for (const { name, at, pii } of event.properties) {
        if (pii === "none" || (pii === "pseudonymous" && from === "personal")) continue;
        yield {
          at,
          part: "key",
          message: `${quote(event.name)} carries ${quote(name)}, which is ${pii === "personal" ? "personal data" : "pseudonymous"}.`,
          hint: "Set it on the person, or leave it out; the person's id leads to it already.",
        };
      }
    }
  },
});
