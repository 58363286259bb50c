import type { PlanFile } from "../format/plan-format.ts";
import type { PropertyBody, TypeBody } from "../format/property-body.ts";
import type { JsonValue } from "../text/json.ts";
import { type Entry, type EntryMap, valueOf } from "./yaml-entries.ts";

type EventBody = NonNullable<NonNullable<PlanFile["events"]>[string]>;

/** An event to add to a plan, with the keys of the plan's format. */
export interface NewEvent extends Pick<
  EventBody,
  | "as"
  | "description"
  | "trigger"
  | "category"
  | "owner_side"
  | "status"
  | "stability"
  | "deprecated"
  | "remove_after"
  | "renamed_from"
> {
  readonly name: string;
  readonly owner?: string | readonly string[] | undefined;
  readonly links?: readonly { readonly title: string; readonly url: string }[] | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly source?: string | undefined;
  readonly idempotency?: "once" | "caller" | undefined;
  readonly with?: readonly string[] | undefined;
  readonly properties: readonly NewProperty[];
  readonly additional?: { readonly type: string | readonly string[] } | undefined;
  readonly examples?: readonly Readonly<Record<string, JsonValue>>[] | undefined;
  /** Comments above it. */
  readonly notes?: readonly string[] | undefined;
}

/** The type of a value, with the keys of the plan's format. */
export interface NewType extends Omit<TypeBody, "type" | "items" | "properties"> {
  /** Absent, like `use`, to use the shared property of that name. */
  readonly type?: string | readonly string[] | undefined;
  readonly items?: NewType | undefined;
  readonly properties?: readonly NewProperty[] | undefined;
}

/** A property to add to a plan, with the keys of the plan's format. */
export interface NewProperty
  extends
    NewType,
    Pick<
      PropertyBody,
      "optional" | "required_with" | "default" | "const" | "example" | "unit" | "pii" | "deprecated"
    > {
  readonly name: string;
  /** Comments above it. */
  readonly notes?: readonly string[] | undefined;
}

/** The event as the plan has it, without absent keys. */
export function entryOfEvent(event: NewEvent): Entry {
  const { name, notes, properties, additional, examples, ...body } = event;
  const { as, description, trigger, category, owner, links, tags, source, ...rest } = body;
  const entries = [
    ...entriesOf({ as, description, trigger, category, owner, links, tags, source, ...rest }),
    ...partOf("properties", properties.length === 0 ? undefined : entriesOfProperties(properties)),
    ...entriesOf({ additional, examples }),
  ];
  return { key: name, notes, value: { entries } };
}

/** Properties as the plan has them. */
export function entriesOfProperties(properties: readonly NewProperty[]): EntryMap {
  return {
    entries: properties.map(({ name, notes, unit, description, example, ...body }) => {
      const { optional, required_with, default: fallback, const: constant, pii, deprecated, ...type } = body;
      const entries = [
        ...entriesOfType(type),
        ...entriesOf({ optional: optional === true ? true : undefined, required_with }),
        ...entriesOf({ default: fallback, const: constant }),
        ...entriesOf({ unit, description, example, pii, deprecated }),
      ];
      // A shared property without changes: only the key is written.
      return { key: name, notes, value: entries.length === 0 ? null : { entries, isShort: true } };
    }),
  };
}

function entriesOfType({ type, items, values, properties, nullable, ...rest }: NewType): readonly Entry[] {
  return [
    ...entriesOf({ type }),
    ...partOf("items", items && { entries: entriesOfType(items), isShort: true }),
    ...entriesOf({ values }),
    ...partOf("properties", properties && entriesOfProperties(properties)),
    ...entriesOf({ nullable: nullable === true ? true : undefined, ...rest }),
  ];
}

function partOf(key: string, value: EntryMap | undefined): readonly Entry[] {
  return value === undefined ? [] : [{ key, value }];
}

function entriesOf(keys: Readonly<Record<string, unknown>>): readonly Entry[] {
  return Object.entries(keys).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: valueOf(value as JsonValue) }],
  );
}
