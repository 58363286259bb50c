import type { Entry, EntryMap, Value } from "./yaml-entries.ts";

/** An event to add to a plan, with the keys of the plan's format. */
export interface NewEvent {
  readonly name: string;
  /** What it is named after in code, where that is not its name. */
  readonly as?: string | undefined;
  readonly description?: string | undefined;
  readonly trigger?: string | undefined;
  readonly category?: string | undefined;
  readonly owner?: string | readonly string[] | undefined;
  readonly source?: string | undefined;
  readonly ownerSide?: "server" | "client" | undefined;
  readonly idempotency?: "once" | "caller" | undefined;
  readonly properties: readonly NewProperty[];
  /** Comments above it. */
  readonly notes?: readonly string[] | undefined;
}

/** The type of a value, with the keys of the plan's format. */
export interface NewType {
  /** Absent to use the shared property of that name. */
  readonly type?: string | readonly string[] | undefined;
  /** With `type: array`. */
  readonly items?: NewType | undefined;
  /** With `type: enum`. */
  readonly values?: readonly string[] | undefined;
  /** With `type: object`. */
  readonly properties?: readonly NewProperty[] | undefined;
  readonly nullable?: boolean | undefined;
}

export interface NewProperty extends NewType {
  readonly name: string;
  readonly optional?: boolean | undefined;
  readonly description?: string | undefined;
  /** Comments above it. */
  readonly notes?: readonly string[] | undefined;
}

/** The event as the plan has it, without absent keys. */
export function entryOfEvent(event: NewEvent): Entry {
  const { name, as, description, trigger, category, owner, source, ownerSide, idempotency, properties } =
    event;
  return {
    key: name,
    notes: event.notes,
    value: mapOf({
      as,
      description,
      trigger,
      category,
      owner,
      source,
      owner_side: ownerSide,
      idempotency,
      properties: properties.length === 0 ? undefined : entriesOfProperties(properties),
    }),
  };
}

/** Properties as the plan has them. */
export function entriesOfProperties(properties: readonly NewProperty[]): EntryMap {
  return {
    entries: properties.map(({ name, notes, optional, description, ...type }) => {
      const body = mapOf({
        ...keysOfType(type),
        optional: optional === true ? true : undefined,
        description,
      });
      // A shared property without changes: only the key is written.
      return { key: name, notes, value: body.entries.length === 0 ? null : { ...body, isShort: true } };
    }),
  };
}

function keysOfType({
  type,
  items,
  values,
  properties,
  nullable,
}: NewType): Record<string, Value | undefined> {
  return {
    type,
    items: items && mapOf(keysOfType(items)),
    values,
    properties: properties && entriesOfProperties(properties),
    nullable: nullable === true ? true : undefined,
  };
}

function mapOf(values: Readonly<Record<string, Value | undefined>>): EntryMap {
  const entries = Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value }],
  );
  return { entries };
}
