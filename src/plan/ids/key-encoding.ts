import type { JsonValue } from "../../text/json.ts";
import { toWire } from "../example.ts";
import type { PropertyType } from "../property.ts";

/**
 * How a value of each type becomes a part of an idempotency key: as it goes over the wire, and as text. In words, for
 * other languages; `undefined` where a type cannot be part of a key, because its text would depend on the order of keys.
 */
export const KEY_ENCODINGS: { readonly [Kind in PropertyType["kind"]]: string | undefined } = {
  string: "The text as it is sent: cut, where the plan says `truncate`.",
  enum: "The text as it is sent.",
  date: "The text as it is sent: `2026-01-15`.",
  url: "The text as it is sent.",
  uuid: "The text as it is sent: in lower case.",
  datetime:
    "In UTC, with milliseconds and `Z`: `2026-01-15T09:30:00.000Z`. What is finer than a millisecond is cut off.",
  integer: "Decimal digits, with `-` before a negative one: `42`. Minus zero is `0`.",
  number: "As ECMAScript and RFC 8785 (section 3.2.2.3) write a number: `19.99`, `1e+21`. Minus zero is `0`.",
  boolean: "`true` or `false`.",
  json: undefined,
  array: undefined,
  map: undefined,
  object: undefined,
};

/** Whether a value of the type can be part of an idempotency key. */
export function canBeKeyPart(type: PropertyType): boolean {
  return KEY_ENCODINGS[type.kind] !== undefined;
}

/**
 * A part of an idempotency key. An absent or null value is none: such an event has no key of its own.
 *
 * @param value - a value that the type accepts, not null
 * @example encodeKeyPart({ kind: "datetime" }, "2026-01-15T10:30:00+01:00") // "2026-01-15T09:30:00.000Z"
 * @throws TypeError for a type that cannot be part of a key.
 */
export function encodeKeyPart(type: PropertyType, value: JsonValue): string {
  if (!canBeKeyPart(type)) {
    throw new TypeError(`A value of type ${type.kind} cannot be part of an idempotency key.`);
  }
  return String(toWire(type, value));
}
