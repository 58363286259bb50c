import type { CatalogueEntry } from "../diagnostic.ts";

/** About what refers to something else in the plan: events, groups, revenue and what an event sets. */
export const EVENT_CODES = {
  "unknown-property": {
    severity: "error",
    title: "A property that is named does not exist.",
    cause: "Mostly a typing error, or a property that was renamed or removed.",
    fix: "Correct the name, or add the property.",
  },
  "unknown-group": {
    severity: "error",
    title: "A group that is named does not exist.",
    cause: "Group types are defined under `groups`.",
    fix: "Correct the name, or define the group.",
  },
  "unknown-event": {
    severity: "error",
    title: "An event that is named does not exist.",
    cause: "`deprecated.use` names the event that stands in the deprecated one's place.",
    fix: "Correct the name, or add the event.",
  },
  "unknown-actor": {
    severity: "error",
    title: "An actor that is named does not exist.",
    cause: "An event's `actor` is `user`, or one of `identity.actors`.",
    fix: "Correct the name, or define the actor.",
  },
  "too-many-groups": {
    severity: "error",
    title: "The plan has more than 5 group types.",
    cause: "PostHog takes at most 5 group types in a project and drops the others.",
    fix: "Keep the 5 that people ask questions about; make the others properties.",
  },
  "group-key-type": {
    severity: "error",
    title: "The property that holds a group's key cannot hold one.",
    cause: "PostHog's group keys are text; whole numbers are sent as text.",
    fix: "Make it a `string`, `integer`, `uuid` or `enum`, or name another property.",
  },
  "group-key-form": {
    severity: "error",
    title: "A property that holds a group's key does not have the form of its keys.",
    cause:
      "The shared property that `groups.<type>.key` names says what keys look like, by its `pattern` or as a `uuid`. With two forms, one group would become two.",
    fix: "Take the shared property as it is, without `type` or `pattern` of its own.",
  },
  "sets-type": {
    severity: "error",
    title: "An event sets a property from one whose values do not fit.",
    cause: "The person or group would get values that its own property refuses.",
    fix: "Give both the same type, best by one shared property.",
  },
  "sets-without-group": {
    severity: "error",
    title: "An event sets something on a group that it is not sent to.",
    cause: "Which group is meant is known only by the group's key, which the event does not carry.",
    fix: "Give the event the property that holds the group's key, or name another one under `groups`.",
  },
  "revenue-amount": {
    severity: "error",
    title: "The amount of the revenue is not a number.",
    cause: "`revenue.amount` names a `number` or `integer` property, in major units such as dollars.",
    fix: "Name a numeric property.",
  },
  "revenue-currency": {
    severity: "error",
    title: "The currency of the revenue can be something else than an ISO 4217 code.",
    cause:
      "It is a code such as `USD`, or a property that can hold nothing else: an `enum` of codes, or a `const`. Under any other text, such as `usd`, PostHog would count the amount as US dollars.",
    fix: "Write the code in capitals, or `{ property: name }` with an `enum` of the codes that you take.",
  },
  "idempotency-property": {
    severity: "error",
    title: "A property cannot be part of an idempotency key.",
    cause:
      "A key is made of single values that callers pass, such as text, numbers or dates, and of constants beside them. It is the same on both sides, and when a send is repeated.",
    fix: "Name a property with a single value that the caller passes, or take `key: caller`.",
  },
  "deprecated-without-status": {
    severity: "error",
    title: "An event says `deprecated`, but its status does not.",
    cause: "Without `status: deprecated` its helper would look alive.",
    fix: "Add `status: deprecated`, or remove `deprecated`.",
  },
  "deprecated-by-itself": {
    severity: "error",
    title: "A deprecation names the deprecated thing itself as the one to use.",
    cause: "`deprecated.use` names what stands in its place.",
    fix: "Name another one, or remove `use`.",
  },
} as const satisfies Record<string, CatalogueEntry>;
