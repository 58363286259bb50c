import type { Plan } from "../plan/plan.ts";
import { assess } from "./assess.ts";
import type { Change } from "./change.ts";
import { type Context, type FoundChange, changedKey, propertyOf } from "./compare/context.ts";
import { compareEvents } from "./compare/events.ts";
import { compareGroups } from "./compare/groups.ts";
import { compareIdentity } from "./compare/identity.ts";
import { compareProperties } from "./compare/properties.ts";
import { gatherShared } from "./gather-shared.ts";
import { suggestRenames } from "./suggest-renames.ts";

/**
 * What changed from one plan to the next, and what that does to whom. Doing all of it to the old plan gives the new one.
 * Where things stand, where output goes and which rules are on is no change.
 *
 * @example diff(plan, plan) // []
 */
export function diff(before: Plan, after: Plan): readonly Change[] {
  const found = [
    ...comparePlan(before, after),
    ...compareIdentity(before.identity, after.identity),
    // Nobody sees a shared property but by what takes it, so that alone it changes nothing.
    ...compareProperties(before.properties, after.properties, holderOf("shared", true)),
    ...compareProperties(before.person, after.person, holderOf("person", false)),
    ...compareGroups(before.groups, after.groups),
    ...compareEvents(before.events, after.events),
  ];
  return suggestRenames(gatherShared(found).map(assess));
}

function comparePlan(before: Plan, after: Plan): readonly FoundChange[] {
  const plan: Context = { subject: { kind: "plan", name: after.name }, at: [], idle: false };
  const kinds = { name: "plan-renamed", description: "documentation-changed" } as const;
  return (["name", "description"] as const).flatMap((key) =>
    before[key] === after[key]
      ? []
      : [changedKey(kinds[key], plan, { key, before: before[key], after: after[key] })],
  );
}

function holderOf(kind: "shared" | "person", idle: boolean): Context {
  return { subject: propertyOf({ kind }, []), at: [kind === "shared" ? "properties" : "person"], idle };
}
