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
    title: "Two forms of ids accept the same string.",
    cause:
      "One id could be read in two ways and become two people, or a person and a job. All possible strings count, not only ids in use.",
    fix: "Give one of them a `prefix` that no id of the other starts with, or a narrower `pattern`.",
  },
  "id-accepts-emails": {
    severity: "error",
    title: "A form of an id accepts emails.",
    cause:
      "Emails are the most common wrong ids: one side sends the email, the other the real id, and one person becomes two. An email is also personal data.",
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
    title: "`accept_emails` or `accept_phones` is set on a form that accepts none.",
    cause: "Readers would think that emails or phone numbers can be ids.",
    fix: "Remove the key.",
  },
  "id-undecided": {
    severity: "warning",
    title: "It could not be determined what a form of an id accepts.",
    cause:
      "Its pattern is very large, or has lookarounds or backreferences, which cannot be analyzed. It may accept emails, phone numbers, PostHog's group ids or ids of another form.",
    fix: "Write a simpler `pattern`, or give the form its own `prefix`. For emails and phone numbers, a reason is enough.",
  },
  "id-prefix-ambiguous": {
    severity: "error",
    title: "An id without the prefix can start with the prefix's text.",
    cause:
      "With `accept_unprefixed`, a string that starts with the prefix is read as an id with the prefix. A bare id that happens to start with the same text is refused, or mistaken for another id. With the prefix `n`, that is 1 in 64 Nano IDs.",
    fix: "Choose a prefix with a character that the ids do not have, such as `_` before a UUID, or remove `accept_unprefixed`.",
  },
  "id-accepts-groups": {
    severity: "error",
    title: "A form of an id accepts the ids that PostHog uses for groups.",
    cause:
      "`groupIdentify` without a person is sent under `$TYPE_KEY`, such as `$company_42`. PostHog creates a technical person for it, which a person with the same id would share.",
    fix: "Choose a `prefix` without `$`, or exclude `$` from the start of the `pattern`.",
  },
  "id-reused": {
    severity: "error",
    title: "Integer ids may be reused, or the plan does not say whether they are.",
    cause:
      "A database may reuse the number of a deleted record: SQLite without `AUTOINCREMENT`, MySQL before 8.0 after a restart, and any database after its counter was reset. PostHog would merge the new person into the old one.",
    fix: "Write `reused: false` if numbers are never reused. Otherwise use another id for people, such as a UUID.",
  },
  "id-matches-illegal": {
    severity: "info",
    title: "A pattern of ids matches words that stand for a missing id.",
    cause:
      "Everybody with an id such as `null`, `unknown` or `guest` would be one person. So the contract refuses these words whatever the pattern says.",
    fix: "Nothing, unless a person can have such an id.",
  },
  "id-not-told-apart": {
    severity: "warning",
    title: "These ids cannot be told apart from other ids.",
    cause:
      "Without a prefix, nothing shows what an id belongs to. An organization's UUID is accepted as a person's id, by the types and at run time.",
    fix: "Give the form a `prefix`, or give a reason with `accept_unprefixed: reason`.",
  },
  "actor-on-client": {
    severity: "error",
    title: "The frontend sends an event that has an actor.",
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
      "PostHog ignores groups and `sets` on events without a profile, so the event does not count for the group.",
    fix: "Give the actor `profile: true`, or set `groups: { name: false }` to treat it as a plain property.",
  },
} as const satisfies Record<string, CatalogueEntry>;
