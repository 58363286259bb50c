import type { Pointer, PropertyType } from "../property.ts";
import type { IdForm } from "./identity.ts";

/**
 * The form of a group's key, from the type of the property that holds it; undefined where the property says no more than
 * that it is text. Lengths are left to the validators of events.
 *
 * @param at - where the property stands in the plan
 * @example groupKeyForm({ kind: "string", pattern: "org_[a-z0-9]+" }, at)?.format.kind // "pattern"
 */
export function groupKeyForm(type: PropertyType, at: Pointer): IdForm | undefined {
  const rest = { at, prefix: "", acceptUnprefixed: false };
  if (type.kind === "uuid") return { ...rest, format: { kind: "uuid" } };
  if (type.kind === "string" && type.pattern !== undefined) {
    return { ...rest, format: { kind: "pattern", pattern: type.pattern } };
  }
  return undefined;
}
