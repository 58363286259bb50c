import { canBeKeyPart } from "../../../plan/ids/key-encoding.ts";
import type { PropertyType } from "../../../plan/property.ts";

/**
 * The code that turns an argument into a part of an idempotency key where no runtime does, as in `browser.ts`. It gives
 * what `encodeKeyPart` gives. The runtime itself needs only `String(value)` of what it sends.
 *
 * @param type - of the argument
 * @param access - the code that reads it, such as `properties.order_id`; it is there and not null
 * @example keyPartCode({ kind: "uuid" }, "p.id") // "p.id.toLowerCase()"
 * @throws TypeError for a type that cannot be part of a key, which reading has refused.
 */
export function keyPartCode(type: PropertyType, access: string): string {
  if (!canBeKeyPart(type)) {
    throw new TypeError(`A value of type ${type.kind} cannot be part of an idempotency key.`);
  }
  switch (type.kind) {
    case "string":
      return type.truncate === undefined ? access : `[...${access}].slice(0, ${type.truncate}).join("")`;
    case "uuid":
      return `${access}.toLowerCase()`;
    case "datetime":
      return `new Date(${access}).toISOString()`;
    case "number":
    case "integer":
    case "boolean":
      return `String(${access})`;
    default:
      return access;
  }
}
