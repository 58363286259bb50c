import type { Plan } from "../plan/plan.ts";
import { type Change, type ChangeEffect, type Edit, idOf, nameOfSubject, type RawChange } from "./change.ts";
import {
  compareKeys,
  type Context,
  type FoundChange,
  isSame,
  propertyOf,
  type Via,
} from "./compare/context.ts";
import { asAnnounced } from "./announced.ts";
import { compareBundles } from "./compare/bundles.ts";
import { compareEvents } from "./compare/events.ts";
import { compareGroups, compareIdentity } from "./compare/identity.ts";
import { compareProperties } from "./compare/properties.ts";
import { suggestRenames } from "./renames.ts";
import { type Audience, AUDIENCES, type KindEntry, type Level, LEVELS, worstOf } from "./table/effect.ts";
import { type ChangeKind, KINDS } from "./table/kinds.ts";

/**
 * What changed from one plan to the next, and who is affected. Repeating all changes on the old plan gives the new one.
 * Positions, output folders and the settings of rules do not count as changes.
 *
 * @param today - `YYYY-MM-DD`, which tells whether an announced removal is due; without it, none is
 * @example diff(plan, plan) // []
 */
export function diff(
  before: Plan,
  after: Plan,
  { today }: { readonly today?: string } = {},
): readonly Change[] {
  const found = [
    ...comparePlan(before, after),
    ...compareIdentity(before.identity, after.identity),
    // A shared property only has effects where it is used.
    ...compareProperties(before.properties, after.properties, holderOf("shared", true)),
    ...compareProperties(before.person, after.person, holderOf("person", false)),
    ...compareGroups(before.groups, after.groups),
    ...compareBundles(before.bundles, after.bundles),
    ...compareEvents(before.events, after.events),
  ];
  const judged = found.map((change) => asAnnounced(change, today));
  return suggestRenames(gatherShared(judged).map(assess));
}

function comparePlan(before: Plan, after: Plan): readonly FoundChange[] {
  const plan: Context = { subject: { kind: "plan", name: after.name }, at: [], idle: false };
  const kinds = {
    name: "plan-renamed",
    description: "documentation-changed",
    common: "common-changed",
  } as const;
  return compareKeys(before, after, kinds, plan);
}

function holderOf(kind: "shared" | "person", idle: boolean): Context {
  return { subject: propertyOf({ kind }, []), at: [kind === "shared" ? "properties" : "person"], idle };
}

/** Looks up the effects of a change. A change of a shared property has the effects of its uses. */
function assess(change: RawChange): Change {
  const effects = effectsOf(change);
  const level = levelOf(effects);
  const isFree = level !== levelOf(effectsOf(change, { free: false }));
  return { ...change, id: idOf(change), level, effects, experimental: isFree || undefined };
}

function levelOf(effects: readonly ChangeEffect[]): Level {
  return worstOf(effects.map(({ level }) => level));
}

/** @param free - whether experimental events may change freely */
function effectsOf(change: RawChange, { free } = { free: true }): readonly ChangeEffect[] {
  const { users = [], kind, idle, unpassed, experimental } = change;
  if (users.length > 0) return mergeEffects(users.map((user) => effectsOf(user, { free })));
  if (idle && !EXPORTED.has(kind)) return [];
  const entry: KindEntry = KINDS[kind];
  return AUDIENCE_NAMES.flatMap((audience) => {
    const effect = entry[audience];
    if (effect === undefined || (audience === "code" && unpassed === true)) return [];
    return [{ audience, level: free && experimental === true ? "safe" : effect[0], sentence: effect[1] }];
  });
}

/** Changes of what every shared enum exports, used or not. */
const EXPORTED: ReadonlySet<ChangeKind> = new Set([
  "shared-enum-removed",
  "shared-enum-retired",
  "enum-type-renamed",
]);

const AUDIENCE_NAMES = Object.keys(AUDIENCES) as readonly Audience[];

/** Keeps the worst effect per audience. */
function mergeEffects(all: readonly (readonly ChangeEffect[])[]): readonly ChangeEffect[] {
  return AUDIENCE_NAMES.flatMap((audience) => {
    const ofIt = all.flat().filter((effect) => effect.audience === audience);
    const worst = LEVELS.flatMap((level) => ofIt.find((effect) => effect.level === level) ?? []);
    return worst.slice(0, 1);
  });
}

/** A change of a shared property, a bundle or what is common, and what follows from it in its users. */
interface SharedChange {
  readonly change: FoundChange;
  readonly users: RawChange[];
}

/** Reports a change of what several things use once, with its users, instead of once per user. */
function gatherShared(found: readonly FoundChange[]): readonly RawChange[] {
  const hosts = new Map<string, SharedChange>();
  for (const change of found) {
    const own = change.via === undefined ? sharedPartOf(change) : undefined;
    if (own !== undefined) hosts.set(keyOf(change, own), { change, users: [] });
  }
  const commonChange = found.find(({ kind }) => kind === "common-changed");
  const common = commonChange && { change: commonChange, users: [] as RawChange[] };
  const hostOf = (change: FoundChange): SharedChange | undefined => {
    const host = change.via && hosts.get(keyOf(change, change.via));
    if (host !== undefined && isSameEdit(host.change.edit, change.edit)) return host;
    return change.byCommon === true ? common : undefined;
  };
  const others = found.filter((change) => {
    const host = hostOf(change);
    host?.users.push(change);
    return host === undefined;
  });
  const all = [...hosts.values(), ...(common ? [common] : [])];
  const users = new Map(all.map((host) => [host.change, host.users]));
  return others.map((change): RawChange => {
    const own = users.get(change);
    return own === undefined ? change : Object.assign({}, change, { users: own });
  });
}

/** Whether two edits do the same. What an event takes from a bundle may have another place among its properties. */
function isSameEdit(one: Edit, other: Edit): boolean {
  const [a, b] = [one, other].map((edit) =>
    edit.kind === "add" || edit.kind === "remove" ? [edit.kind, edit.value.name] : edit,
  );
  return isSame(a, b);
}

function sharedPartOf({ subject }: FoundChange): Via | undefined {
  if (subject.kind !== "property" || subject.path.length === 0) return undefined;
  const { holder, path } = subject;
  return holder.kind === "shared" || holder.kind === "bundle" ? { holder, path } : undefined;
}

function keyOf({ kind, edit }: FoundChange, { holder, path }: Via): string {
  const name = nameOfSubject({ kind: "property", holder, path });
  // Whether a new property is required depends on who has it.
  if (edit.kind === "add" || edit.kind === "remove") return `${name} ${edit.kind} ${edit.value.name}`;
  const part = edit.kind === "set" ? edit.key : "";
  return `${kind} ${name} ${edit.kind} ${edit.kind === "rename" ? edit.to : part}`;
}
