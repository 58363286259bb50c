import type { Plan } from "../plan/plan.ts";
import { type Change, type ChangeEffect, idOf, nameOfSubject, type RawChange } from "./change.ts";
import {
  changedKey,
  type Context,
  type FoundChange,
  isSame,
  propertyOf,
  type Via,
} from "./compare/context.ts";
import { compareEvents } from "./compare/events.ts";
import { compareGroups, compareIdentity } from "./compare/identity.ts";
import { compareProperties } from "./compare/properties.ts";
import { suggestRenames } from "./renames.ts";
import { type Audience, AUDIENCES, type KindEntry, LEVELS, worstOf } from "./table/effect.ts";
import { KINDS } from "./table/kinds.ts";

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

/** Looks up what a change does to whom. A change of a shared property does what it does where that is taken. */
function assess(change: RawChange): Change {
  const effects = effectsOf(change);
  return { ...change, id: idOf(change), level: worstOf(effects.map(({ level }) => level)), effects };
}

function effectsOf(change: RawChange): readonly ChangeEffect[] {
  const { users = [], kind, idle, unpassed } = change;
  if (users.length > 0) return mergeEffects(users.map(effectsOf));
  if (idle && kind !== "shared-enum-removed") return [];
  const entry: KindEntry = KINDS[kind];
  return AUDIENCE_NAMES.flatMap((audience) => {
    const effect = entry[audience];
    if (effect === undefined || (audience === "code" && unpassed === true)) return [];
    return [{ audience, level: effect[0], sentence: effect[1] }];
  });
}

const AUDIENCE_NAMES = Object.keys(AUDIENCES) as readonly Audience[];

/** Of several effects on one audience, the worst. */
function mergeEffects(all: readonly (readonly ChangeEffect[])[]): readonly ChangeEffect[] {
  return AUDIENCE_NAMES.flatMap((audience) => {
    const ofIt = all.flat().filter((effect) => effect.audience === audience);
    const worst = LEVELS.flatMap((level) => ofIt.find((effect) => effect.level === level) ?? []);
    return worst.slice(0, 1);
  });
}

/** A change of a shared property, and the same one where that is taken. */
interface Host {
  readonly change: FoundChange;
  readonly users: RawChange[];
}

/**
 * Tells the change of a shared property once, with what takes it, in place of once for each: a property that takes a shared
 * one and changed as that did has changed because of it.
 */
function gatherShared(found: readonly FoundChange[]): readonly RawChange[] {
  const hosts = new Map<string, Host>();
  for (const change of found) {
    const own = change.via === undefined ? sharedPartOf(change) : undefined;
    if (own !== undefined) hosts.set(keyOf(change, own), { change, users: [] });
  }
  const others = found.filter((change) => {
    const host = change.via && hosts.get(keyOf(change, change.via));
    if (host === undefined || !isSame(host.change.edit, change.edit)) return true;
    host.users.push(change);
    return false;
  });
  const users = new Map([...hosts.values()].map((host) => [host.change, host.users]));
  return others.map((change): RawChange => {
    const own = users.get(change);
    return own === undefined ? change : Object.assign({}, change, { users: own });
  });
}

/** What a change of a shared property is a change of. */
function sharedPartOf({ subject }: FoundChange): Via | undefined {
  if (subject.kind !== "property" || subject.holder.kind !== "shared") return undefined;
  const [shared, ...path] = subject.path;
  return shared === undefined ? undefined : { shared, path };
}

/** What changed of which part of a shared property. */
function keyOf({ kind, edit }: FoundChange, { shared, path }: Via): string {
  const name = nameOfSubject({ kind: "property", holder: { kind: "shared" }, path: [shared, ...path] });
  const part =
    edit.kind === "set" ? edit.key : edit.kind === "add" || edit.kind === "remove" ? edit.value.name : "";
  return `${kind} ${name} ${edit.kind} ${edit.kind === "rename" ? edit.to : part}`;
}
