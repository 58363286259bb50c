import { MAX_MAP_KEYS, type UNION_KINDS } from "../plan/property.ts";
import type { LintIgnoreBody } from "./lint-format.ts";
import type { DeprecationBody } from "./text-format.ts";

/** Every type that a property can have, with what it means. */
export const TYPE_MEANINGS = {
  string: "Text.",
  number: "A finite number.",
  integer: "A whole number in JavaScript's safe range, or one of the `values`.",
  boolean: "`true` or `false`.",
  enum: "One of the `values`.",
  datetime: "A point in time, as an RFC 3339 string or a `Date`; sent as ISO 8601 in UTC.",
  date: "A day, `YYYY-MM-DD`.",
  uuid: "A UUID of any version; sent in lower case.",
  url: "An http or https URL, or one of the `schemes`.",
  email: "An email address; `pii: personal` unless the plan says otherwise.",
  ip: "An IPv4 or IPv6 address.",
  array: "A list of `items`.",
  object: "A set of `properties`; fixed, unless `additional` accepts further ones.",
  map: `Any keys, at most ${MAX_MAP_KEYS}, with values of \`items\`.`,
  json: "Any JSON.",
} as const;

export type TypeName = keyof typeof TYPE_MEANINGS;

/** A type that a list of types can have. */
export type UnionName = (typeof UNION_KINDS)[number];

/** How much a value says about a person, with what it means. */
export const PII_MEANINGS = {
  none: "Nothing about a person.",
  pseudonymous: "An id that identifies a person only together with other data.",
  personal: "Personal data, such as an email address.",
} as const;

export type PiiName = keyof typeof PII_MEANINGS;

/** What the keys of a type look like in the file: written out, since a type can hold further ones. */
export interface TypeBody {
  readonly type?: TypeName | readonly UnionName[] | undefined;
  readonly use?: string | undefined;
  readonly description?: string | undefined;
  readonly nullable?: boolean | undefined;
  readonly values?: readonly (string | number)[] | Readonly<Record<string, string | null>> | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly pattern?: string | undefined;
  readonly pattern_unsafe?: string | undefined;
  readonly min_length?: number | undefined;
  readonly max_length?: number | undefined;
  readonly truncate?: number | undefined;
  readonly schemes?: readonly string[] | undefined;
  readonly items?: TypeBody | undefined;
  readonly min_items?: number | undefined;
  readonly max_items?: number | undefined;
  readonly properties?: Readonly<Record<string, PropertyBody | null>> | undefined;
  readonly additional?: "json" | undefined;
}

/** The keys that restrict values, apart from `type` itself. */
export type TypeKey = Exclude<keyof TypeBody, "type" | "use" | "description" | "nullable">;

/** Which of them each type has. */
export const KEYS_OF_TYPE: Readonly<Record<TypeName, readonly TypeKey[]>> = {
  string: ["pattern", "pattern_unsafe", "min_length", "max_length", "truncate"],
  number: ["min", "max"],
  integer: ["min", "max", "values"],
  boolean: [],
  enum: ["values"],
  datetime: [],
  date: [],
  uuid: [],
  url: ["schemes"],
  email: [],
  ip: [],
  array: ["items", "min_items", "max_items"],
  object: ["properties", "additional"],
  map: ["items"],
  json: [],
};

/** Which of them a property has. Of several types, one could be anything beside the `values` of another. */
export function keysOf(type: TypeName | readonly UnionName[]): readonly TypeKey[] {
  return typeof type === "string"
    ? KEYS_OF_TYPE[type]
    : type.flatMap((name) => KEYS_OF_TYPE[name]).filter((key) => key !== "values");
}

export const TYPE_KEYS: readonly TypeKey[] = [...new Set(Object.values(KEYS_OF_TYPE).flat())];

/** What a property looks like in the file. */
export interface PropertyBody extends TypeBody {
  readonly optional?: boolean | undefined;
  readonly required_with?: readonly string[] | undefined;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly computed?: string | undefined;
  readonly example?: unknown;
  readonly unit?: string | undefined;
  readonly pii?: PiiName | undefined;
  readonly deprecated?: DeprecationBody | undefined;
  readonly renamed_from?: string | undefined;
  readonly lint?: LintIgnoreBody | undefined;
}

/** What a shared property looks like in the file. */
export interface SharedPropertyBody extends PropertyBody {
  readonly as?: string | undefined;
}
