/**
 * What generated code hands to the runtime: plain data, and the few functions that a plan's `computed` expressions and
 * the forms of its ids become.
 */

import type { ParsedId } from "../portable/groups.ts";
import type { EventRules } from "../portable/compose-event.ts";
import type { Fields } from "../portable/field-rule.ts";
import type { EventPersonal, PersonalFields } from "../portable/redact.ts";

export type { ParsedId } from "../portable/groups.ts";
export type { JsonValue } from "../portable/values.ts";

/**
 * A plan as the runtime knows it. Generated once, as `plan` in `events.ts`. `Person` is the type of what `identifyUser` may set,
 * `Common` of the values that are given once; they exist for typing only.
 */
export interface PlanContract<Person extends object = object, Common extends object = object> {
  /** The plan's name: trackers of one name in one process are one. */
  readonly name: string;
  /** The ID contract of `user-id.ts`. Never throws. */
  readonly parseUserId: (raw: unknown) => ParsedId;
  /** `eventUuid` of `user-id.ts`: the uuid of an event, from its name, the sender's id and its key. */
  readonly eventUuid: (event: string, id: string, key: readonly string[]) => string;
  /** Senders that are not people, by name. */
  readonly actors: Readonly<Record<string, ActorDefinition>>;
  readonly person: UpdateDefinition;
  /** Properties of every event that say by which version of the plan it was sent. */
  readonly stamp?: Readonly<Record<string, string>>;
  /** The common properties of events that servers send; absent without any. */
  readonly common?: Fields;
  readonly groups: Readonly<Record<string, GroupDefinition>>;
  /** The keys of events and groups that are personal, each with its property, for people to read. */
  readonly personalKeys?: readonly string[];
  /** Carries `Person`; never set. */
  readonly _person?: Person;
  /** Carries `Common`; never set. */
  readonly _common?: Common;
}

/** A sender that is not a person. */
export interface ActorDefinition {
  /** The parser of its ids, of `user-id.ts`. Never throws. */
  readonly parseId: (raw: unknown) => ParsedId;
  /** Whether PostHog keeps a person for it; without one its events carry `$process_person_profile: false`. */
  readonly profile: boolean;
}

/** What can be set on a person or a group. */
export interface UpdateDefinition {
  /** The rules of all properties. */
  readonly fields: Fields;
  readonly personal?: PersonalFields;
}

/**
 * One event of the plan. `P` is the type of its properties as a caller passes them, `Payload` of those that are sent; they exist
 * for typing only.
 */
export interface EventDefinition<P extends object = object, Payload extends object = object> {
  readonly plan: PlanContract;
  readonly name: string;
  /** Makes its rules. A function, because most processes send few of the events that they import: see `made`. */
  readonly rules: MakeRules;
  /** Carries `P`; never set. */
  readonly _properties?: P;
  /** Carries `Payload`; never set. */
  readonly _payload?: Payload;
}

/** Apart from what is generic: TypeScript would make it anew for each event. */
type MakeRules = () => ServerRules;

/** What a server needs to know of an event. */
export interface ServerRules extends EventRules {
  /** Who sends it: the name of one of the plan's actors. Absent for people. */
  readonly actor?: string;
  readonly personal?: EventPersonal;
  /** The property for which it cannot be sent without personal data. */
  readonly personalKey?: string;
  /** Whether it is kept in the tracker's outbox until PostHog has it. */
  readonly durable?: boolean;
  /** A former name that it is also sent under. */
  readonly alsoSentAs?: string;
}

/** A group type and the properties that `groupIdentify` may set on a group of it. */
export interface GroupDefinition extends UpdateDefinition {
  readonly name: string;
  /** The parser of its keys, of `user-id.ts`, where keys have a form. Never throws. */
  readonly parseKey?: (raw: unknown) => ParsedId;
  /** The property that its keys are the values of, if that is personal. */
  readonly personalKey?: string;
}

const kept = new WeakMap<() => object, object>();

/** What a function of generated code makes: made at the first call, and kept as long as the function is. */
export function made<Made extends object>(make: () => Made): Made {
  const known = kept.get(make);
  if (known !== undefined) return known as Made;
  const first = make();
  kept.set(make, first);
  return first;
}
