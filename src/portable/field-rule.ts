import type { JsonValue } from "./values.ts";
import type { Limits } from "./violations.ts";

/** The rules of properties, by name. What has none is unknown. */
export type Fields = Readonly<Record<string, FieldRule>>;

/**
 * What a value must be, and how it is converted before it is sent. A rule that says nothing accepts any JSON. Servers are given
 * everything, browsers what they convert and what revenue must be, so that a page stays small.
 */
export interface FieldRule extends Limits {
  /** What JSON calls it, or the form of text; a uuid is sent in lower case. */
  readonly type?: FieldType;
  /** The types that it can have, of which a value is of one at most. */
  readonly anyOf?: readonly FieldRule[];
  /** The values that it can have. */
  readonly oneOf?: readonly (string | number)[];
  readonly nullable?: true;
  /** Whether it can be absent. With a default it can, too. */
  readonly optional?: true;
  /** Schemes of a `url`. Default: those of the web. */
  readonly schemes?: readonly string[];
  /** Whether text is the key of a group, of the form that these have. */
  readonly isKey?: (value: unknown) => boolean;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** Of a `datetime`: `toIso`, which comes only with the plans that have any. */
  readonly as?: (value: unknown) => string | undefined;
  /** Sent when the value is absent. */
  readonly default?: JsonValue;
  /** Sent always; the caller cannot pass it. */
  readonly constant?: JsonValue;
  /** The rule of each item of an array, of each value of a map, and of what else an object with `fields` accepts. */
  readonly each?: FieldRule;
  /** The rules of an object's properties. */
  readonly fields?: Fields;
}

export type FieldType =
  | "string"
  | "number"
  | "boolean"
  | "date"
  | "uuid"
  | "url"
  | "email"
  | "ip"
  | "array"
  | "map"
  | "object";

/** Most keys that a map may have. */
export const MAX_MAP_KEYS = 1000;

/** The rule of a field, if the table has one of its own. */
export function ruleOf(fields: Fields | undefined, name: string): FieldRule | undefined {
  return fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
}
