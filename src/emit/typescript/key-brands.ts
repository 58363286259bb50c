import { groupKeyForm } from "../../plan/ids/group-key-form.ts";
import { type IdNames, namesOfId } from "../../plan/ids/id-names.ts";
import type { EventGroup, Group } from "../../plan/plan.ts";
import type { Property } from "../../plan/property.ts";

/** A property as TypeScript sees it: where its values are keys of a group that have a form, they have a type of their own. */
export interface TypedProperty extends Property {
  /** The names of that type. */
  readonly brand?: IdNames | undefined;
}

/**
 * Finds the properties that hold keys of groups whose keys have a form.
 *
 * @param sentTo - the groups that the properties send their event to
 */
export function brandKeys(
  properties: readonly Property[],
  groups: readonly Group[],
  sentTo: readonly EventGroup[] = [],
): readonly TypedProperty[] {
  return properties.map((property) => {
    const group = groups.find((candidate) => holdsKeyOf(candidate, property, sentTo));
    return group === undefined ? property : { ...property, brand: namesOfId(group.name, "key") };
  });
}

function holdsKeyOf(
  { name, key, keyForm }: Group,
  { name: property, type, source, use }: Property,
  sentTo: readonly EventGroup[],
): boolean {
  if (keyForm === undefined || source.kind !== "argument") return false;
  if (type.kind !== "string" && type.kind !== "uuid") return false;
  // What names the group must be its key, whatever the property itself allows.
  if (sentTo.some((sent) => sent.group === name && sent.property === property)) return true;
  const form = groupKeyForm(type, keyForm.at);
  return use === key && JSON.stringify(form?.format) === JSON.stringify(keyForm.format);
}
