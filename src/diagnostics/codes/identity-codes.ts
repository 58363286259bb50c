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
  "id-overlap-undecided": {
    severity: "warning",
    title: "Whether two forms of ids accept the same text could not be decided.",
    cause: "A pattern is very large or has backreferences, which this check does not support.",
    fix: "Give each form a `prefix` of its own, or write a simpler `pattern`.",
  },
  "id-accepts-emails": {
    severity: "error",
    title: "A form of an id accepts emails.",
    cause:
      "An email is the usual wrong id: one side sends it, the other sends the real id, and one person becomes two. It is also personal data.",
    fix: "Exclude `@` from the `pattern`, or give a reason with `accept_emails: reason`.",
  },
  "id-emails-undecided": {
    severity: "warning",
    title: "Whether a form of an id accepts emails could not be decided.",
    cause: "Its pattern is very large, or has lookarounds or backreferences.",
    fix: "Write a simpler `pattern`, or give a reason with `accept_emails: reason`.",
  },
  "id-emails-reason-unused": {
    severity: "warning",
    title: "`accept_emails` is set for a form that accepts no emails.",
    cause: "Readers would assume that emails are valid ids.",
    fix: "Remove `accept_emails`.",
  },
  "id-matches-illegal": {
    severity: "info",
    title: "An id pattern matches words that are never ids.",
    cause:
      "For example `null` or `guest`: PostHog merges nobody under them, and the contract always refuses them.",
    fix: "No change is needed unless a person can have such an id.",
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
