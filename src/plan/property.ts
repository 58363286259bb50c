import type { JsonValue } from "../text/json.ts";
import { type Expression, canBeAbsent } from "./expression.ts";

/**
 * A place in the plan: the keys and indexes from the root, such as
 * `["events", "checkout_completed", "properties", "tier"]`. Reading knows its file and line.
 */
export type Pointer = readonly (string | number)[];

/** Where a property is defined. `object` means inside an object type, wherever that is used. */
export type HolderKind = "event" | "bundle" | "group" | "person" | "shared" | "object";

/** One property of what is its holder. */
export interface Property {
  readonly name: string;
  readonly at: Pointer;
  readonly type: PropertyType;
  readonly source: PropertySource;
  readonly nullable: boolean;
  /** Names of optional or nullable properties of its event, sorted. It is required where one of them is there and not null. */
  readonly requiredWith?: readonly string[] | undefined;
  readonly description?: string | undefined;
  /** Unit of measure, such as `USD` or `seconds`. */
  readonly unit?: string | undefined;
  /** A value for documentation; its own type accepts it. */
  readonly example?: JsonValue | undefined;
  readonly pii: "none" | "pseudonymous" | "personal";
  /** Whether the author said so: `none` is also what nobody thought about. */
  readonly piiStated?: true | undefined;
  readonly deprecated?: Deprecation | undefined;
  readonly renamedFrom?: string | undefined;
  /** Name of the shared property that this one resolved to, if any. */
  readonly use?: string | undefined;
  /** Of an event: the name of the bundle that it comes from. Absent for the event's own. */
  readonly bundle?: string | undefined;
  /** Of an event: the sides that know its value without the caller, who may pass another. */
  readonly common?: "server" | "client" | "both" | undefined;
  /** Of an event that both sides send: the one side that sends the property. */
  readonly only?: "server" | "client" | undefined;
}

/** Where a property's value comes from when an event is sent. */
export type PropertySource =
  /** The caller passes it. With a `default` the caller may leave it out and the default is sent. */
  | { readonly kind: "argument"; readonly optional: boolean; readonly default?: JsonValue | undefined }
  /** Always this value; takes no argument. */
  | { readonly kind: "const"; readonly value: JsonValue }
  /** Computed from arguments; takes no argument. `optional` when an input may be absent or null. */
  | {
      readonly kind: "computed";
      readonly optional: boolean;
      readonly expression: Expression;
      readonly text: string;
    };

/** Since when an event or a property is deprecated, and what replaces it. */
export interface Deprecation {
  /** `YYYY-MM-DD` */
  readonly since?: string | undefined;
  /** Name of the event or property to use instead. */
  readonly use?: string | undefined;
  readonly reason?: string | undefined;
  /** `YYYY-MM-DD` */
  readonly removeAfter?: string | undefined;
}

/**
 * The type of a property's value. Lengths count code points; a pattern is the plan's text, to be compiled as
 * `^(?:…)$` with the flag `u`.
 */
export type PropertyType =
  | {
      readonly kind: "string";
      readonly pattern?: string | undefined;
      readonly minLength?: number | undefined;
      /** Default {@link DEFAULT_MAX_LENGTH}. */
      readonly maxLength?: number | undefined;
      /** Longer strings are cut to this many code points before they are checked. */
      readonly truncate?: number | undefined;
    }
  | {
      readonly kind: "number";
      readonly min?: number | undefined;
      readonly max?: number | undefined;
    }
  | ({
      readonly kind: "integer";
      /** Absent with `values`, as `max` is. */
      readonly min?: number | undefined;
      readonly max?: number | undefined;
      readonly values?: ValueList<number>["values"] | undefined;
    } & Omit<ValueList<number>, "values">)
  | { readonly kind: "boolean" | "datetime" | "date" | "uuid" | "email" | "ip" | "json" }
  | {
      readonly kind: "url";
      /** In lower case. Default: `http` and `https`. */
      readonly schemes?: readonly string[] | undefined;
    }
  | ({ readonly kind: "enum" } & ValueList<string>)
  | {
      readonly kind: "array";
      readonly items: Item;
      readonly minItems?: number | undefined;
      readonly maxItems?: number | undefined;
    }
  | { readonly kind: "map"; readonly items: Item }
  | {
      /** A value of any of the types: each kind once, in the order of {@link UNION_KINDS}. */
      readonly kind: "union";
      readonly types: readonly UnionBranch[];
    }
  | {
      readonly kind: "object";
      readonly properties: readonly Property[];
      /** What further properties may be. Without it, there are none. */
      readonly additional?: "json" | undefined;
    };

/** The kinds that a union can have, in its order. A value tells by itself which of them it is of. */
export const UNION_KINDS = ["string", "number", "integer", "boolean"] as const;

/** One type of a union. No integer of one lists its values. */
export type UnionBranch =
  | Extract<PropertyType, { readonly kind: "string" | "number" }>
  | Pick<Extract<PropertyType, { readonly kind: "integer" }>, "kind" | "min" | "max">
  | { readonly kind: "boolean" };

/** The types of a union; any other type is the only one. */
export function branchesOf(type: PropertyType): readonly PropertyType[] {
  return type.kind === "union" ? type.types : [type];
}

/** The type of a union that a value is of, whether or not its limits accept it. */
export function branchFor(
  { types }: Extract<PropertyType, { readonly kind: "union" }>,
  value: unknown,
): UnionBranch | undefined {
  return types.find(({ kind }) => typeof value === (kind === "integer" ? "number" : kind));
}

/**
 * A type as the plan writes it.
 *
 * @example nameOfType({ kind: "union", types: [{ kind: "string" }, { kind: "integer" }] }) // "[string, integer]"
 */
export function nameOfType(type: PropertyType): string {
  return type.kind === "union" ? `[${type.types.map(({ kind }) => kind).join(", ")}]` : type.kind;
}

/** The allowed values of a type that lists them. */
export interface ValueList<Value extends string | number> {
  readonly values: readonly EnumValue<Value>[];
  /** The shared property whose values these are, unchanged: they have a named type of their own then. */
  readonly shared?: string | undefined;
  /** The name of that type, where the plan sets it apart from the property's. */
  readonly as?: string | undefined;
}

/** One allowed value, and what it means. */
export interface EnumValue<Value extends string | number = string | number> {
  readonly value: Value;
  readonly meaning?: string | undefined;
}

/** A type that lists its values: strings of an `enum`, or numbers of an `integer`. */
export type EnumType =
  | Extract<PropertyType, { readonly kind: "enum" }>
  | (Extract<PropertyType, { readonly kind: "integer" }> & ValueList<number>);

/** Whether a type lists its values. */
export function isEnum(type: PropertyType): type is EnumType {
  return (type.kind === "enum" || type.kind === "integer") && type.values !== undefined;
}

/** The element of an array or a map. */
export interface Item {
  readonly type: PropertyType;
  readonly nullable: boolean;
  readonly description?: string | undefined;
  /** Name of the shared property that its type resolved to, if any. */
  readonly use?: string | undefined;
}

/** How personal values of a type are where the plan does not say so: an email address always belongs to somebody. */
export function usualPii(type: PropertyType): Property["pii"] {
  if (type.kind === "array" || type.kind === "map") return usualPii(type.items.type);
  return type.kind === "email" ? "personal" : "none";
}

export { MAX_MAP_KEYS } from "../portable/field-rule.ts";
export { DEFAULT_MAX_LENGTH } from "../portable/violations.ts";

/**
 * Whether what is sent may lack a property: the caller may leave it out and nothing fills it in, or computing it may come to
 * nothing, as a division by zero does. A default is sent in the place of what was left out.
 */
export function mayBeMissing(source: PropertySource): boolean {
  switch (source.kind) {
    case "const":
      return false;
    case "computed":
      return source.optional || canBeAbsent(source.expression);
    case "argument":
      return source.optional;
    default:
      return source satisfies never;
  }
}
