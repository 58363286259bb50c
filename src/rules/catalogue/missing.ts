import type { Property, PropertyType } from "../../plan/property.ts";
import type { PlanEvent } from "../../plan/plan.ts";
import { quote } from "../../text/words.ts";
import { defineRule, type Rule, type RuleFinding } from "../rule.ts";

/** Events that nobody answers for. */
export const missingOwner = requireOfEvents("owner", {
  title: "Every event has somebody who answers for it.",
  why: "An event that nobody owns is an event that nobody mends. When its numbers drop, the first hour goes into finding out whom to ask.",
  examples: ["checkout", "logistics"],
  hint: "Add `owner:` with the team that answers for it.",
});

/** Events of which it is not said when they are sent. */
export const missingTrigger = requireOfEvents("trigger", {
  title: "Every event says when it is sent.",
  why: "Whether `order_completed` is sent at the click, at the payment or at the webhook is the difference between two numbers of orders. Who implements the event has to know, and who reads it later, too.",
  examples: ["The payment provider's webhook.", "The parcel was scanned in the warehouse."],
  hint: "Add `trigger:` with the place in the product, or the webhook, at which it is sent.",
  notes: "Deprecated events need none.",
  exempt: ({ status }) => status === "deprecated",
});

/** Events that the docs can put nowhere. */
export const missingCategory = requireOfEvents("category", {
  title: "Every event has a category.",
  why: "The docs have a page for each category. What has none is found by those who know its name already.",
  examples: ["shop", "shop"],
  hint: "Add `category:`; it decides on which page of the docs the event stands.",
});

/** Properties and groups that say nothing about themselves. Events have to, by the format. */
export const missingDescription = defineRule({
  name: "missing-description",
  severity: "warning",
  title: "Every property and group says what it means.",
  why: "A name says what its author had in mind, to the author. Whether `amount_usd` is with tax, and whether `count` counts the failed ones, is known by nobody a year later.",
  bad: `person:
  amount_usd: { type: number, unit: USD }
`,
  good: `person:
  amount_usd: { type: number, unit: USD, description: What the customer paid with tax. }
`,
  notes: "The description of an event is required by the format.",
  *check({ plan, properties }) {
    for (const { name, at, description } of plan.groups) {
      if (description !== undefined) continue;
      yield {
        at,
        part: "key",
        message: `The group ${quote(name)} has no description.`,
        hint: "Add `description:` with one sentence on what it is.",
      };
    }
    for (const { property, base } of properties) {
      // What takes a shared property takes its description, or lacks it there.
      if (base !== undefined || property.description !== undefined) continue;
      yield {
        at: property.at,
        part: "key",
        message: `${quote(property.name)} has no description.`,
        hint: "Add `description:` with one sentence on what it means.",
      };
    }
  },
});

/** Properties whose values nobody can guess from their type. */
export const missingExample = defineRule({
  name: "missing-example",
  severity: "warning",
  title: "A property whose values cannot be guessed has an example.",
  why: "“Text” may be `card_declined`, `Card declined` or a sentence of the bank. One example ends the question, and stands in the docs and in the editor.",
  bad: `person:
  failure_reason: { type: string, description: Why the payment failed. }
`,
  good: `person:
  failure_reason: { type: string, description: Why the payment failed., example: card_declined }
`,
  notes:
    "Only `string` without a pattern, `json` and lists and maps of them need one: the values of all other types can be seen from the type.",
  *check({ properties }) {
    for (const { property, base } of properties) {
      // What takes a shared property takes its example, or lacks it there.
      if (base !== undefined || !needsExample(property)) continue;
      yield {
        at: property.at,
        part: "key",
        message: `${quote(property.name)} has no example, and its type does not show what a value looks like.`,
        hint: "Add `example:` with a value as it is sent.",
      };
    }
  },
});

function needsExample({ example, deprecated, source, type }: Property): boolean {
  if (example !== undefined || deprecated !== undefined) return false;
  return source.kind === "argument" && source.default === undefined && isOpen(type);
}

function isOpen(type: PropertyType): boolean {
  switch (type.kind) {
    case "string":
      return type.pattern === undefined;
    case "json":
      return true;
    case "array":
    case "map":
      return isOpen(type.items.type);
    default:
      return false;
  }
}

/** What is said of a key that each event should have. */
interface RequiredKey extends Pick<Rule, "title" | "why" | "notes"> {
  /** What two events of a shop may have there. */
  readonly examples: readonly [string, string];
  readonly hint: string;
  /** Events that need none. */
  readonly exempt?: (event: PlanEvent) => boolean;
}

function requireOfEvents(
  key: "owner" | "trigger" | "category",
  { title, why, notes = "", examples, hint, exempt = () => false }: RequiredKey,
): Rule {
  const article = /^[aeiou]/u.test(key) ? "an" : "a";
  const [first, second] = examples.map((example) => `, ${key}: ${example}`);
  const planWith = (end: string): string => `events:
  order_completed: { description: A customer paid for an order.${first} }
  order_returned: { description: A customer sent an order back.${end} }
`;
  return defineRule({
    name: `missing-${key}`,
    severity: "warning",
    title,
    why,
    bad: planWith(""),
    good: planWith(second ?? ""),
    notes: `In a plan in which no event has ${article} ${key} it is told once. ${notes}`.trimEnd(),
    *check({ plan: { events } }): Iterable<RuleFinding> {
      const lacking = events.filter((event) => event[key] === undefined && !exempt(event));
      // Where none has it, the plan was written without it: that is told once, and not hundreds of times.
      if (lacking.length === events.length && events.length > 1) {
        yield { at: ["events"], part: "key", message: `No event has ${article} ${key}.`, hint };
        return;
      }
      for (const { name, at } of lacking) {
        yield { at, part: "key", message: `${quote(name)} has no ${key}.`, hint };
      }
    },
  });
}
