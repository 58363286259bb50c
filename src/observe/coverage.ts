import type { Plan, PlanEvent, Side } from "../plan/plan.ts";
import { isEnum, mayBeMissing, type Property } from "../plan/property.ts";
import { eventOn, sidesOf } from "../plan/sides.ts";
import type { Observation } from "./observation.ts";

/** How much of a plan arrived. */
export interface Coverage {
  /** The live events, by name. Planned and deprecated ones are not counted. */
  readonly events: readonly EventCoverage[];
  readonly total: Share;
  /** The shares of categories, owners and sides, each by name. An event counts for each of its owners and sides. */
  readonly byCategory: Shares;
  readonly byOwner: Shares;
  readonly bySide: Shares;
}

/** What arrived of one event. */
export interface EventCoverage {
  readonly name: string;
  /** How often it arrived, in all and from each of its sides. What came from an unknown SDK counts only in all. */
  readonly count: number;
  readonly sides: Readonly<Partial<Record<Side, number>>>;
  /** Optional properties that no arrival had, in the plan's order. None for an event that never arrived. */
  readonly unseenProperties: readonly string[];
  /** The values that no arrival had, by property: those that the plan lists, and `true` or `false`. */
  readonly unseenValues: readonly UnseenValues[];
}

export interface UnseenValues {
  readonly property: string;
  readonly values: readonly (string | number | boolean)[];
}

/** How many of some events were seen. */
export interface Share {
  readonly seen: number;
  readonly of: number;
}

export type Shares = readonly (Share & { readonly name: string })[];

/** Collects what arrives, in memory that grows with the plan and not with the events. */
export interface CoverageCollector {
  readonly add: (observation: Observation) => void;
  readonly report: () => Coverage;
  /** Goes on with a changed plan: what arrived of an event that it still has, or has again, stays counted. */
  readonly follow: (plan: Plan) => void;
}

/** Begins to collect the coverage of a plan. */
export function collectCoverage(plan: Plan): CoverageCollector {
  let live = liveEventsOf(plan);
  let byName = new Map(live.map((event) => [event.name, tallyOf(event)]));
  return {
    follow: (changed) => {
      live = liveEventsOf(changed);
      // Also of events that are gone: they are there again after another branch, or half a change.
      byName = new Map([
        ...byName,
        ...live.map((event) => [event.name, tallyOf(event, byName.get(event.name))] as const),
      ]);
    },
    add: ({ planned, side, event }) => {
      const tally = planned === undefined ? undefined : byName.get(planned);
      if (tally === undefined) return;
      tally.count += 1;
      if (side !== undefined) tally.sides.set(side, (tally.sides.get(side) ?? 0) + 1);
      for (const { name, values } of tally.properties) {
        if (!Object.hasOwn(event.properties, name)) continue;
        const value = event.properties[name];
        tally.seen.add(name);
        for (const item of Array.isArray(value) ? (value as readonly unknown[]) : [value])
          values?.delete(item);
      }
    },
    report: () => {
      const events = live.map((event) => report(event, byName.get(event.name) as Tally));
      const isSeen = new Map(events.map(({ name, count }) => [name, count > 0]));
      const share = (of: readonly PlanEvent[]): Share => ({
        seen: of.filter(({ name }) => isSeen.get(name)).length,
        of: of.length,
      });
      const shares = (keysOf: (event: PlanEvent) => readonly string[]): Shares => {
        const names = [...new Set(live.flatMap((event) => keysOf(event)))].toSorted();
        return names.map((name) =>
          Object.assign({ name }, share(live.filter((event) => keysOf(event).includes(name)))),
        );
      };
      return {
        events,
        total: share(live),
        byCategory: shares(({ category }) => (category === undefined ? [] : [category])),
        byOwner: shares(({ owner = [] }) => owner),
        bySide: sidesOf({ source: "both" })
          .map((side) => {
            const ofSide = events.filter(({ sides }) => sides[side] !== undefined);
            return {
              name: side,
              seen: ofSide.filter(({ sides }) => sides[side] !== 0).length,
              of: ofSide.length,
            };
          })
          .filter(({ of }) => of > 0),
      };
    },
  };
}

function liveEventsOf({ events }: Plan): readonly PlanEvent[] {
  return events.filter(({ status }) => status === "live");
}

interface Tally {
  count: number;
  readonly sides: Map<Side, number>;
  /** Properties that callers pass. */
  readonly properties: readonly TalliedProperty[];
  readonly seen: Set<string>;
}

interface TalliedProperty {
  readonly name: string;
  /** The values that it can have, where they are few. */
  readonly listed?: ReadonlySet<unknown>;
  /** Those of them that have not been seen. */
  readonly values?: Set<unknown>;
}

/** @param former - of the same event, before the plan changed */
function tallyOf(event: PlanEvent, former?: Tally): Tally {
  const properties = event.properties
    .filter(({ source }) => source.kind === "argument")
    .map((property): TalliedProperty => {
      const { name } = property;
      const listed = valuesOf(property);
      if (listed === undefined) return { name };
      const before = former?.properties.find((one) => one.name === name);
      const wasSeen = (value: unknown): boolean =>
        before?.listed?.has(value) === true && before.values?.has(value) === false;
      return {
        name,
        listed: new Set(listed),
        values: new Set(listed.filter((value) => !wasSeen(value))),
      };
    });
  return {
    count: former?.count ?? 0,
    sides: new Map(former?.sides),
    properties,
    seen: new Set(former?.seen),
  };
}

/** The values that a property can have, where they are few; of a list, those of its items. */
function valuesOf({ type }: Pick<Property, "type">): readonly (string | number | boolean)[] | undefined {
  if (type.kind === "array") return valuesOf(type.items);
  if (isEnum(type)) return type.values.map(({ value }) => value);
  return type.kind === "boolean" ? [true, false] : undefined;
}

function report(event: PlanEvent, { count, sides, properties, seen }: Tally): EventCoverage {
  const counts = sidesOf(event).map((side) => [side, sides.get(side) ?? 0] as const);
  const base = { name: event.name, count, sides: Object.fromEntries(counts) };
  if (count === 0) return { ...base, unseenProperties: [], unseenValues: [] };
  // What one side alone sends is optional only where that side sent the event. Of unknown SDKs it may be either.
  const senders = counts.filter(([, times]) => times > 0);
  const expected = senders.length === 0 ? [event] : senders.map(([side]) => eventOn(side, event));
  const optional = event.properties.filter(
    ({ name, source }) =>
      source.kind === "argument" &&
      mayBeMissing(source) &&
      expected.some(({ properties: own }) => own.some((property) => property.name === name)),
  );
  return {
    ...base,
    unseenProperties: optional.map(({ name }) => name).filter((name) => !seen.has(name)),
    unseenValues: properties.flatMap(({ name, values }) => {
      const left = event.properties.flatMap((property) =>
        property.name === name ? (valuesOf(property) ?? []).filter((value) => values?.has(value)) : [],
      );
      return seen.has(name) && left.length > 0 ? [{ property: name, values: left }] : [];
    }),
  };
}
