import type { Property, PropertyType } from "../../plan/property.ts";
import type { PlanEvent } from "../../plan/plan.ts";
import { quote } from "../../text/words.ts";
import { defineRule, type PlacedProperty, type Rule, type RuleFinding } from "../rule.ts";

export const missingOwner = requireOfEvents("owner", {
  title: "Every event has an owner.",
  why: "Nobody fixes an event that nobody owns. When its count drops, the first hour is spent finding out whom to ask.",
  examples: ["checkout", "logistics"],
  hint: "Add `owner:` with the responsible team.",
});

export const missingTrigger = requireOfEvents("trigger", {
  title: "Every event says when it is sent.",
  why: "The count of `order_completed` depends on whether it is sent at the click, at the payment or at the webhook. Those who implement the event and those who analyze it need to know.",
  examples: ["The payment provider's webhook.", "The parcel was scanned in the warehouse."],
  hint: "Add `trigger:` with the place in the product, or the webhook, that sends it.",
  notes: "Deprecated events do not need one.",
  exempt: ({ status }) => status === "deprecated",
});

export const missingCategory = requireOfEvents("category", {
  title: "Every event has a category.",
  why: "The docs have a page per category. An event without one is only found by people who already know its name.",
  examples: ["shop", "shop"],
  hint: "Add `category:`, which sets the page of the docs.",
});

export const missingDescription = defineRule({
  name: "missing-description",
  severity: "warning",
  title: "Every event, property and group has a description.",
  why: "A name is only clear to its author. A year later nobody knows whether `amount_usd` includes tax or `order_closed` includes cancellations.",
  bad: `person:
  amount_usd: { type: number, unit: USD }
events:
  order_closed: { owner: checkout }
`,
  good: `person:
  amount_usd: { type: number, unit: USD, description: What the customer paid with tax. }
events:
  order_closed: { owner: checkout, description: An order was delivered or canceled. }
`,
  notes: "If no event has a description it is reported once.",
  *check({ plan, properties }) {
    yield* reportEventsWithout(plan.events, {
      key: "description",
      hint: "Add `description:` with one sentence that says what happened.",
    });
    for (const { name, at, description } of plan.groups) {
      if (description !== undefined) continue;
      yield {
        at,
        part: "key",
        message: `The group ${quote(name)} has no description.`,
        hint: "Add `description:` with one sentence that says what it is.",
      };
    }
    for (const { property, base } of properties) {
      // The description of a shared property is reported there.
      if (base !== undefined || property.description !== undefined) continue;
      yield {
        at: property.at,
        part: "key",
        message: `${quote(property.name)} has no description.`,
        hint: "Add `description:` with one sentence that says what it means.",
      };
    }
  },
});

export const missingExample = defineRule({
  name: "missing-example",
  severity: "warning",
  title: "A property whose type does not show its values has an example.",
  why: "A string may be `card_declined`, `Card declined` or a sentence of the bank. An example answers that in the docs and in the editor.",
  bad: `person:
  failure_reason: { type: string, description: Why the payment failed. }
`,
  good: `person:
  failure_reason: { type: string, description: Why the payment failed., example: card_declined }
`,
  notes:
    "If no property has one it is reported once. Only `string` without a pattern, `json`, and arrays and maps of them need one: other types show their values. An event's `examples` are examples of its properties, too.",
  *check({ properties }) {
    // The example of a shared property is reported there.
    const asked = properties.filter(({ property, base }) => base === undefined && needsExample(property));
    const lacking = asked.filter((placed) => !hasExample(placed));
    const hint = "Add `example:` with a typical value.";
    const isCommon = lacking.length === asked.length && asked.length > 1;
    const cause = isCommon ? { message: "No property has an example.", hint } : undefined;
    for (const { property } of lacking) {
      yield {
        at: property.at,
        part: "key",
        message: `${quote(property.name)} has no example, and its type does not show its values.`,
        hint,
        cause,
      };
    }
  },
});

function hasExample({ property: { name, example }, holder }: PlacedProperty): boolean {
  if (example !== undefined) return true;
  const examples = holder.kind === "event" ? (holder.event.examples ?? []) : [];
  return examples.some((each) => Object.hasOwn(each, name));
}

function needsExample({ deprecated, source, type }: Property): boolean {
  if (deprecated !== undefined) return false;
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
    case "union":
      return type.types.some(isOpen);
    default:
      return false;
  }
}

/** Keys that every event should have. */
type EventKey = "description" | "owner" | "trigger" | "category";

interface RequiredKey extends Pick<Rule, "title" | "why" | "notes"> {
  /** Example values. */
  readonly examples: readonly [string, string];
  readonly hint: string;
  /** Events that do not need one. */
  readonly exempt?: ((event: PlanEvent) => boolean) | undefined;
}

function requireOfEvents(
  key: Exclude<EventKey, "description">,
  { title, why, notes = "", examples, hint, exempt }: RequiredKey,
): Rule {
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
    notes: `If no event has ${articleOf(key)} ${key} it is reported once. ${notes}`.trimEnd(),
    check: ({ plan }) => reportEventsWithout(plan.events, { key, hint, exempt }),
  });
}

/** Reports the events without a key. If no event has it, that is the one cause. */
function* reportEventsWithout(
  events: readonly PlanEvent[],
  { key, hint, exempt = () => false }: { readonly key: EventKey } & Pick<RequiredKey, "hint" | "exempt">,
): Iterable<RuleFinding> {
  const lacking = events.filter((event) => event[key] === undefined && !exempt(event));
  const isCommon = lacking.length === events.length && events.length > 1;
  const cause = isCommon
    ? ({ at: ["events"], part: "key", message: `No event has ${articleOf(key)} ${key}.`, hint } as const)
    : undefined;
  for (const { name, at } of lacking) {
    yield { at, part: "key", message: `${quote(name)} has no ${key}.`, hint, cause };
  }
}

function articleOf(key: EventKey): "a" | "an" {
  return key === "owner" ? "an" : "a";
}
