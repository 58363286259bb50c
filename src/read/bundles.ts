import type { Bundle, Plan, Side } from "../plan/plan.ts";
import { sidesOf } from "../plan/sides.ts";
import type { Pointer, Property } from "../plan/property.ts";
import { byName } from "../text/order.ts";
import { didYouMean } from "../text/words.ts";
import { type EventContent, entriesOf, namesOf } from "./content.ts";
import { checkComputed, createEventScope } from "./event/event-properties.ts";
import { checkName } from "./names.ts";
import { readProperties } from "./property/property.ts";
import type { Reading } from "./reading.ts";
import type { Report } from "./report.ts";
import { allOf, quote } from "./words.ts";

/** Reads the bundles, sorted by name. */
export function readBundles(reading: Reading): readonly Bundle[] {
  const { content, report } = reading;
  return entriesOf(content.bundles)
    .flatMap(([name, bundle]): Bundle[] => {
      const at = ["bundles", name];
      checkName("bundle", at, report);
      if (bundle === undefined) return [];
      const place = [...at, "properties"];
      const properties = readProperties(reading, { bodies: bundle.properties, at: place, holder: "bundle" });
      const names = namesOf(bundle.properties);
      const complete = !report.isBroken(place);
      // Here, and not in each event that has the bundle: what is computed may read the bundle's own properties.
      checkComputed(
        properties,
        createEventScope(report, { names, properties, complete, of: "bundle" }),
        report,
      );
      return [{ name, at, description: bundle.description, properties }];
    })
    .toSorted(byName);
}

/** Reads which bundles every event of a side has. */
export function readCommon({ content, report }: Reading, bundles: readonly Bundle[]): Plan["common"] {
  const read = (side: Side): readonly string[] => {
    const names = content.common?.[side] ?? [];
    checkBundles({ content, report }, names, ["common", side]);
    joinBundles(report, new Map(), commonSources({ bundles, names, side }));
    return names;
  };
  return { server: read("server"), client: read("client") };
}

/** A bundle that an event has: where it is taken, on which sides, and on which of them its values are common. */
interface Source {
  readonly bundle: Bundle;
  readonly at: Pointer;
  readonly on: readonly Side[];
  readonly common: readonly Side[];
}

function commonSources({
  bundles,
  names,
  side,
}: {
  readonly bundles: readonly Bundle[];
  readonly names: readonly string[];
  readonly side: Side;
}): readonly Source[] {
  return findBundles(bundles, names).map(([bundle, index]) => ({
    bundle,
    at: ["common", side, index],
    on: [side],
    common: [side],
  }));
}

/** A property as an event has it. */
interface Joined {
  readonly property: Property;
  readonly on: Set<Side>;
  readonly common: Set<Side>;
  /** The bundle that it comes from; absent for the event's own. */
  readonly from?: Bundle | undefined;
}

/** What events take properties from. */
export interface BundleTargets {
  readonly bundles: readonly Bundle[];
  readonly common: Plan["common"];
}

/**
 * Adds the properties of bundles to an event's own: of those that it takes, then of those that are common on its sides. The
 * event's own property goes before one of the same name; its type must be the same.
 */
export function addBundles(
  { content, report }: Pick<Reading, "content" | "report">,
  { bundles, common }: BundleTargets,
  { event, at, own }: { event: EventContent; at: Pointer; own: readonly Property[] },
): readonly Property[] {
  const taken = event.with ?? [];
  checkBundles({ content, report }, taken, [...at, "with"]);
  const sides = sidesOf({ source: event.source ?? "server" });
  const sources: readonly Source[] = [
    ...findBundles(bundles, taken).map(([bundle, index]): Source => ({
      bundle,
      at: [...at, "with", index],
      on: sides,
      common: [],
    })),
    ...sides.flatMap((side) => commonSources({ bundles, names: common[side], side })),
  ];
  if (sources.length === 0) return own;
  const joined = new Map(
    own.map((property): [string, Joined] => [
      property.name,
      { property, on: new Set(sides), common: new Set() },
    ]),
  );
  joinBundles(report, joined, sources);
  return [...joined.values()].map(({ property, from, on, common: known }) =>
    Object.assign({}, property, {
      ...(from && { bundle: from.name }),
      // What is constant or computed takes no value.
      ...(known.size > 0 && property.source.kind === "argument" && { common: sideOf(known) }),
      ...(on.size < sides.length && { only: [...on][0] }),
    }),
  );
}

function sideOf(sides: ReadonlySet<Side>): Property["common"] {
  return sides.size > 1 ? "both" : [...sides][0];
}

/** Adds the properties of bundles to those that are there, and reports those that do not fit together. */
function joinBundles(report: Report, joined: Map<string, Joined>, sources: readonly Source[]): void {
  for (const { bundle, at, on, common } of sources) {
    for (const property of bundle.properties) {
      const known = joined.get(property.name);
      if (known === undefined) {
        joined.set(property.name, { property, on: new Set(on), common: new Set(common), from: bundle });
        continue;
      }
      for (const side of on) known.on.add(side);
      for (const side of common) known.common.add(side);
      if (known.property !== property) checkFit(report, known, { property, bundle, at });
    }
  }
}

/** Reports a property that an event would have twice, in different ways. */
function checkFit(
  report: Report,
  known: Joined,
  { property, bundle, at }: Pick<Source, "bundle" | "at"> & { property: Property },
): void {
  const { property: first, from } = known;
  const name = quote(property.name);
  const other = {
    at: property.at,
    part: "key",
    message: `The property of the bundle ${quote(bundle.name)} is here.`,
  } as const;
  if (from === undefined) {
    if (valuesOf(first) === valuesOf(property)) return;
    report.add({
      code: "bundle-conflict",
      at: first.at,
      part: "key",
      message: `The event's own ${name} accepts other values than that of the bundle ${quote(bundle.name)}.`,
      hint: "Give both the same type, ideally with a shared property, or rename one of them.",
      related: [other],
    });
    return;
  }
  if (
    valuesOf(first) === valuesOf(property) &&
    JSON.stringify(first.source) === JSON.stringify(property.source)
  )
    return;
  report.add({
    code: "bundle-conflict",
    at,
    message: `${name} is in the bundles ${allOf([from.name, bundle.name])}, and not the same in both.`,
    hint: "Rename one of them, or make both the same, ideally with a shared property.",
    related: [
      { at: first.at, part: "key", message: `The property of the bundle ${quote(from.name)} is here.` },
      other,
    ],
  });
}

/** What a property accepts, in one form: its type without places and words. */
function valuesOf({ type, nullable }: Property): string {
  return JSON.stringify([type, nullable], (key, value: unknown) => (WORDS.has(key) ? undefined : value));
}

/** Keys of a type that say where it is and what it means. */
const WORDS: ReadonlySet<string> = new Set(["at", "description", "meaning", "example", "use"]);

/** The bundles of some names, each with the index of its name. */
function findBundles(
  bundles: readonly Bundle[],
  names: readonly string[],
): readonly (readonly [bundle: Bundle, index: number])[] {
  return names.flatMap((name, index) => {
    const bundle = bundles.find((one) => one.name === name);
    return bundle === undefined ? [] : [[bundle, index] as const];
  });
}

/** Reports bundles that do not exist, and those that are named twice. */
function checkBundles(
  { content, report }: Pick<Reading, "content" | "report">,
  names: readonly string[],
  at: Pointer,
): void {
  const known = namesOf(content.bundles);
  for (const [index, name] of names.entries()) {
    const place = [...at, index];
    if (names.indexOf(name) < index) {
      report.add({
        code: "bundle-conflict",
        at: place,
        message: `The bundle ${quote(name)} is named twice.`,
        hint: "Remove one of the two.",
      });
    } else if (!known.includes(name) && !report.isBroken(["bundles"])) {
      report.add({
        code: "unknown-bundle",
        at: place,
        message: `There is no bundle ${quote(name)}.`,
        hint: didYouMean(name, known) ?? "Define it under `bundles`.",
      });
    }
  }
}
