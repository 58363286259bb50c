import type { KindEntry } from "./effect.ts";

/** What can become of the contract of ids, and of the senders that are not people. */
export const IDENTITY_KINDS = {
  "id-form-added": {
    phrase: "has one more form",
    code: ["safe", "More ids are accepted."],
    data: ["risky", "Who has ids of two forms is two people."],
    id: ["risky", "An older copy refuses ids of the new form: let it follow first."],
  },
  "id-form-removed": {
    phrase: "has lost a form",
    code: ["breaking", "Ids of that form are refused, and their events are not sent."],
    id: ["breaking", "An older copy still sends ids of that form: the two sides differ."],
  },
  "id-format-changed": {
    phrase: "has another format",
    code: ["breaking", "Ids of the old format are refused, and their events are not sent."],
    data: ["breaking", "Whoever gets a new id is a new person."],
    id: ["breaking", "An older copy sends ids of the old format: one person is two."],
  },
  "id-prefix-changed": {
    phrase: "has another prefix",
    code: ["breaking", "Ids with the old prefix are refused, and their events are not sent."],
    data: ["breaking", "Everybody gets a new id, and is a new person."],
    id: ["breaking", "An older copy sends ids with the old prefix: one person is two."],
  },
  "id-main-form-changed": {
    phrase: "has its forms in another order",
    code: ["risky", "New ids have another form."],
    id: ["risky", "An older copy makes ids of the other form."],
  },
  "id-unprefixed-accepted": {
    phrase: "is accepted without its prefix",
    code: ["safe", "More spellings are accepted, and become one."],
    id: ["risky", "An older copy refuses ids without the prefix: let it follow first."],
  },
  "id-unprefixed-refused": {
    phrase: "is not accepted without its prefix any more",
    code: ["breaking", "Ids without the prefix are refused, and their events are not sent."],
    id: ["risky", "An older copy still accepts what the other side refuses."],
  },
  "id-emails-accepted": {
    phrase: "may be an email now",
    data: ["risky", "Who is known by an email and by an id is two people."],
    id: ["risky", "An older copy refuses emails: let it follow first."],
  },
  "id-emails-refused": {
    phrase: "may not be an email any more",
    code: ["breaking", "Emails are refused, and their events are not sent."],
    id: ["breaking", "An older copy still sends emails."],
  },
  "actor-added": { phrase: "is new", code: ["safe", "There is one more kind of sender."] },
  "actor-removed": {
    phrase: "is gone",
    code: ["breaking", "Its id type and its parser are gone."],
    data: ["breaking", "Its events come no more, or from another sender."],
  },
  "actor-profile-added": {
    phrase: "has a profile now",
    data: ["risky", "It is among your people, and counts as one."],
  },
  "actor-profile-removed": {
    phrase: "has no profile any more",
    data: ["breaking", "Groups and `sets` have no effect on its events."],
  },
} as const satisfies Readonly<Record<string, KindEntry>>;
