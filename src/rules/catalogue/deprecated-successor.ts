import type { PlanEvent } from "../../plan/plan.ts";
import type { Deprecation, Pointer } from "../../plan/property.ts";
import { quote } from "../../text/words.ts";
import { defineRule, type RuleFinding } from "../rule.ts";

/** An event or a property. */
interface Thing {
  readonly name: string;
  readonly at: Pointer;
  readonly status?: PlanEvent["status"] | undefined;
  readonly deprecated?: Deprecation | undefined;
}

export const deprecatedSuccessor = defineRule({
  name: "deprecated-successor",
  severity: "warning",
  title: "The replacement of something deprecated is not deprecated itself.",
  why: "Everybody who follows the advice has to migrate twice.",
  bad: `events:
  order_paid:
    description: A customer paid for an order.
    status: deprecated
    deprecated: { since: 2026-01-31, use: order_confirmed }
  order_confirmed:
    description: The shop confirmed an order.
    status: deprecated
    deprecated: { since: 2026-03-31, use: order_completed }
  order_completed: { description: A customer got what was ordered. }
`,
  good: `events:
  order_paid:
    description: A customer paid for an order.
    status: deprecated
    deprecated: { since: 2026-01-31, use: order_completed }
  order_confirmed:
    description: The shop confirmed an order.
    status: deprecated
    deprecated: { since: 2026-03-31, use: order_completed }
  order_completed: { description: A customer got what was ordered. }
`,
  *check({ plan }) {
    yield* checkAll(plan.events);
    for (const properties of [plan.properties, plan.person]) yield* checkAll(properties);
    for (const { properties } of [...plan.groups, ...plan.events]) yield* checkAll(properties);
  },
});

function* checkAll(things: readonly Thing[]): Iterable<RuleFinding> {
  if (!things.some(({ deprecated }) => deprecated?.use !== undefined)) return;
  const byName = new Map(things.map((thing) => [thing.name, thing]));
  for (const { name, at, deprecated } of things) {
    const successor = byName.get(deprecated?.use ?? "");
    if (successor === undefined || !isDeprecated(successor)) continue;
    const end = lastOf(successor, byName);
    yield {
      at: [...at, "deprecated", "use"],
      message: `${quote(successor.name)} replaces ${quote(name)} but is deprecated itself.`,
      hint:
        end === undefined
          ? "Name one that stays, or remove `use` and give a `reason`."
          : `Write \`use: ${end}\`.`,
      related: [{ at: successor.at, part: "key", message: "The replacement is here." }],
    };
  }
}

/** The end of a chain of successors; nothing if that is deprecated or the chain is a cycle. */
function lastOf(start: Thing, byName: ReadonlyMap<string, Thing>): string | undefined {
  const seen = new Set<Thing>();
  let thing: Thing | undefined = start;
  while (thing !== undefined && isDeprecated(thing) && !seen.has(thing) && seen.size < MAX_CHAIN) {
    seen.add(thing);
    thing = byName.get(thing.deprecated?.use ?? "");
  }
  return thing === undefined || isDeprecated(thing) ? undefined : thing.name;
}

function isDeprecated({ status, deprecated }: Thing): boolean {
  return status === "deprecated" || deprecated !== undefined;
}

/** Longest chain to follow: it is walked from each of its links. */
const MAX_CHAIN = 20;
