import type { Pointer } from "../property.ts";

/** The senders of events: people, and actors that are not people. */
export interface Identity {
  readonly userId: IdRule;
  /** Sorted by name. */
  readonly actors: readonly Actor[];
}

/** A sender that is not a person, such as a scheduled job. */
export interface Actor extends IdRule {
  readonly name: string;
  readonly at: Pointer;
  /** Whether PostHog keeps a person for it. Without one, groups and `sets` have no effect on its events. */
  readonly profile: boolean;
}

/** One kind of id. */
export interface IdRule {
  readonly description?: string | undefined;
  /** New ids have the first form; ids of the others are recognised, each normalised by its own rule. */
  readonly forms: IdForms;
}

export type IdForms = readonly [IdForm, ...IdForm[]];

/** One shape of an id: an optional literal prefix, and what follows it. */
export interface IdForm {
  readonly at: Pointer;
  readonly description?: string | undefined;
  readonly format: IdFormat;
  /** Literal text before every id, such as `user_`, in exactly this case. Empty for ids without a prefix. */
  readonly prefix: string;
  /** Whether an id without the prefix is accepted and given it. Only with a prefix. */
  readonly acceptUnprefixed: boolean;
  /** Why ids without a prefix are accepted, or why the ids have no prefix, in the author's words: such an id cannot be distinguished from others. */
  readonly unprefixedReason?: string | undefined;
  /** Why emails are accepted as ids, where they are. */
  readonly acceptEmails?: string | undefined;
  /** Why phone numbers are accepted as ids, where they are. */
  readonly acceptPhones?: string | undefined;
}

/** The form of the part after the prefix. `ID_FORMATS` says what each accepts. */
export type IdFormat =
  | { readonly kind: "uuid" | "ulid" | "typeid" | "cuid" | "ksuid" | "objectid" | "integer" }
  | { readonly kind: "cuid2"; readonly length: number }
  | { readonly kind: "nanoid"; readonly length: number; readonly alphabet: string }
  /** Compiled as `^(?:…)$` with the flag `u`; ids that differ in case alone are one where `ignoreCase` says so. */
  | { readonly kind: "pattern"; readonly pattern: string; readonly ignoreCase?: true | undefined };

export type IdFormatKind = IdFormat["kind"];
