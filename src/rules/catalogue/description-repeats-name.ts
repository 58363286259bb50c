import type { Pointer } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import { defineRule } from "../rule.ts";
import { splitWords } from "../../naming/name-style.ts";

/** Words that add nothing to the name. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(
  (
    "a an and are as at be been being by did do does event fires fired for from group happened happens has have id if in is " +
    "it its just name named new of on or property sent that the their this to track tracked tracks triggered user was were " +
    "what when which who whose with value field"
  ).split(" "),
);

/** So many are one finding if they are most of the plan's descriptions. */
const MIN_COMMON = 3;

interface Described {
  readonly name: string;
  readonly description?: string | undefined;
  readonly at: Pointer;
}

export const descriptionRepeatsName = defineRule({
  name: "description-repeats-name",
  severity: "warning",
  title: "A description says more than the name does.",
  why: "“The tier” does not describe `tier`. It fills the docs, and every reader still has to ask somebody.",
  bad: `events:
  order_completed:
    description: The order was completed.
    properties:
      item_count: { type: integer, description: The count of items. }
`,
  good: `events:
  order_completed:
    description: A customer paid, and the order went to the warehouse.
    properties:
      item_count: { type: integer, description: How many pieces were bought. }
`,
  notes: "If most descriptions of the plan repeat the name it is reported once.",
  *check({ plan, properties, normalize }) {
    const keysOf = (text: string): readonly string[] => splitWords(text).map((word) => normalize(word).key);

    function repeatsName({ name, description = "" }: Described): boolean {
      // Fast path: a long description adds something.
      if (description.length > 200) return false;
      const named = new Set(keysOf(name));
      const said = splitWords(description).filter((word) => !EMPTY_WORDS.has(word));
      return said.every((word) => named.has(normalize(word).key));
    }

    const own = properties.filter(({ property, base }) => property.description !== base?.description);
    const described: readonly Described[] = [
      ...plan.events,
      ...plan.groups,
      ...own.map(({ property }) => property),
    ].filter(({ description }) => description !== undefined);
    const repeating = described.filter(repeatsName);
    const hint = "Say what it covers, what it excludes and what it could be confused with.";
    const isCommon = repeating.length >= MIN_COMMON && repeating.length * 2 > described.length;
    const message = `${repeating.length} of ${described.length} descriptions only repeat the name.`;
    const cause = isCommon ? { message, hint } : undefined;
    for (const { name, at } of repeating) {
      yield {
        at: [...at, "description"],
        message: `The description of ${quote(name)} only repeats its name.`,
        hint,
        cause,
      };
    }
  },
});
