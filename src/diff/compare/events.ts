import type { Plan, PlanEvent, Sets } from "../../plan/plan.ts";
import { changed, changedKey, type Context, type FoundChange, isSame, propertyOf } from "./context.ts";
import type { ChangeKind } from "../table/kinds.ts";
import { compareLists, formerName } from "./lists.ts";
import { compareProperties } from "./properties.ts";

/** What became of the events of a plan. */
export function compareEvents(before: Plan["events"], after: Plan["events"]): readonly FoundChange[] {
  const { removed, renamed, kept, added } = compareLists(before, after);
  return [
    ...removed.map((value) =>
      changed(
        value.status === "deprecated" ? "event-retired" : "event-removed",
        { ...place(value), at: ["events"], idle: value.status === "planned" },
        { kind: "remove", value },
      ),
    ),
    ...renamed.map(([from, value]) =>
      changed(
        "event-renamed",
        { ...place(value), idle: from.status === "planned" },
        { kind: "rename", from: from.name, to: value.name, value },
      ),
    ),
    ...kept.flatMap(([from, to]) =>
      compareEvent(from, to, { ...place(to), idle: from.status === "planned" }),
    ),
    ...added.map((value) => changed("event-added", place(value), { kind: "add", value, after: null })),
  ];
}

function place({ name, at }: PlanEvent): Context {
  return { subject: { kind: "event", name }, at, idle: false };
}

/** What only people read, and tools that show it to them. */
const DOCUMENTATION = [
  "description",
  "trigger",
  "category",
  "owner",
  "tags",
  "deprecated",
  "delivery",
  "renamedFrom",
] as const satisfies readonly (keyof PlanEvent)[];

function compareEvent(old: PlanEvent, after: PlanEvent, context: Context): readonly FoundChange[] {
  if (isSame(old, after)) return [];
  const names = new Set(after.properties.map(({ name }) => name));
  const renames = compareLists(old.properties, after.properties).renamed;
  const before = {
    ...renameReferences(old, new Map(renames.map(([from, to]) => [from.name, to.name]))),
    renamedFrom: formerName(old, after),
  };
  const properties: Context = {
    ...context,
    subject: propertyOf({ kind: "event", name: after.name }, []),
    at: names.size === 0 ? after.at : [...after.at, "properties"],
  };
  return [
    ...compareProperties(old.properties, after.properties, properties),
    ...(["source", "ownerSide", "actor", "status", "idempotency", "revenue"] as const).flatMap((key) =>
      isSame(before[key], after[key])
        ? []
        : [
            changedKey(CLASSIFIERS[key](before, after), context, {
              key,
              before: before[key],
              after: after[key],
            }),
          ],
    ),
    ...compareEntries("groups", [groupEntries(before), groupEntries(after)], context, {
      added: "event-group-added",
      removed: "event-group-removed",
      other: "event-group-key-changed",
    }),
    ...compareEntries("sets", [setEntries(before.sets), setEntries(after.sets)], context, {
      added: "sets-added",
      removed: "sets-removed",
      other: "sets-changed",
    }),
    ...DOCUMENTATION.flatMap((key) =>
      isSame(before[key], after[key])
        ? []
        : [changedKey("documentation-changed", context, { key, before: before[key], after: after[key] })],
    ),
  ];
}

type Classifier = (before: PlanEvent, after: PlanEvent) => ChangeKind;

const CLASSIFIERS = {
  source: (_, after) => (after.source === "both" ? "event-side-added" : "event-side-removed"),
  // Where there is only one side now, or was before, `source` says it.
  ownerSide: (before, after) =>
    before.ownerSide === undefined || after.ownerSide === undefined
      ? "documentation-changed"
      : "event-owner-side-changed",
  actor: () => "event-actor-changed",
  status: (before, after) => {
    if (after.status === "planned") return "event-withdrawn";
    if (after.status === "deprecated") return "event-deprecated";
    return before.status === "planned" ? "event-live" : "event-restored";
  },
  idempotency: ({ idempotency: before }, { idempotency: after }) => {
    if (before === undefined) return "idempotency-added";
    if (after === undefined) return "idempotency-removed";
    return isSame(before.key, after.key) ? "idempotency-time-changed" : "idempotency-key-changed";
  },
  revenue: ({ revenue: before }, { revenue: after }) => {
    if (before === undefined) return "revenue-added";
    return after === undefined ? "revenue-removed" : "revenue-changed";
  },
} as const satisfies Partial<Record<keyof PlanEvent, Classifier>>;

type Entries = ReadonlyMap<string, string>;

function groupEntries({ groups }: PlanEvent): Entries {
  return new Map(groups.map(({ group, property }) => [group, property]));
}

/** By `person.plan`, `person_once.plan` and `groups.organization.tier`: the property of the event that it is set from. */
function setEntries({ person, personOnce, groups }: Sets): Entries {
  return new Map([
    ...person.map(({ target, from }) => [`person.${target}`, from] as const),
    ...personOnce.map(({ target, from }) => [`person_once.${target}`, from] as const),
    ...groups.flatMap(({ group, assignments }) =>
      assignments.map(({ target, from }) => [`groups.${group}.${target}`, from] as const),
    ),
  ]);
}

function compareEntries(
  key: "groups" | "sets",
  [before, after]: readonly [Entries, Entries],
  context: Context,
  kinds: Readonly<Record<"added" | "removed" | "other", ChangeKind>>,
): readonly FoundChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((item) => {
    const [from, to] = [before.get(item), after.get(item)];
    if (from === to) return [];
    const which = from === undefined ? "added" : to === undefined ? "removed" : "other";
    return [changedKey(kinds[which], context, { key, item, before: from, after: to })];
  });
}

/** An event in which whatever names one of its properties names it as it is called now. Computed properties are left alone. */
export function renameReferences(event: PlanEvent, renames: ReadonlyMap<string, string>): PlanEvent {
  if (renames.size === 0) return event;
  const now = (name: string): string => renames.get(name) ?? name;
  const { idempotency, revenue, groups, sets } = event;
  const assigned = (assignments: PlanEvent["sets"]["person"]): PlanEvent["sets"]["person"] =>
    assignments.map(({ target, from }) => ({ target, from: now(from) }));
  return {
    ...event,
    idempotency:
      idempotency?.key.kind === "properties"
        ? { ...idempotency, key: { ...idempotency.key, properties: idempotency.key.properties.map(now) } }
        : idempotency,
    revenue: revenue && {
      amount: now(revenue.amount),
      currency:
        revenue.currency.kind === "property"
          ? { ...revenue.currency, property: now(revenue.currency.property) }
          : revenue.currency,
    },
    groups: groups.map(({ group, property }) => ({ group, property: now(property) })),
    sets: {
      person: assigned(sets.person),
      personOnce: assigned(sets.personOnce),
      groups: sets.groups.map(({ group, assignments }) => ({ group, assignments: assigned(assignments) })),
    },
  };
}
