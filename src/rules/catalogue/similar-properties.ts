import { isName, looseForm } from "../../plan/names.ts";
import type { Plan } from "../../plan/plan.ts";
import type { Property } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import { withDefaults } from "../options.ts";
import { defineRule, type PlacedProperty, type RuleFinding } from "../rule.ts";
import type { Normalizer } from "../../naming/word-forms.ts";
import { createSpeller, describeDifference, keysOfName } from "../../naming/similar-names.ts";
import { findCommonStyle, inStyle, isNamedIn, type NameStyle, splitWords } from "../../naming/name-style.ts";
import { propertyNaming } from "./property-naming.ts";

interface NameUse {
  readonly name: string;
  /** Where it is defined, in the order of the plan. */
  readonly placed: PlacedProperty[];
  readonly words: readonly string[];
}

/** A name and the one that it is confused with. */
interface Likeness {
  readonly rarer: NameUse;
  readonly other: NameUse;
  readonly difference: string;
  readonly style: NameStyle | undefined;
}

export const similarProperties = defineRule({
  name: "similar-properties",
  severity: "warning",
  title: "No two property names are easily confused.",
  why: "`user_id` here and `userId` there, `amount` in one event and `ammount` in another: a query for one of them silently misses the other. Names are compared as those of events are, and for a letter too many or two that changed places.",
  bad: `events:
  order_completed:
    description: A customer paid for an order.
    properties:
      referrer: { type: url, description: The page that the customer came from. }
      coupon_codes: { type: string, description: What the customer typed at the checkout. }
  order_returned:
    description: A customer sent an order back.
    properties:
      referer: { type: url, description: The page that the customer came from. }
      coupon_code: { type: string, description: What was taken off the price. }
`,
  good: `properties:
  referrer: { type: url, description: The page that the customer came from. }
  coupon_code: { type: string, description: What was taken off the price. }
events:
  order_completed: { description: A customer paid for an order., properties: { referrer:, coupon_code: } }
  order_returned: { description: A customer sent an order back., properties: { referrer:, coupon_code: } }
`,
  notes:
    "Reported is the name that is not in the style of `property-naming`, and of two in that style the less frequent one. A list may be named by the plural of the name of one: `tag` and `tags`. A flag may be named after another property: `has_email` and `email`. Deprecated properties are not compared.",
  *check({ plan, properties, normalize }) {
    const names = namesOf(properties);
    const style = styleOf(plan, names);
    const uses = countUses(properties);
    const told = new Set<string>();
    for (const [a, b, difference] of findPairs(names, normalize)) {
      const isRarer =
        isStyled(a, style) === isStyled(b, style)
          ? (uses.get(a.name) ?? 0) <= (uses.get(b.name) ?? 0)
          : isStyled(b, style);
      const [rarer, other] = isRarer ? [a, b] : [b, a];
      if (told.has(rarer.name)) continue;
      told.add(rarer.name);
      yield* tell({ rarer, other, difference, style });
    }
  },
});

/** The style that `property-naming` asks for, or proposes for the plan: two rules must not ask for two names. */
function styleOf({ lint }: Plan, names: readonly NameUse[]): NameStyle | undefined {
  const { severity, options } = lint.rules[propertyNaming.name] ?? {};
  if (severity === "off") return undefined;
  const { style } = withDefaults(propertyNaming.options, options);
  const common = findCommonStyle(
    names.map(({ name }) => name),
    style,
  );
  return common?.style ?? style;
}

function isStyled({ name }: NameUse, style: NameStyle | undefined): boolean {
  return style !== undefined && isNamedIn(name, style);
}

function namesOf(properties: readonly PlacedProperty[]): readonly NameUse[] {
  const names = new Map<string, NameUse>();
  for (const placed of properties) {
    const { name, deprecated } = placed.property;
    if (deprecated !== undefined || !placed.ownsName) continue;
    const known = names.get(name);
    if (known === undefined) names.set(name, { name, placed: [placed], words: splitWords(name) });
    else known.placed.push(placed);
  }
  return [...names.values()];
}

/** How often a name occurs in events, people and groups. A shared property counts once more: it should be used. */
function countUses(properties: readonly PlacedProperty[]): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const { property } of properties) uses.set(property.name, (uses.get(property.name) ?? 0) + 1);
  return uses;
}

function* findPairs(
  names: readonly NameUse[],
  normalize: Normalizer,
): Iterable<readonly [NameUse, NameUse, string]> {
  const byForm = new Map<string, NameUse>();
  const bySpelling = new Map<string, NameUse>();
  const spell = createSpeller(names.flatMap(({ words }) => words));
  for (const name of names) {
    const keys = keysOf(name, normalize);
    const like = keys.map((key) => byForm.get(key)).find((other) => other !== undefined);
    for (const key of keys) if (!byForm.has(key)) byForm.set(key, name);
    const spelling = name.words.map(spell).join(" ");
    const slip = bySpelling.get(spelling);
    if (slip === undefined) bySpelling.set(spelling, name);
    if (like !== undefined)
      yield [name, like, `only in ${describeDifference(name.name, like.name, normalize)}`];
    else if (slip !== undefined) yield [name, slip, "by what looks like a typo"];
  }
}

/** Words that say that a property is a flag: `has_email` is not the `email`. */
const FLAGS: ReadonlySet<string> = new Set(["been", "has", "have", "is", "was", "were"]);

/**
 * What another name must share to be confused with this one: the same letters, or the same words of something of its kind.
 * A flag and a list are not confused with the one thing that they are named after.
 */
function keysOf({ name, placed, words: [first = ""] }: NameUse, normalize: Normalizer): readonly string[] {
  const kinds = new Set(placed.map(({ property }) => property.type.kind));
  const isFlag = FLAGS.has(first);
  const groups = [
    ...(isFlag || kinds.has("boolean") ? ["flag"] : []),
    ...(isFlag ? [] : [kinds.has("array") || kinds.has("map") ? "list" : "one"]),
  ];
  const keys = keysOfName(name, normalize);
  return [looseForm(name), ...groups.flatMap((group) => keys.map((key) => `${group} ${key}`))];
}

function* tell({ rarer, other, difference, style }: Likeness): Iterable<RuleFinding> {
  for (const placed of rarer.placed) {
    const nearest = other.placed.find((candidate) => isSibling(candidate, placed)) ?? other.placed[0];
    const target = nearest?.property;
    yield {
      at: placed.property.at,
      part: "key",
      message: `${quote(rarer.name)} and ${quote(other.name)} differ ${difference}.`,
      hint: hintFor(target, other, style),
      related: target && [{ at: target.at, part: "key", message: "The other is here." }],
    };
  }
}

/** Whether two properties belong to one event. */
function isSibling(a: PlacedProperty, b: PlacedProperty): boolean {
  return a.holder.kind === "event" && b.holder.kind === "event" && a.holder.event === b.holder.event;
}

function hintFor(
  target: Property | undefined,
  { name, placed }: NameUse,
  style: NameStyle | undefined,
): string {
  if (style !== undefined && !isNamedIn(name, style)) {
    const proposed = inStyle(name, style);
    const both = isName(proposed) && isNamedIn(proposed, style) ? quote(proposed) : `in ${style}`;
    return `Name both ${both}, or choose names that show the difference.`;
  }
  const isShared = placed.some(({ holder }) => holder.kind === "shared");
  if (isShared && target !== undefined)
    return `Use the shared property ${quote(name)}, or choose a name that shows the difference.`;
  return `Name it ${quote(name)}, or choose a name that shows the difference.`;
}
