import { isEnum, type Item, nameOfType, type Property, type PropertyType } from "../../plan/property.ts";
import {
  changed,
  changedKey,
  compareKey,
  compareLimit,
  compareNullable,
  type Context,
  DESCRIBED,
  type FoundChange,
  inside,
  isSame,
} from "./context.ts";
import type { ChangeKind } from "../table/kinds.ts";
import { classifyTypeChange, comparePatterns, takesAll } from "../table/type-changes.ts";
import { endsSooner } from "../announced.ts";
import { compareEnums, compareLists, formerName } from "./lists.ts";
import { WEB_SCHEMES } from "../../portable/formats.ts";
import { classifySourceChange } from "./sources.ts";

/** @param context - of the event, person, group or object that has the properties */
export function compareProperties(
  before: readonly Property[],
  after: readonly Property[],
  context: Context,
): readonly FoundChange[] {
  const { kept, renamed, removed, added, predecessors, order } = compareLists(before, after);
  const place = (property: Property, at = property.at): Context => inside(context, property.name, at);
  const renames = new Map(renamed.map(([from, to]) => [from.name, to.name]));
  const now = after.map(({ name }) => name);
  const isOrdered = keepsOrder(context);
  return [
    ...removed.map((value) =>
      ofBundle(
        value,
        changed(kindOfRemoved(value, context), unpassedIn(place(value, context.at), value), {
          kind: "remove",
          value,
        }),
      ),
    ),
    ...renamed.map(([from, value]) =>
      changed("property-renamed", unpassedIn(place(value), from), {
        kind: "rename",
        from: from.name,
        to: value.name,
        value,
      }),
    ),
    ...kept.flatMap(([from, to]) =>
      // Fast path: in a large plan most are unchanged.
      ASPECTS.every((key) => isSame(from[key], to[key]))
        ? []
        : compareProperty(from, to, { context: place(to), renames }),
    ),
    ...added.map((value) =>
      ofBundle(
        value,
        changed(kindOfAdded(value, { context, known: before }), place(value), {
          kind: "add",
          value,
          after: predecessors.get(value) ?? null,
        }),
      ),
    ),
    ...(isOrdered && !isSame(order, now)
      ? [changed("properties-reordered", context, { kind: "reorder", before: order, after: now })]
      : []),
  ];
}

/** An addition or removal that follows from a bundle of the event. */
function ofBundle({ name, bundle }: Property, change: FoundChange): FoundChange {
  if (bundle === undefined) return change;
  return { ...change, via: { holder: { kind: "bundle", name: bundle }, path: [name] }, byCommon: true };
}

/** Order has no meaning for shared properties and those of a person or a group. */
function keepsOrder({ subject }: Context): boolean {
  if (subject.kind !== "property") return false;
  return subject.path.length > 0 || subject.holder.kind === "event" || subject.holder.kind === "bundle";
}

function unpassedIn(context: Context, { source }: Property): Context {
  return { ...context, unpassed: context.unpassed === true || source.kind !== "argument" };
}

function kindOfAdded(
  { requiredWith = [], source, common }: Property,
  { context, known }: { readonly context: Context; readonly known: readonly Property[] },
): ChangeKind {
  const isRequired =
    (source.kind === "argument" &&
      !source.optional &&
      source.default === undefined &&
      common === undefined) ||
    // Of those that are new too, no call passes any.
    requiredWith.some((other) => known.some(({ name }) => name === other));
  return isRequired && !isShared(context) && !isOfBundle(context)
    ? "property-added-required"
    : "property-added";
}

/** Whether these are the shared properties. */
function isShared({ subject }: Context): boolean {
  return subject.kind === "property" && subject.holder.kind === "shared" && subject.path.length === 0;
}

/** Whether these are the properties of a bundle. */
function isOfBundle({ subject }: Context): boolean {
  return subject.kind === "property" && subject.holder.kind === "bundle" && subject.path.length === 0;
}

function kindOfRemoved(property: Property, context: Context): ChangeKind {
  return isShared(context) && isEnum(property.type) ? "shared-enum-removed" : "property-removed";
}

function compareProperty(
  before: Property,
  after: Property,
  { context, renames }: { readonly context: Context; readonly renames: ReadonlyMap<string, string> },
): readonly FoundChange[] {
  const isFixed = before.source.kind !== "argument" && after.source.kind !== "argument";
  const place: Context = {
    ...context,
    unpassed: context.unpassed === true || isFixed,
    via: viaOf(before, after) ?? context.via,
  };
  const source = classifySourceChange(before.source, after.source, renames);
  return [
    ...compareTypes(before.type, after.type, place),
    ...(source === undefined
      ? []
      : [changedKey(source, place, { key: "source", before: before.source, after: after.source })]),
    ...compareKey(
      "requiredWith",
      [before.requiredWith, after.requiredWith],
      place,
      isOptional(before.source) && isOptional(after.source) ? CONDITION : DESCRIBED,
    ),
    ...compareNullable(before, after, place),
    ...compareKey("unit", [before.unit, after.unit], place, {
      added: "unit-added",
      removed: "unit-removed",
      other: "unit-changed",
    }),
    ...comparePii(before, after, place),
    ...compareKey("deprecated", [before.deprecated, after.deprecated], place, {
      ...DESCRIBED,
      added: "property-deprecated",
      other: endsSooner(before, after) ? "property-ends-sooner" : DESCRIBED.other,
    }),
    ...(["description", "example"] as const).flatMap((key) =>
      compareKey(key, [before[key], after[key]], place, DESCRIBED),
    ),
    ...compareKey("use", [before.use, after.use], place, MOVED),
    ...compareKey("renamedFrom", [formerName(before, after), after.renamedFrom], place, DESCRIBED),
    ...compareOrigin(before, after, { ...place, byCommon: true }),
  ];
}

/** The shared property or the property of a bundle that a property is, before and after. */
function viaOf({ use, bundle }: Property, after: Property): Context["via"] {
  if (use !== undefined && use === after.use) return { holder: { kind: "shared" }, path: [use] };
  if (bundle === undefined || bundle !== after.bundle) return undefined;
  return { holder: { kind: "bundle", name: bundle }, path: [after.name] };
}

/** What bundles an event has, and which of them are common, can change where a property comes from. */
function compareOrigin(before: Property, after: Property, context: Context): readonly FoundChange[] {
  return [
    ...compareKey("bundle", [before.bundle, after.bundle], context, MOVED),
    ...compareKey("common", [before.common, after.common], context, {
      added: "became-common",
      removed: "no-longer-common",
      other: after.common === "both" ? "became-common" : "no-longer-common",
    }),
    ...compareKey("only", [before.only, after.only], context, {
      added: "property-side-removed",
      removed: "property-side-added",
      other: "property-side-removed",
    }),
  ];
}

/** Where a property is defined is nothing that anybody sees of an event. */
const MOVED = {
  added: "definition-moved",
  removed: "definition-moved",
  other: "definition-moved",
} as const satisfies Record<string, ChangeKind>;

const CONDITION = {
  added: "condition-added",
  removed: "condition-removed",
  other: "condition-changed",
} as const satisfies Record<string, ChangeKind>;

/** Else the change of the source says what there is to say: the property was always required, or is now. */
function isOptional(source: Property["source"]): boolean {
  return source.kind === "argument" && source.optional;
}

/** All of a property except its position. */
const ASPECTS = [
  "name",
  "nullable",
  "requiredWith",
  "pii",
  "description",
  "unit",
  "use",
  "renamedFrom",
  "source",
  "type",
  "example",
  "deprecated",
  "bundle",
  "common",
  "only",
] as const satisfies readonly (keyof Property)[];

const PII_ORDER = ["none", "pseudonymous", "personal"] as const;

function comparePii(before: Property, after: Property, context: Context): readonly FoundChange[] {
  if (before.pii === after.pii) return [];
  const isMore = PII_ORDER.indexOf(after.pii) > PII_ORDER.indexOf(before.pii);
  return [
    changedKey(isMore ? "pii-raised" : "pii-lowered", context, {
      key: "pii",
      before: before.pii,
      after: after.pii,
    }),
  ];
}

type TypeOf<Kind extends PropertyType["kind"]> = Extract<PropertyType, { kind: Kind }>;

function compareTypes(before: PropertyType, after: PropertyType, context: Context): readonly FoundChange[] {
  switch (after.kind) {
    case "string":
      if (before.kind === after.kind) return compareText(before, after, context);
      break;
    case "number":
    case "integer":
      if (before.kind === after.kind) {
        if (isEnum(before) || isEnum(after)) return compareIntegerValues(before, after, context);
        return [
          ...compareLimit("type.min", [before.min, after.min], context),
          ...compareLimit("type.max", [before.max, after.max], context),
        ];
      }
      break;
    case "enum":
      if (before.kind === after.kind) return compareEnums(before, after, context);
      break;
    case "array":
      if (before.kind === after.kind) {
        return [
          ...compareLimit("type.minItems", [before.minItems, after.minItems], context),
          ...compareLimit("type.maxItems", [before.maxItems, after.maxItems], context),
          ...compareItems(before.items, after.items, context),
        ];
      }
      break;
    case "map":
      if (before.kind === after.kind) return compareItems(before.items, after.items, context);
      break;
    case "object":
      if (before.kind === after.kind) {
        return [
          ...compareKey("type.additional", [before.additional, after.additional], context, {
            added: "type-widened",
            removed: "type-narrowed",
            other: "type-changed",
          }),
          ...compareProperties(before.properties, after.properties, context),
        ];
      }
      break;
    case "union":
      if (before.kind === after.kind && nameOfType(before) === nameOfType(after)) {
        // No two branches have a key in common, so that the key says which of them it is about.
        return after.types.flatMap((branch, index) =>
          compareTypes(before.types[index] ?? branch, branch, context),
        );
      }
      break;
    case "url":
      if (before.kind === after.kind) return compareSchemes(before.schemes, after.schemes, context);
      break;
    default:
      if (before.kind === after.kind) return [];
  }
  return [changedKey(classifyTypeChange(before, after), context, { key: "type", before, after })];
}

/** The values of an integer: limits of numbers on one side are not compared with values on the other. */
function compareIntegerValues(
  before: PropertyType,
  after: PropertyType,
  context: Context,
): readonly FoundChange[] {
  if (isEnum(before) && isEnum(after)) return compareEnums(before, after, context);
  const kind = takesAll(after, before) ? "type-widened" : "type-narrowed";
  return [changedKey(kind, context, { key: "type", before, after })];
}

function compareText(
  before: TypeOf<"string">,
  after: TypeOf<"string">,
  context: Context,
): readonly FoundChange[] {
  return [
    ...compareKey("type.pattern", [before.pattern, after.pattern], context, {
      added: "pattern-added",
      removed: "pattern-removed",
      other: PATTERN_KINDS[comparePatterns(before.pattern, after.pattern)],
    }),
    ...compareLimit("type.minLength", [before.minLength, after.minLength], context),
    ...compareLimit("type.maxLength", [before.maxLength, after.maxLength], context),
    ...compareKey("type.truncate", [before.truncate, after.truncate], context, {
      added: "truncate-added",
      removed: "truncate-removed",
      other: "truncate-changed",
    }),
  ];
}

const PATTERN_KINDS = {
  same: "pattern-restated",
  wider: "pattern-widened",
  narrower: "pattern-narrowed",
  different: "pattern-changed",
  undecided: "pattern-changed",
} as const satisfies Record<string, ChangeKind>;

function compareSchemes(
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
  context: Context,
): readonly FoundChange[] {
  if (isSame(before, after)) return [];
  const [old, now] = [before ?? WEB_SCHEMES, after ?? WEB_SCHEMES];
  const kind = !old.every((scheme) => now.includes(scheme))
    ? "limit-narrowed"
    : old.length === now.length
      ? "limit-restated"
      : "limit-widened";
  return [changedKey(kind, context, { key: "type.schemes", before, after })];
}

function compareItems(before: Item, after: Item, context: Context): readonly FoundChange[] {
  const items = inside(context, "[]", [...context.at, "items"]);
  return [
    ...compareNullable(before, after, items),
    ...compareKey("description", [before.description, after.description], items, DESCRIBED),
    ...compareTypes(before.type, after.type, items),
  ];
}
