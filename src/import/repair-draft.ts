import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import type { DraftPlan } from "../draft/draft-plan.ts";
import type { NewProperty } from "../edit/new-event.ts";
import type { Loss } from "../exchange/losses.ts";
import type { PlaceOf } from "./importer.ts";

/** What reading a plan reports, and how its places are found. */
interface ReadPlan {
  readonly errors: readonly Diagnostic[];
  readonly locate: (at: readonly string[], part: "key" | "value") => Place;
}

interface Repaired {
  readonly draft: DraftPlan;
  readonly losses: readonly Loss[];
}

/** A part of a plan that can be left out. */
interface Part {
  /** Such as `["events", "order_paid"]`: what holds the property, or is meant itself. */
  readonly holder: readonly string[];
  readonly property?: string | undefined;
  /** Of the property or, without one, of what holds it. */
  readonly key?: string | undefined;
}

type Holders = "events" | "bundles" | "groups";
const HOLDERS = ["events", "bundles", "groups"] as const satisfies readonly Holders[];

/** Keys without which a property accepts anything. */
const TYPE_KEYS: ReadonlySet<string> = new Set([
  "type",
  "use",
  "items",
  "values",
  "properties",
  "additional",
]);

/**
 * Takes out of a draft what makes its plan invalid, such as an example that its type does not accept, or a pattern that is not
 * safe: nobody held what is imported to the rules of plans.
 *
 * @param draft - before it was settled
 * @param settled - the same as it was written
 */
export function repairDraft(
  draft: DraftPlan,
  settled: DraftPlan,
  read: ReadPlan,
  placeOf: PlaceOf,
): Repaired {
  const parts = new Map<number, { readonly part: Part; readonly column: number }[]>();
  for (const part of partsOf(settled)) {
    const at = pointerOf(part);
    for (const { line, column } of [read.locate(at, "key"), read.locate(at, "value")]) {
      const known = parts.get(line);
      if (known) known.push({ part, column });
      else parts.set(line, [{ part, column }]);
    }
  }
  const losses: Loss[] = [];
  let repaired = draft;
  for (const { message, place } of read.errors) {
    // The last part that begins before the place: inner parts come after outer ones.
    const before = parts.get(place?.line ?? 0)?.filter(({ column }) => column <= (place?.column ?? 0)) ?? [];
    const nearest = before.reduce((last, { column }) => Math.max(last, column), 0);
    const part = before.findLast(({ column }) => column === nearest)?.part;
    if (part === undefined) continue;
    const why = message.replace(/\.$/u, "");
    for (const own of sourcesOf(part, repaired)) {
      const { holder, property, key } = own;
      const names = [...holder.slice(1), ...(property === undefined ? [] : [property])];
      const about = { at: placeOf([holder[0]!, ...names]), of: names.join(".") };
      const what = key ?? (property === undefined ? holder[0]!.replace(/s$/u, "") : "property");
      if (property !== undefined && TYPE_KEYS.has(key ?? "")) {
        losses.push({ ...about, what, kind: "widened", from: `something invalid (${why})`, to: "any JSON" });
      } else
        losses.push({
          ...about,
          what,
          kind: property === undefined && key === undefined ? "skipped" : "dropped",
          why,
        });
      repaired = without(repaired, own);
    }
  }
  return { draft: repaired, losses };
}

function pointerOf({ holder, property, key }: Part): readonly string[] {
  const isDirect = holder.length === 1;
  return [
    ...holder,
    ...(property === undefined ? [] : isDirect ? [property] : ["properties", property]),
    ...(key === undefined ? [] : [key]),
  ];
}

/** Every part of a draft, inner ones after those that they are in. */
function partsOf(draft: DraftPlan): readonly Part[] {
  return [
    ...HOLDERS.flatMap((section) =>
      draft[section].flatMap((one) => {
        const holder = [section, one.name];
        return [
          { holder },
          ...keysOf(one).map((key) => ({ holder, key })),
          ...partsOfProperties(holder, one.properties),
        ];
      }),
    ),
    ...partsOfProperties(["properties"], draft.properties),
    ...partsOfProperties(["person"], draft.person),
  ];
}

function partsOfProperties(holder: readonly string[], properties: readonly NewProperty[]): readonly Part[] {
  return properties.flatMap((one) => [
    { holder, property: one.name },
    ...keysOf(one).map((key) => ({ holder, property: one.name, key })),
  ]);
}

/** The keys that a thing has in the plan. */
function keysOf(thing: object): readonly string[] {
  return Object.entries(thing).flatMap(([key, value]) =>
    value === undefined || key === "name" || key === "notes" ? [] : [key],
  );
}

/** Where a part comes from: a shared property and one of a bundle can be those of several events. */
function sourcesOf(part: Part, draft: DraftPlan): readonly Part[] {
  const { holder, property, key } = part;
  if (property === undefined || (holder[0] !== "properties" && holder[0] !== "bundles")) return [part];
  const holders = [
    ...HOLDERS.flatMap((section) =>
      draft[section].map(({ name, properties }) => ({ at: [section, name], properties })),
    ),
    { at: ["properties"], properties: draft.properties },
    { at: ["person"], properties: draft.person },
  ];
  return holders
    .filter(({ properties }) =>
      properties.some((one) => one.name === property && (key === undefined || keysOf(one).includes(key))),
    )
    .map(({ at }) => ({ holder: at, property, key }));
}

function without(draft: DraftPlan, part: Part): DraftPlan {
  const {
    holder: [section, name],
    property,
  } = part;
  const cut = (properties: readonly NewProperty[]): readonly NewProperty[] =>
    properties.flatMap((one) => (one.name === property ? withoutKey(one, part.key) : [one]));
  if (section === "properties" || section === "person") return { ...draft, [section]: cut(draft[section]) };
  const holders = draft[section as Holders] as readonly DraftPlan["bundles"][number][];
  const left = holders.flatMap((one) => {
    if (one.name !== name) return [one];
    if (property !== undefined) return [{ ...one, properties: cut(one.properties) }];
    return part.key === undefined ? [] : [{ ...one, [part.key]: undefined }];
  });
  return { ...draft, [section!]: left };
}

function withoutKey(property: NewProperty, key: string | undefined): readonly NewProperty[] {
  if (key === undefined) return [];
  if (!TYPE_KEYS.has(key)) return [{ ...property, [key]: undefined }];
  const { name, optional, description, notes } = property;
  return [{ name, type: "json", optional, description, notes }];
}
