import { quote } from "../../text/words.ts";
import type { Rule } from "../rule.ts";

/** Properties and groups that say nothing about themselves. Events have to, by the format. */
export const missingDescription: Rule<"missing-description"> = {
  *check({ plan, properties }) {
    for (const group of plan.groups) {
      if (group.description !== undefined) continue;
      yield {
        at: group.at,
        part: "key",
        message: `The group ${quote(group.name)} has no description.`,
        hint: "Add `description:` with one sentence on what it is.",
      };
    }
    for (const { property, base } of properties) {
      // What takes a shared property takes its description, or lacks it there.
      if (property.description !== undefined || base !== undefined) continue;
      yield {
        at: property.at,
        part: "key",
        message: `${quote(property.name)} has no description.`,
        hint: "Add `description:` with one sentence on what it means.",
      };
    }
  },
  documentation: {
    why: "A name says what its author had in mind, to the author. Whether `amount_usd` is with tax, and whether `count` counts the failed ones, is known by nobody a year later.",
    bad: `person:
  amount_usd: { type: number, unit: USD }
`,
    good: `person:
  amount_usd: { type: number, unit: USD, description: What the customer paid with tax. }
`,
    notes: "The description of an event is required by the format.",
  },
};
