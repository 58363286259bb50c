import {
  branchesOf,
  isEnum,
  nameOfType,
  type Pointer,
  type Property,
  type PropertyType,
} from "../../plan/property.ts";
import type { Assignment, EventGroup, Group, Sets } from "../../plan/plan.ts";
import { didYouMean } from "../../text/words.ts";
import { byCodeUnit } from "../../text/order.ts";
import { type EventContent, type PlanContent, entriesOf, lookUp, namesOf } from "../content.ts";
import type { Report } from "../report.ts";
import { oneOf, quote, withArticle } from "../words.ts";
import { checkGroup } from "./event-groups.ts";
import type { EventScope } from "./event-properties.ts";

/** The properties of persons and groups that events may set. */
export interface SetsTargets {
  readonly content: PlanContent;
  readonly report: Report;
  readonly person: readonly Property[];
  readonly groups: readonly Group[];
}

type AssignmentsContent = { readonly [target: string]: string | undefined } | undefined;

/** What one event sets. */
interface EventSets {
  readonly sets: EventContent["sets"];
  readonly at: Pointer;
  readonly scope: EventScope;
  readonly eventGroups: readonly EventGroup[];
}

/** Reads the properties that an event sets on its person and groups. */
export function readSets(targets: SetsTargets, event: EventSets): Sets {
  const { content, report } = targets;
  const { sets, at, scope } = event;
  const person: Owner = {
    name: "a person",
    section: "`person`",
    names: namesOf(content.person),
    properties: targets.person,
    complete: !report.isBroken(["person"]),
  };
  const read = (assignments: AssignmentsContent, place: Pointer, owner: Owner): readonly Assignment[] =>
    readAssignments(report, { assignments, at: place, scope, owner });
  return {
    person: read(sets?.person, [...at, "person"], person),
    personOnce: read(sets?.person_once, [...at, "person_once"], person),
    groups: entriesOf(sets?.groups)
      .filter(([group]) => checkGroup(content, report, group, [...at, "groups", group]))
      .toSorted(([a], [b]) => byCodeUnit(a, b))
      .map(([group, assignments]) => {
        checkSentTo(targets, group, event);
        return {
          group,
          assignments: read(assignments, [...at, "groups", group], groupOwner(targets, group)),
        };
      }),
  };
}

/** A person or a group, and where its properties are defined. */
interface Owner {
  readonly name: string;
  readonly section: string;
  /** All names, including those of invalid properties. */
  readonly names: readonly string[];
  readonly properties: readonly Property[];
  /** Whether `names` are complete. */
  readonly complete: boolean;
}

function groupOwner({ content, report, groups }: SetsTargets, group: string): Owner {
  const known = lookUp(content.groups, group);
  return {
    name: `the group ${quote(group)}`,
    section: "the group's `properties`",
    names: namesOf(known?.properties),
    properties: groups.find(({ name }) => name === group)?.properties ?? [],
    complete: known !== undefined && !report.isBroken(["groups", group, "properties"]),
  };
}

/** Reports an event that sets properties of a group that it is not sent to. */
function checkSentTo(
  { content, report }: SetsTargets,
  group: string,
  { eventGroups, at, scope }: EventSets,
): void {
  const key = lookUp(content.groups, group)?.key;
  if (key === undefined || !scope.complete || eventGroups.some((sent) => sent.group === group)) return;
  report.add({
    code: "sets-without-group",
    at: [...at, "groups", group],
    part: "key",
    message: `The event is not sent to the group ${quote(group)}, so it cannot set its properties.`,
    hint: `Add the property ${quote(key)}, the group's key, to the event.`,
  });
}

function readAssignments(
  report: Report,
  {
    assignments,
    at,
    scope,
    owner,
  }: { assignments: AssignmentsContent; at: Pointer; scope: EventScope; owner: Owner },
): readonly Assignment[] {
  return entriesOf(assignments)
    .flatMap(([target, from]) => {
      const place = [...at, target];
      if (owner.complete && !owner.names.includes(target)) {
        report.add({
          code: "unknown-property",
          at: place,
          part: "key",
          message: `${quote(target)} is not a property of ${owner.name}.`,
          hint: didYouMean(target, owner.names) ?? `Define it under ${owner.section}.`,
        });
      }
      if (from === undefined) return [];
      checkAssignable(report, {
        target: owner.properties.find(({ name }) => name === target),
        from: scope.find(from, place),
        at: place,
        owner,
      });
      return [{ target, from }];
    })
    .toSorted((a, b) => byCodeUnit(a.target, b.target));
}

function checkAssignable(
  report: Report,
  {
    target,
    from,
    at,
    owner,
  }: { target: Property | undefined; from: Property | undefined; at: Pointer; owner: Owner },
): void {
  const mismatch = target && from && findMismatch(from, target);
  if (mismatch === undefined) return;
  report.add({
    code: "sets-type",
    at,
    message: `${quote(from?.name)} cannot be assigned to ${quote(target?.name)} of ${owner.name}: ${mismatch}.`,
    hint: "Give both the same type, preferably by one shared property.",
  });
}

/** Types whose values are strings on the wire. */
const STRINGS: ReadonlySet<PropertyType["kind"]> = new Set([
  "string",
  "enum",
  "uuid",
  "url",
  "email",
  "ip",
  "date",
  "datetime",
]);

type Value = Pick<Property, "type" | "nullable">;

/**
 * Why values of one type cannot be assigned to another, as the end of a sentence. Compares kinds and the values of enums,
 * not limits of lengths and numbers.
 */
function findMismatch(from: Value, to: Value): string | undefined {
  if (from.nullable && !to.nullable) return "it may be null";
  const [source, target] = [from.type, to.type];
  if (source.kind !== "union" && target.kind !== "union") return findTypeMismatch(source, target);
  const isTaken = branchesOf(source).every((branch) =>
    branchesOf(target).some((other) => findTypeMismatch(branch, other) === undefined),
  );
  return isTaken ? undefined : otherType(source, target);
}

function otherType(source: PropertyType, target: PropertyType): string {
  return `it is ${withArticle(nameOfType(source))}, not ${withArticle(nameOfType(target))}`;
}

function findTypeMismatch(source: PropertyType, target: PropertyType): string | undefined {
  if (target.kind === "json") return undefined;
  if (target.kind === "string" && STRINGS.has(source.kind)) return undefined;
  if (target.kind === "number" && source.kind === "integer") return undefined;
  if (source.kind !== target.kind) return otherType(source, target);
  return findPartMismatch(source, target);
}

function findPartMismatch(source: PropertyType, target: PropertyType): string | undefined {
  if (isEnum(target)) {
    if (!isEnum(source)) return "it may have other values";
    const known = new Set<unknown>(target.values.map(({ value }) => value));
    const extra = source.values.flatMap(({ value }) => (known.has(value) ? [] : [String(value)]));
    return extra.length === 0 ? undefined : `it may be ${oneOf(extra)}`;
  }
  if (
    (source.kind === "array" && target.kind === "array") ||
    (source.kind === "map" && target.kind === "map")
  ) {
    const mismatch = findMismatch(source.items, target.items);
    return mismatch && `of its items, ${mismatch}`;
  }
  if (source.kind === "object" && target.kind === "object") {
    if (source.additional !== undefined && target.additional === undefined)
      return "it may have further properties";
    return findPropertyMismatch(source.properties, target);
  }
  return undefined;
}

function findPropertyMismatch(
  source: readonly Property[],
  { properties: target, additional }: Extract<PropertyType, { readonly kind: "object" }>,
): string | undefined {
  for (const property of source) {
    const match = target.find(({ name }) => name === property.name);
    if (match === undefined && additional !== undefined) continue;
    if (match === undefined) return `its \`${property.name}\` is not a property of the target`;
    const mismatch = findMismatch(property, match);
    if (mismatch !== undefined) return `of its \`${property.name}\`, ${mismatch}`;
  }
  const given = new Set(source.filter((property) => !mayBeAbsent(property)).map(({ name }) => name));
  const missing = target.find((property) => !mayBeAbsent(property) && !given.has(property.name));
  return missing && `its \`${missing.name}\` may be missing`;
}

function mayBeAbsent({ source }: Property): boolean {
  return source.kind === "argument" && source.optional;
}
