import { hasPersonalKey, personalKeyOf } from "../../plan/personal.ts";
import { quote } from "../../text/words.ts";
import { defineRule } from "../rule.ts";

export const personalDataInKey = defineRule({
  name: "personal-data-in-key",
  severity: "warning",
  security: true,
  title: "Keys of events and groups contain no personal data.",
  options: {},
  why: "The key of a group is its name in PostHog, and the uuid of an event is made from its key. Neither can be removed or changed later. With the option `personalData`, calls with such a key are refused.",
  bad: `events:
  newsletter_confirmed:
    description: Somebody confirmed the subscription of the newsletter.
    idempotency: { key: [email] }
    properties:
      email: { type: string, pii: personal, description: Where the newsletter goes. }
`,
  good: `events:
  newsletter_confirmed:
    description: Somebody confirmed the subscription of the newsletter.
    idempotency: { key: [subscription_id] }
    properties:
      subscription_id: { type: string, description: The subscription in the newsletter's database. }
`,
  *check({ plan }) {
    const groups = plan.groups.filter((group) => hasPersonalKey(group, plan));
    for (const group of groups) {
      yield {
        at: [...group.at, "key"],
        message: `The keys of the group ${quote(group.name)} are values of ${quote(group.key)}, which is personal data.`,
        hint: "Use an id from your own database.",
      };
    }
    for (const event of plan.events) {
      const key = event.status === "deprecated" ? undefined : personalKeyOf(event, plan);
      const property = event.properties.find(({ name }) => name === key);
      // Once for all events that are sent to the group.
      if (property === undefined || groups.some((group) => group.key === key)) continue;
      yield {
        at: property.at,
        part: "key",
        message: `${quote(property.name)} is personal data, but it is a key of ${quote(event.name)} or of one of its groups.`,
        hint: "Use an id from your own database.",
      };
    }
  },
});
