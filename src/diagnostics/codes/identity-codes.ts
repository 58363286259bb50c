import type { CatalogueEntry } from "../diagnostic.ts";

/** About the contract of ids, and who sends an event. */
export const IDENTITY_CODES = {
  "form-beside-forms": {
    severity: "error",
    title: "An id has one form inline and a list of `forms` beside it.",
    cause: "With both it would not be said which of them new ids have.",
    fix: "Make the inline form the first item of `forms`.",
  },
  "id-forms-overlap": {
    severity: "error",
    title: "Two forms of ids accept the same text.",
    cause:
      "One id could be read in two ways, and so be two people, or a person and a job. Every text counts, not only ids in use.",
    fix: "Give one of them a `prefix` that no id of the other begins with, or a narrower `pattern`.",
  },
  "id-overlap-undecided": {
    severity: "warning",
    title: "Whether two forms of ids accept the same text could not be decided.",
    cause: "A pattern is very large, or has references back, which no automaton can follow.",
    fix: "Give each form a `prefix` of its own, or write a simpler `pattern`.",
  },
  "id-accepts-emails": {
    severity: "error",
    title: "A form of an id accepts emails.",
    cause:
      "An email is the usual wrong id: one side sends it, the other sends the real id, and one person becomes two. It is also personal data.",
    fix: "Exclude `@` from the `pattern`, or say why with `accept_emails: reason`.",
  },
  "id-emails-undecided": {
    severity: "warning",
    title: "Whether a form of an id accepts emails could not be decided.",
    cause: "Its pattern is very large, or has look-arounds or references back.",
    fix: "Write a simpler `pattern`, or say with `accept_emails: reason` why emails may be ids.",
  },
  "id-emails-reason-unused": {
    severity: "warning",
    title: "`accept_emails` stands beside a form that accepts none.",
    cause: "Readers would take emails for ids of the product.",
    fix: "Remove `accept_emails`.",
  },
  "id-matches-illegal": {
    severity: "info",
    title: "A pattern of ids matches words that are no ids.",
    cause:
      "Such as `null` or `guest`: PostHog merges no one under them, and the contract refuses them whatever the pattern says.",
    fix: "Nothing, unless a person can have such an id.",
  },
  "id-not-told-apart": {
    severity: "warning",
    title: "Ids of other things look just like these ids.",
    cause:
      "Without a prefix nothing but its shape says whose id it is: an organization's UUID passes for a person's, in the types as well as at run time.",
    fix: "Give the form a `prefix`, or say why there is none: `accept_unprefixed: reason`.",
  },
  "actor-on-client": {
    severity: "error",
    title: "An event of an actor is sent by the frontend.",
    cause: "A browser has a person, and helpers of the frontend send under that person's id.",
    fix: "Write `source: server`, or remove `actor`.",
  },
  "sets-without-profile": {
    severity: "error",
    title: "An event sets something, and its actor has no profile.",
    cause: "PostHog ignores groups and `sets` on events without a profile.",
    fix: "Give the actor `profile: true`, or remove `sets`.",
  },
  "group-without-profile": {
    severity: "warning",
    title: "An event carries a group's key, and its actor has no profile.",
    cause:
      "PostHog ignores groups and `sets` on events without a profile: the event does not count for the group.",
    fix: "Give the actor `profile: true`, or say with `groups: { name: false }` that the property is only a property.",
  },
} as const satisfies Record<string, CatalogueEntry>;
