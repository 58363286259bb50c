import { type EventPersonal, type PersonalFields, redact } from "../portable/redact.ts";
import type { PlainObject } from "../portable/values.ts";

/** Options of all helpers of this file. */
export interface TrackingOptions {
  /**
   * What happens to properties that the plan marks as `pii: personal`, and to what is made from them: `"send"`, or `"remove"`. An event
   * names what was removed in its property `plan_redacted`. Default `"send"`.
   */
  readonly personalData?: "send" | "remove" | undefined;
}

const settings: { personalData?: unknown } = {};

/** Sets options of all helpers. Call it before the first one. */
export function configureTracking({ personalData }: TrackingOptions): void {
  settings.personalData = personalData;
}

/** What cannot be read asks for less to be sent than the default. */
function removesPersonalData(): boolean {
  return (settings.personalData ?? "send") !== "send";
}

/** The properties of a message without what is personal, if they are not to be sent with it. */
export function removePersonal(properties: PlainObject, { event, groups = {} }: EventPersonal): PlainObject {
  if (!removesPersonalData()) {
    return properties;
  }
  const group = properties["$group_type"];
  const fields = typeof group === "string" ? { $group_set: { fields: groups[group] ?? {} } } : event;
  const { properties: kept, names } = redact(properties, fields);
  return names.length > 0 ? { ...kept, plan_redacted: names } : kept;
}

/** The properties of a person without what is personal, if it is not to be sent. */
export function removeFields(properties: PlainObject, personal: PersonalFields): PlainObject {
  return removesPersonalData() ? redact(properties, personal).properties : properties;
}

/**
 * Why an event cannot be sent without personal data, if that is not to be sent: one of its keys is.
 *
 * @param ofGroups - group type → the property that its keys are the values of, for those whose keys are personal
 * @param own - such a property of the event
 */
export function findPersonalKey(
  groups: Readonly<Record<string, string>>,
  ofGroups: Readonly<Record<string, string>>,
  own?: string,
): string | undefined {
  if (!removesPersonalData()) {
    return undefined;
  }
  const keys = [own, ...Object.keys(groups).map((type) => ofGroups[type])];
  const key = keys.find((name) => name !== undefined);
  return key && "a key of it is personal, which cannot be removed: " + key;
}
