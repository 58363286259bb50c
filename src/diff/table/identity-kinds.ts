import type { KindEntry } from "./effect.ts";

/** Kinds of change of the user-ID contract and of actors. */
export const IDENTITY_KINDS = {
  "id-form-added": {
    phrase: "has one more form",
    code: ["safe", "More ids are accepted."],
    data: ["risky", "Somebody with ids of two forms becomes two people."],
    id: ["risky", "An older copy refuses ids of the new form: update it first."],
  },
  "id-form-removed": {
    phrase: "has one form less",
    code: ["breaking", "Ids of that form are refused, and their events are not sent."],
    id: ["breaking", "An older copy still sends ids of that form: the two sides differ."],
  },
  "id-format-changed": {
    phrase: "has a different format",
    code: ["breaking", "Ids of the old format are refused, and their events are not sent."],
    data: ["breaking", "Everybody with a new id becomes a new person."],
    id: ["breaking", "An older copy sends ids of the old format: one person becomes two."],
  },
  "id-format-widened": {
    phrase: "has a wider format",
    code: ["safe", "Everything accepted before is still accepted."],
    data: ["risky", "Ids of a new look may occur."],
    id: ["risky", "An older copy refuses new ids: update it first."],
  },
  "id-format-narrowed": {
    phrase: "has a narrower format",
    code: ["breaking", "Some ids that were accepted are refused, and their events are not sent."],
    id: ["breaking", "An older copy still sends ids that the other side refuses."],
  },
  "id-format-restated": { phrase: "expresses the same format differently" },
  "id-prefix-changed": {
    phrase: "has a different prefix",
    code: ["breaking", "Ids with the old prefix are refused, and their events are not sent."],
    data: ["breaking", "Everybody gets a new id and becomes a new person."],
    id: ["breaking", "An older copy sends ids with the old prefix: one person becomes two."],
  },
  "id-main-form-changed": {
    phrase: "has its forms in a different order",
    code: ["risky", "New ids have a different form."],
    id: ["risky", "An older copy creates ids of the other form."],
  },
  "id-unprefixed-accepted": {
    phrase: "is now accepted without its prefix",
    code: ["safe", "Ids without the prefix are accepted and get it."],
    id: ["risky", "An older copy refuses ids without the prefix: update it first."],
  },
  "id-unprefixed-refused": {
    phrase: "is no longer accepted without its prefix",
    code: ["breaking", "Ids without the prefix are refused, and their events are not sent."],
    id: ["risky", "An older copy still accepts what the other side refuses."],
  },
  "id-emails-accepted": {
    phrase: "may now be an email",
    data: ["risky", "Somebody with an email and an id becomes two people."],
    id: ["risky", "An older copy refuses emails: update it first."],
  },
  "id-emails-refused": {
    phrase: "may no longer be an email",
    code: ["breaking", "Emails are refused, and their events are not sent."],
    id: ["breaking", "An older copy still sends emails."],
  },
  "id-phones-accepted": {
    phrase: "may be a phone number now",
    data: ["risky", "Who is known by a phone number and by an id is two people."],
    id: ["risky", "An older copy refuses phone numbers: let it follow first."],
  },
  "id-phones-refused": {
    phrase: "may not be a phone number any more",
    code: ["breaking", "Phone numbers are refused, and their events are not sent."],
    id: ["breaking", "An older copy still sends phone numbers."],
  },
  "id-case-ignored": {
    phrase: "is no longer case-sensitive",
    code: ["safe", "More spellings are accepted, and become one id."],
    data: [
      "breaking",
      "Everybody whose id has upper-case letters gets a different id and becomes a new person.",
    ],
    id: ["breaking", "An older copy sends ids with upper-case letters: one person becomes two."],
  },
  "id-case-kept": {
    phrase: "is now case-sensitive",
    code: ["risky", "Ids are sent unchanged: calls that spell one id differently split a person."],
    data: ["breaking", "Ids with upper-case letters are no longer lower-cased and become new people."],
    id: ["breaking", "An older copy sends lower-case ids: one person becomes two."],
  },
  "actor-added": { phrase: "is new", code: ["safe", "There is another kind of actor."] },
  "actor-removed": {
    phrase: "is removed",
    code: ["breaking", "Its id type and its parser are removed."],
    data: ["breaking", "Its events are no longer sent, or come from a different actor."],
  },
  "actor-profile-added": {
    phrase: "now has a profile",
    data: ["risky", "It appears among your people and counts as one."],
  },
  "actor-profile-removed": {
    phrase: "no longer has a profile",
    data: ["breaking", "Groups and `sets` have no effect on its events."],
  },
} as const satisfies Readonly<Record<string, KindEntry>>;
