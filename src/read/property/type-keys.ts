import type { TypeBody, TypeName } from "../../format/property-format.ts";

/** The keys that restrict values, apart from `type` itself. */
export type TypeKey = Exclude<keyof TypeBody, "type" | "use" | "description" | "nullable">;

/** Which of them each type has. */
export const KEYS_OF_TYPE: Readonly<Record<TypeName, readonly TypeKey[]>> = {
  string: ["pattern", "pattern_unsafe", "min_length", "max_length", "truncate"],
  number: ["min", "max"],
  integer: ["min", "max"],
  boolean: [],
  enum: ["values"],
  datetime: [],
  date: [],
  uuid: [],
  url: [],
  array: ["items", "min_items", "max_items"],
  object: ["properties"],
  map: ["items"],
  json: [],
};

export const TYPE_KEYS: readonly TypeKey[] = [...new Set(Object.values(KEYS_OF_TYPE).flat())];

/** What was probably meant by a key of another type. */
export const SIMILAR_KEYS: Readonly<Partial<Record<TypeKey, readonly TypeKey[]>>> = {
  min: ["min_length", "min_items"],
  max: ["max_length", "max_items"],
  min_length: ["min", "min_items"],
  max_length: ["max", "max_items"],
  min_items: ["min", "min_length"],
  max_items: ["max", "max_length"],
  items: ["properties", "values"],
  properties: ["items"],
  values: ["items", "properties"],
};
