import type { JsonValue } from "../portable/values.ts";

/** One finished message on its way to PostHog: plain data that nobody else holds. */
export interface Message {
  /** The event's name; `$set` and `$groupidentify` are PostHog's own. */
  readonly event: string;
  readonly distinctId: string;
  readonly properties: { readonly [key: string]: JsonValue };
  /** Group type → key. */
  readonly groups?: Readonly<Record<string, string>>;
  readonly timestamp: Date;
  readonly uuid: string;
}

/** Set to `true`, PostHog keeps the timestamp as it is, however wrong the sender's clock: repeats stay on one day. */
export const IGNORE_SENT_AT = "$ignore_sent_at";

/** Set to `false`, PostHog keeps no person for the sender, and ignores groups and what is set. */
export const PROCESS_PROFILE = "$process_person_profile";

/** PostHog's event that sets properties of a group. */
export const GROUP_IDENTIFY = "$groupidentify";

/** PostHog's event that sets properties of a person and does nothing else. */
export const SET_PERSON = "$set";
