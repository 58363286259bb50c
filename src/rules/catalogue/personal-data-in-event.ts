import { quote } from "../../text/words.ts";
import { defineRule } from "../rule.ts";

export const personalDataInEvent = defineRule({
  name: "personal-data-in-event",
  severity: "warning",
  security: true,
  title: "Events contain no personal data.",
  options: {
    from: {
      kind: "choice",
      description: "The lowest level of `pii` that events must not contain.",
      choices: ["personal", "pseudonymous"],
      meanings: ["No personal data.", "No pseudonymous ids either."],
      default: "personal",
    },
  },
  why: "Events are kept for years, copied into warehouses and never changed. A property of the person is stored in one place, can be corrected and is deleted with the person.",
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
  notes: "Only top-level properties of the event are checked.",
  *check({ plan, options: { from } }) {
    for (const event of plan.events) {
      if (event.status === "deprecated") continue;
      for (const { name, at, pii, bundle } of event.properties) {
        if (pii === "none" || (pii === "pseudonymous" && from === "personal")) continue;
        // Told once of a bundle, however many events have it.
        const holder = bundle === undefined ? quote(event.name) : `The bundle ${quote(bundle)}`;
        yield {
          at,
          part: "key",
          message: `${holder} contains ${quote(name)}, which is ${pii === "personal" ? "personal data" : "pseudonymous"}.`,
          hint: "Set it on the person or remove it: the event already has the person's id.",
        };
      }
    }
  },
});
