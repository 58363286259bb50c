import { namesOfEvent } from "../../plan/names.ts";
import type { Plan, PlanEvent, Sets } from "../../plan/plan.ts";
import { byCodeUnit } from "../../text/order.ts";
import { nameOfSteps } from "../change.ts";
import {
  changed,
  changedKey,
  compareKeys,
  type Context,
  type FoundChange,
  isSame,
  propertyOf,
} from "./context.ts";
import type { ChangeKind } from "../table/kinds.ts";
import { endsSooner } from "../announced.ts";
import { compareLists, formerName } from "./lists.ts";
import { compareProperties } from "./properties.ts";

export function compareEvents(before: Plan["events"], after: Plan["events"]): readonly FoundChange[] {
  const { removed, renamed, kept, added } = compareLists(before, after);
  const helpers = new Set(added.map((event) => namesOfEvent(event).helper));
  return [
    ...removed.map((value) =>
      changed(
        helpers.has(namesOfEvent(value).helper) ? "event-replaced" : "event-removed",
        { ...place(value), ...effectOf(value), at: ["events"] },
        { kind: "remove", value },
      ),
    ),
    ...renamed.map(([from, value]) =>
      changed(
        kindOfRename(from, value),
        { ...place(value), ...effectOf(from) },
        { kind: "rename", from: from.name, to: value.name, value },
      ),
    ),
    ...kept.flatMap(([from, to]) => compareEvent(from, to, { ...place(to), ...effectOf(from) })),
    ...added.map((value) => changed("event-added", place(value), { kind: "add", value, after: null })),
  ];
}

function place({ name, at }: PlanEvent): Context {
  return { subject: { kind: "event", name }, at, idle: false };
}

/** Whether a change of an event can affect somebody, and may. */
function effectOf({ status, stability }: PlanEvent): Pick<Context, "idle" | "experimental"> {
  return { idle: status === "planned", experimental: stability === "experimental" };
}

function kindOfRename(from: PlanEvent, to: PlanEvent): ChangeKind {
  const keepsHelper = isSame(namesOfEvent(from), namesOfEvent(to));
  if (isPlannedRename(from, to)) return keepsHelper ? "event-sent-name-moves" : "event-rename-planned";
  return keepsHelper ? "event-sent-name-changed" : "event-renamed";
}

/** Whether an event goes on under its old name, too. */
function isPlannedRename(from: PlanEvent, to: PlanEvent): boolean {
  return from.name !== to.name && to.alsoSentAs?.name === from.name;
}

/** Keys that change no behaviour. */
const DOCUMENTATION = {
  description: "documentation-changed",
  trigger: "documentation-changed",
  category: "documentation-changed",
  owner: "documentation-changed",
  links: "documentation-changed",
  examples: "documentation-changed",
  tags: "documentation-changed",
  with: "event-bundles-changed",
  deprecated: "documentation-changed",
  removeAfter: "documentation-changed",
  renamedFrom: "documentation-changed",
} as const satisfies Partial<Record<keyof PlanEvent, ChangeKind>>;

function compareEvent(old: PlanEvent, after: PlanEvent, context: Context): readonly FoundChange[] {
  if (isSame(old, after)) return [];
  const names = new Set(after.properties.map(({ name }) => name));
  const renames = compareLists(old.properties, after.properties).renamed;
  const before = {
    ...renameReferences(old, new Map(renames.map(([from, to]) => [from.name, to.name]))),
    renamedFrom: formerName(old, after),
    // The rename says these.
    ...(isPlannedRename(old, after) && { renamedFrom: after.renamedFrom, alsoSentAs: after.alsoSentAs }),
  };
  const properties: Context = {
    ...context,
    subject: propertyOf({ kind: "event", name: after.name }, []),
    at: names.size === 0 ? after.at : [...after.at, "properties"],
  };
  return [
    ...compareProperties(before.properties, after.properties, properties),
    ...compareKeys(before, after, behaviourKinds(before, after), context),
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
    ...compareKeys(before, after, { ...DOCUMENTATION, ...kindsOfEnd(before, after) }, context),
  ];
}

/** The kind of change of each key that changes behaviour, if it differs. */
function behaviourKinds(before: PlanEvent, after: PlanEvent): Partial<Record<keyof PlanEvent, ChangeKind>> {
  return {
    as: kindOfName(before, after),
    source: after.source === "both" ? "event-side-added" : "event-side-removed",
    // If only one side sends it before or after, `source` reports the change.
    ownerSide:
      before.ownerSide === undefined || after.ownerSide === undefined
        ? "documentation-changed"
        : "event-owner-side-changed",
    actor: "event-actor-changed",
    status: kindOfStatus(before, after),
    delivery: after.delivery === undefined ? "delivery-made-memory" : "delivery-made-durable",
    stability: after.stability === undefined ? "event-stabilized" : "event-made-experimental",
    additional: kindOfAdditional(before.additional, after.additional),
    alsoSentAs: kindOfFormerName(before, after),
    idempotency: kindOfIdempotency(before, after),
    revenue:
      before.revenue === undefined
        ? "revenue-added"
        : after.revenue === undefined
          ? "revenue-removed"
          : "revenue-changed",
  };
}

function kindOfAdditional(before: PlanEvent["additional"], after: PlanEvent["additional"]): ChangeKind {
  if (before === undefined) return "event-opened";
  if (after === undefined) return "event-closed";
  const takesAll =
    after.maxKeys >= before.maxKeys &&
    (after.maxLength >= before.maxLength || !before.types.includes("string")) &&
    before.types.every(
      (type) => after.types.includes(type) || (type === "integer" && after.types.includes("number")),
    );
  return takesAll ? "additional-widened" : "additional-narrowed";
}

/** Of a change of `as`. A rename of the event says itself what it does to the names in code. */
function kindOfName(before: PlanEvent, after: PlanEvent): ChangeKind {
  return before.name !== after.name || isSame(namesOfEvent(before), namesOfEvent(after))
    ? "documentation-changed"
    : "event-helper-renamed";
}

function kindOfStatus(before: PlanEvent, after: PlanEvent): ChangeKind {
  if (after.status === "planned") return "event-withdrawn";
  if (after.status === "deprecated") return "event-deprecated";
  return before.status === "planned" ? "event-live" : "event-restored";
}

/** The last day of a deprecated event is in `deprecated`, that of others beside it. */
function kindsOfEnd(before: PlanEvent, after: PlanEvent): Partial<Record<keyof PlanEvent, ChangeKind>> {
  if (!endsSooner(before, after)) return {};
  return {
    [after.deprecated?.removeAfter === undefined ? "removeAfter" : "deprecated"]: "event-ends-sooner",
  };
}

function kindOfFormerName({ alsoSentAs: before }: PlanEvent, { alsoSentAs: after }: PlanEvent): ChangeKind {
  if (before?.name === after?.name)
    return endsSooner(before, after) ? "event-former-name-ends-sooner" : "documentation-changed";
  if (before === undefined) return "event-former-name-added";
  return after === undefined ? "event-former-name-removed" : "event-former-name-changed";
}

function kindOfIdempotency(
  { idempotency: before }: PlanEvent,
  { idempotency: after }: PlanEvent,
): ChangeKind {
  if (before === undefined) return "idempotency-added";
  if (after === undefined) return "idempotency-removed";
  return isSame(before.key, after.key) ? "idempotency-time-changed" : "idempotency-key-changed";
}

/** What an entry is for, by the keys that lead to it in the plan's file, and the property of the event that it names. */
type Entries = readonly (readonly [item: readonly string[], property: string])[];

function groupEntries({ groups }: PlanEvent): Entries {
  return groups.map(({ group, property }) => [[group], property]);
}

function setEntries({ person, personOnce, groups }: Sets): Entries {
  return [
    ...entriesIn(["person"], person),
    ...entriesIn(["person_once"], personOnce),
    ...groups.flatMap(({ group, assignments }) => entriesIn(["groups", group], assignments)),
  ];
}

function entriesIn(keys: readonly string[], assignments: Sets["person"]): Entries {
  return assignments.map(({ target, from }) => [[...keys, target], from]);
}

function compareEntries(
  key: "groups" | "sets",
  [before, after]: readonly [Entries, Entries],
  context: Context,
  kinds: Readonly<Record<"added" | "removed" | "other", ChangeKind>>,
): readonly FoundChange[] {
  const byName = (entries: Entries): ReadonlyMap<string, string> =>
    new Map(entries.map(([item, property]) => [nameOfSteps(item), property]));
  const items = new Map([...before, ...after].map(([item]) => [nameOfSteps(item), item]));
  const [old, now] = [byName(before), byName(after)];
  return [...items].flatMap(([name, item]) => {
    const [from, to] = [old.get(name), now.get(name)];
    if (from === to) return [];
    const which = from === undefined ? "added" : to === undefined ? "removed" : "other";
    return [changedKey(kinds[which], context, { key, item, before: from, after: to })];
  });
}

/** The event with references to its properties renamed, except in computed properties. */
export function renameReferences(event: PlanEvent, renames: ReadonlyMap<string, string>): PlanEvent {
  if (renames.size === 0) return event;
  const now = (name: string): string => renames.get(name) ?? name;
  const { idempotency, revenue, groups, sets } = event;
  const assigned = (assignments: PlanEvent["sets"]["person"]): PlanEvent["sets"]["person"] =>
    assignments.map(({ target, from }) => ({ target, from: now(from) }));
  return {
    ...event,
    properties: event.properties.map((property) =>
      property.requiredWith === undefined
        ? property
        : { ...property, requiredWith: property.requiredWith.map(now).toSorted(byCodeUnit) },
    ),
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
