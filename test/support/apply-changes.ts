import type { Actor, Identity } from "../../src/plan/ids/identity.ts";
import type { Assignment, Bundle, Group, Plan, PlanEvent, Sets } from "../../src/plan/plan.ts";
import type { Item, Property, PropertyType } from "../../src/plan/property.ts";
import { byName } from "../../src/text/order.ts";
import type { Edit, Named, RawChange, Subject } from "../../src/diff/change.ts";
import { renameReferences } from "../../src/diff/compare/events.ts";

type SetEdit = Extract<Edit, { kind: "set" }>;

/**
 * Does to a plan what a diff says: what stands in a change is all that there is to know of it. Written apart from the
 * comparison, so that a mistake of the one is not a mistake of the other.
 */
export function applyChanges(plan: Plan, changes: readonly RawChange[]): Plan {
  // Of what is not in a list, last what a shared property changes in its users: they may be renamed, too.
  const all = [...changes, ...changes.flatMap(({ users = [] }) => users)];
  const [added, reordered] = [all.filter(isAddedProperty), all.filter(({ edit }) => edit.kind === "reorder")];
  const others = all.filter((change) => !added.includes(change) && !reordered.includes(change));
  const ordered = [
    // Subjects have their new names, so that the names of events change before anything in them does.
    ...others.filter(isOfList),
    ...others.filter((change) => !isOfList(change)),
    // The properties of one event may be additions of its own and of several bundles.
    ...byPredecessor(added),
    ...reordered,
  ];
  return batches(ordered).reduce(applyBatch, plan);
}

function isOfList({ subject, edit }: RawChange): boolean {
  return subject.kind !== "property" && (edit.kind === "remove" || edit.kind === "rename");
}

function isAddedProperty({ subject, edit }: RawChange): boolean {
  return subject.kind === "property" && edit.kind === "add";
}

function nameIn(change: RawChange, name: string): string {
  return `${listOf(change)} ${name}`;
}

/** Each addition after the one that it follows. */
function byPredecessor(added: readonly RawChange[]): readonly RawChange[] {
  const open = new Map(
    added.flatMap((change) =>
      change.edit.kind === "add" ? [[nameIn(change, change.edit.value.name), change] as const] : [],
    ),
  );
  const inOrder: RawChange[] = [];
  const take = (name: string): void => {
    const change = open.get(name);
    if (change?.edit.kind !== "add") return;
    open.delete(name);
    if (change.edit.after !== null) take(nameIn(change, change.edit.after));
    inOrder.push(change);
  };
  for (const name of open.keys()) take(name);
  return inOrder;
}

/** Names of one list that change together: they may be swapped. */
function batches(changes: readonly RawChange[]): readonly (readonly RawChange[])[] {
  const found: RawChange[][] = [];
  for (const change of changes) {
    const [first] = found.at(-1) ?? [];
    const belongs =
      change.edit.kind === "rename" && first?.edit.kind === "rename" && listOf(first) === listOf(change);
    if (belongs) found.at(-1)?.push(change);
    else found.push([change]);
  }
  return found;
}

function listOf({ subject }: RawChange): string {
  return JSON.stringify(
    subject.kind === "property" ? { ...subject, path: subject.path.slice(0, -1) } : subject.kind,
  );
}

function applyBatch(plan: Plan, batch: readonly RawChange[]): Plan {
  const [{ subject, edit }] = batch as readonly [RawChange];
  if (edit.kind === "rename") {
    const names = new Map(
      batch.flatMap(({ edit: one }) => (one.kind === "rename" ? [[one.from, one.to]] : [])) as [
        string,
        string,
      ][],
    );
    return inList(
      plan,
      subject,
      (list) =>
        list.map((thing) => {
          const to = names.get(thing.name);
          const now = batch.map(({ edit: one }) => one).find((one) => one.kind === "rename" && one.to === to);
          const value = now?.kind === "rename" ? (now.value as Partial<PlanEvent>) : {};
          if (to === undefined) return thing;
          return value.alsoSentAs?.name === thing.name
            ? { ...thing, name: to, renamedFrom: value.renamedFrom, alsoSentAs: value.alsoSentAs }
            : { ...thing, name: to, renamedFrom: thing.name };
        }),
      names,
    );
  }
  if (edit.kind === "remove") {
    return inList(plan, subject, (list) => list.filter(({ name }) => name !== edit.value.name));
  }
  if (edit.kind === "add") {
    return inList(plan, subject, (list) => {
      const place = edit.after === null ? 0 : list.findIndex(({ name }) => name === edit.after) + 1;
      return [...list.slice(0, place), edit.value, ...list.slice(place)];
    });
  }
  if (edit.kind === "reorder") {
    return inProperties(plan, subject, (properties) =>
      edit.after.map((name) => properties.find((property) => property.name === name)!),
    );
  }
  return inThing(plan, subject, (thing) => setIn(thing, edit));
}

function setIn<T extends object>(thing: T, edit: SetEdit | Extract<Edit, { kind: "forms" }>): T {
  if (edit.kind === "forms") return { ...thing, forms: edit.after };
  const { key, item, after } = edit;
  if (item !== undefined) {
    const event = thing as unknown as PlanEvent;
    return key === "groups"
      ? { ...thing, groups: setGroup(event.groups, item[0]!, after) }
      : { ...thing, sets: setSets(event.sets, item, after) };
  }
  if (!key.startsWith("type.")) return { ...thing, [key]: after };
  return { ...thing, type: setInType((thing as unknown as Item).type, key.slice("type.".length), after) };
}

/** A key of a union is of the branch that can have it. */
function setInType(type: PropertyType, key: string, after: unknown): PropertyType {
  if (type.kind !== "union") return { ...type, [key]: after };
  const kinds = ["min", "max"].includes(key) ? ["number", "integer"] : ["string"];
  const types = type.types.map((branch) =>
    kinds.includes(branch.kind) ? { ...branch, [key]: after } : branch,
  );
  return { ...type, types };
}

function setGroup(groups: PlanEvent["groups"], group: string, property: unknown): PlanEvent["groups"] {
  const others = groups.filter((entry) => entry.group !== group);
  const next = property === undefined ? others : [...others, { group, property: property as string }];
  return next.toSorted((a, b) => (a.group < b.group ? -1 : 1));
}

function setSets(sets: Sets, [where, ...rest]: readonly string[], from: unknown): Sets {
  const assign = (list: readonly Assignment[], target: string): readonly Assignment[] => {
    const others = list.filter((entry) => entry.target !== target);
    return (from === undefined ? others : [...others, { target, from: from as string }]).toSorted((a, b) =>
      a.target < b.target ? -1 : 1,
    );
  };
  const [group = "", target = ""] = rest;
  if (where === "person") return { ...sets, person: assign(sets.person, group) };
  if (where === "person_once") return { ...sets, personOnce: assign(sets.personOnce, group) };
  const others = sets.groups.filter((entry) => entry.group !== group);
  const assignments = assign(sets.groups.find((entry) => entry.group === group)?.assignments ?? [], target);
  const next = assignments.length === 0 ? others : [...others, { group, assignments }];
  return { ...sets, groups: next.toSorted((a, b) => (a.group < b.group ? -1 : 1)) };
}

type Change<T> = (value: T) => T;

/** The list that the subject is in, or is to be in. */
function inList(
  plan: Plan,
  subject: Subject,
  change: (list: readonly Named[]) => readonly Named[],
  renames: ReadonlyMap<string, string> = new Map(),
): Plan {
  switch (subject.kind) {
    case "event":
      return { ...plan, events: (change(plan.events) as readonly PlanEvent[]).toSorted(byName) };
    case "bundle":
      return { ...plan, bundles: (change(plan.bundles) as readonly Bundle[]).toSorted(byName) };
    case "group":
      return { ...plan, groups: (change(plan.groups) as readonly Group[]).toSorted(byName) };
    case "actor":
      return inIdentity(plan, (identity) => ({
        ...identity,
        actors: (change(identity.actors) as readonly Actor[]).toSorted(byName),
      }));
    case "property": {
      const changed = inProperties(
        plan,
        { ...subject, path: subject.path.slice(0, -1) },
        (properties) => change(properties) as readonly Property[],
      );
      const { holder, path } = subject;
      return holder.kind === "event" && path.length === 1
        ? {
            ...changed,
            events: changed.events.map((event) =>
              event.name === holder.name ? renameReferences(event, renames) : event,
            ),
          }
        : changed;
    }
    default:
      throw new Error(`Nothing is added to ${subject.kind}.`);
  }
}

function inThing(plan: Plan, subject: Subject, change: <T extends object>(thing: T) => T): Plan {
  switch (subject.kind) {
    case "plan":
      return change(plan);
    case "event":
      return { ...plan, events: inNamed(plan.events, subject.name, change) };
    case "bundle":
      return { ...plan, bundles: inNamed(plan.bundles, subject.name, change) };
    case "group":
      return { ...plan, groups: inNamed(plan.groups, subject.name, change) };
    case "actor":
      return inIdentity(plan, (identity) => ({
        ...identity,
        actors: inNamed(identity.actors, subject.name, change),
      }));
    case "ids": {
      const { actor } = subject;
      return inIdentity(plan, (identity) =>
        actor === undefined
          ? { ...identity, userId: change(identity.userId) }
          : { ...identity, actors: inNamed(identity.actors, actor, change) },
      );
    }
    case "property":
      return inProperties(plan, { ...subject, path: [] }, (properties) =>
        inPath(properties, subject.path, change),
      );
    default:
      return subject satisfies never;
  }
}

function inIdentity(plan: Plan, change: Change<Identity>): Plan {
  return { ...plan, identity: change(plan.identity) };
}

function inNamed<T extends { readonly name: string }>(
  list: readonly T[],
  name: string,
  change: Change<T>,
): readonly T[] {
  return list.map((thing) => (thing.name === name ? change(thing) : thing));
}

/** The properties that the subject holds: of a holder, or of the object at a path in it. */
function inProperties(plan: Plan, subject: Subject, change: Change<readonly Property[]>): Plan {
  if (subject.kind !== "property") throw new Error(`A ${subject.kind} has no properties.`);
  const { holder, path } = subject;
  const inOwn: Change<readonly Property[]> = (own) =>
    path.length === 0
      ? change(own)
      : inPath(own, path, (thing) => {
          const { type } = thing as unknown as Item;
          if (type.kind !== "object") throw new Error(`${path.join(".")} is no object.`);
          return { ...thing, type: { ...type, properties: change(type.properties) } satisfies PropertyType };
        });
  switch (holder.kind) {
    case "event":
      return {
        ...plan,
        events: inNamed(plan.events, holder.name, (event) => ({
          ...event,
          properties: inOwn(event.properties),
        })),
      };
    case "bundle":
      return {
        ...plan,
        bundles: inNamed(plan.bundles, holder.name, (bundle) => ({
          ...bundle,
          properties: inOwn(bundle.properties),
        })),
      };
    case "group":
      return {
        ...plan,
        groups: inNamed(plan.groups, holder.name, (group) => ({
          ...group,
          properties: sortTop(path, inOwn(group.properties)),
        })),
      };
    case "person":
      return { ...plan, person: sortTop(path, inOwn(plan.person)) };
    case "shared":
      return { ...plan, properties: sortTop(path, inOwn(plan.properties)) };
    default:
      return holder satisfies never;
  }
}

/** The order of shared properties and of those of a person means nothing. */
function sortTop(path: readonly string[], properties: readonly Property[]): readonly Property[] {
  return path.length === 0 ? properties.toSorted(byName) : properties;
}

function inPath(
  properties: readonly Property[],
  [name, ...rest]: readonly string[],
  change: <T extends object>(thing: T) => T,
): readonly Property[] {
  return properties.map((property) => (property.name === name ? inItem(property, rest, change) : property));
}

function inItem<T extends Property | Item>(
  thing: T,
  path: readonly string[],
  change: <U extends object>(thing: U) => U,
): T {
  const [step, ...rest] = path;
  if (step === undefined) return change(thing);
  const { type } = thing;
  if (type.kind === "object")
    return { ...thing, type: { ...type, properties: inPath(type.properties, path, change) } };
  if (step === "[]" && (type.kind === "array" || type.kind === "map")) {
    return { ...thing, type: { ...type, items: inItem(type.items, rest, change) } };
  }
  throw new Error(`There is no ${step} in a ${type.kind}.`);
}
