import type { CatalogueEntry } from "../diagnostic.ts";

/** About the contract of ids, and who sends an event. */
export const IDENTITY_CODES = {
  "form-beside-forms": {
    severity: "error",
    title: "An id has both an inline form and a list of `forms`.",
    cause: "It would be unclear which form new ids have.",
    fix: "Make the inline form the first item of `forms`.",
  },
  "id-forms-overlap": {
    severity: "error",
    title: "Two forms of ids accept the same text.",
    cause:
      "One id could be read in two ways and become two people, or a person and a job. All possible strings count, not only ids in use.",
    fix: "Give one of them a `prefix` that no id of the other starts with, or a narrower `pattern`.",
  },
  "id-accepts-emails": {
    severity: "error",
    title: "A form of an id accepts emails.",
    cause:
      "An email is the usual wrong id: one side sends it, the other sends the real id, and one person becomes two. It is also personal data.",
    fix: "Exclude `@` from the `pattern`, or give a reason with `accept_emails: reason`.",
  },
  "id-accepts-phones": {
    severity: "error",
    title: "A form of an id accepts phone numbers.",
    cause:
      "A phone number is personal data, people change it, and the next customer gets it from the provider: then two people are one. Numbers are recognised by their `+`.",
    fix: "Exclude `+` from the `pattern` and the `prefix`, or give a reason: `accept_phones: reason`.",
  },
  "id-reason-unused": {
    severity: "warning",
    title: "`accept_emails` or `accept_phones` stands beside a form that accepts none.",
    cause: "Readers would take emails or phone numbers for ids of the product.",
    fix: "Remove the key.",
  },
  "id-undecided": {
    severity: "warning",
    title: "What a form of an id accepts could not be decided.",
    cause:
      "Its pattern is very large, or has lookarounds or backreferences, which this check does not support. So it may accept emails, phone numbers, PostHog's ids of groups or ids of another form.",
    fix: "Write a simpler `pattern`, or give the form a `prefix` of its own; for emails and phone numbers a reason will do.",
  },
  "id-prefix-ambiguous": {
    severity: "error",
    title: "An id without its prefix can begin with the prefix.",
    cause:
      "With `accept_unprefixed`, a text that begins with the prefix is taken for an id that has it. A bare id that happens to begin so is refused, or is taken for another one: with the prefix `n`, 1 of 64 Nano IDs.",
    fix: "Choose a prefix with a character that the ids do not have, such as `_` before a UUID, or drop `accept_unprefixed`.",
  },
  "id-accepts-groups": {
    severity: "error",
    title: "A form of an id accepts PostHog's own ids of groups.",
    cause:
      "`groupIdentify` without a person is sent under `$TYPE_KEY`, such as `$company_42`. PostHog makes a technical person of it, and a person with that id would be the same one.",
    fix: "Choose a `prefix` without `$`, or exclude `$` from the start of the `pattern`.",
  },
  "id-reused": {
    severity: "error",
    title: "Numbers that are ids may be given again, or it is not said whether they are.",
    cause:
      "A database may give the number of a deleted record to the next one: SQLite without `AUTOINCREMENT`, MySQL before 8.0 after a restart, and each after its counter was set back. PostHog takes the new person for the old one.",
    fix: "Write `reused: false` once no number comes back. Otherwise name people by another id, such as a UUID.",
  },
  "id-matches-illegal": {
    severity: "info",
    title: "A pattern of ids matches words that stand for a missing id.",
    cause:
      "Such as `null`, `unknown` or `guest`: everybody under one of them would be one person, so the contract refuses them whatever the pattern says.",
    fix: "Nothing, unless a person can have such an id.",
  },
  "id-not-told-apart": {
    severity: "warning",
    title: "These ids cannot be told apart from other ids.",
    cause:
      "Without a prefix nothing but its shape says whose id it is: an organization's UUID passes for a person's, in the types as well as at run time.",
    fix: "Give the form a `prefix`, or give a reason with `accept_unprefixed: reason`.",
  },
  "actor-on-client": {
    severity: "error",
    title: "An event of an actor is sent by the frontend.",
    cause: "Frontend helpers always send under the id of the person in the browser.",
    fix: "Write `source: server`, or remove `actor`.",
  },
  "sets-without-profile": {
    severity: "error",
    title: "An event uses `sets`, but its actor has no profile.",
    cause: "PostHog ignores groups and `sets` on events without a profile.",
    fix: "Give the actor `profile: true`, or remove `sets`.",
  },
  "group-without-profile": {
    severity: "warning",
    title: "An event has a group key, but its actor has no profile.",
    cause:
      "PostHog ignores groups and `sets` on events without a profile: the event does not count for the group.",
    fix: "Give the actor `profile: true`, or set `groups: { name: false }` to treat it as a plain property.",
  },
} as const satisfies Record<string, CatalogueEntry>;
