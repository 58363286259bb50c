import { type EventPersonal, type PersonalFields, redact } from "../portable/redact.ts";
import type { PlainObject } from "../portable/values.ts";
import type { BrowserDraft, BrowserMessage } from "./take-known.ts";
import { groupsOf } from "./steps.ts";

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

/** The messages of an event without what is personal, if it is not to be sent with them. */
export function removePersonal(
  messages: readonly BrowserMessage[],
  { event, groups = {} }: EventPersonal,
): readonly BrowserMessage[] {
  if (!removesPersonalData()) {
    return messages;
  }
  return messages.flatMap((message): readonly BrowserMessage[] => {
    const group = message.properties["$group_type"];
    const fields = typeof group === "string" ? { $group_set: { fields: groups[group] ?? {} } } : event;
    const { properties, names } = redact(message.properties, fields);
    const kept = names.length > 0 ? { ...properties, plan_redacted: names } : properties;
    return typeof group === "string" && !kept["$group_set"] ? [] : [{ ...message, properties: kept }];
  });
}

/** The properties of a person without what is personal, if it is not to be sent. */
export function removeFields(properties: PlainObject, personal: PersonalFields): PlainObject {
  return removesPersonalData() ? redact(properties, personal).properties : properties;
}

/**
 * Refuses an event that cannot be sent without personal data, if that is not to be sent: one of its keys is personal.
 *
 * @param ofGroups - group type → the property that its keys are the values of, for those whose keys are personal
 * @param own - such a property of the event
 */
export function refusePersonalKey(
  draft: BrowserDraft,
  ofGroups: Readonly<Record<string, string>>,
  own?: string,
): void {
  const keys = [own, ...Object.keys(groupsOf(draft)).map((type) => ofGroups[type])];
  const key = keys.find((name) => name !== undefined);
  if (removesPersonalData() && key !== undefined) {
    draft.refusal ??= ["personal_key", key];
  }
}
