import type { CatalogueEntry } from "../diagnostic.ts";

/** About what refers to something else in the plan: events, groups, revenue and what an event sets. */
export const EVENT_CODES = {
  "unknown-property": {
    severity: "error",
    title: "A referenced property does not exist.",
    cause: "Usually a typo, or a property that was renamed or removed.",
    fix: "Correct the name, or add the property.",
  },
  "unknown-group": {
    severity: "error",
    title: "A referenced group does not exist.",
    cause: "Group types are defined under `groups`.",
    fix: "Correct the name, or define the group.",
  },
  "unknown-event": {
    severity: "error",
    title: "A referenced event does not exist.",
    cause: "`deprecated.use` names the event that replaces the deprecated one.",
    fix: "Correct the name, or add the event.",
  },
  "link-not-web": {
    severity: "error",
    title: "A link does not lead to the web.",
    cause: "The docs link to it. Other addresses, such as `javascript:`, could run code at a click.",
    fix: "Write the http or https address of the page.",
  },
  "end-beside-deprecation": {
    severity: "error",
    title: "A deprecated event has its removal date outside of `deprecated`.",
    cause: "`remove_after` of an event is the end of one that is not deprecated. A deprecation has its own.",
    fix: "Move `remove_after` into `deprecated`.",
  },
  "unknown-bundle": {
    severity: "error",
    title: "A referenced bundle does not exist.",
    cause: "Bundles are defined under `bundles`.",
    fix: "Correct the name, or define the bundle.",
  },
  "bundle-conflict": {
    severity: "error",
    title: "An event would have one property twice, in different ways.",
    cause:
      "An event has the properties of its bundles. Its own property goes before one of the same name in a bundle, if both accept the same values. Two bundles of one event can share a name only for the same property.",
    fix: "Use one shared property in both, rename one of them, or remove one of the bundles.",
  },
  "unknown-actor": {
    severity: "error",
    title: "A referenced actor does not exist.",
    cause: "An event's `actor` is `user` or one of `identity.actors`.",
    fix: "Correct the name, or define the actor.",
  },
  "too-many-groups": {
    severity: "error",
    title: "The plan has more than 5 group types.",
    cause: "PostHog accepts at most 5 group types per project and drops the others.",
    fix: "Keep the 5 most useful ones and make the others properties.",
  },
  "group-key-type": {
    severity: "error",
    title: "The type of a group key is not supported.",
    cause: "PostHog's group keys are strings; integers are sent as strings.",
    fix: "Make it a `string`, `integer`, `uuid` or `enum`, or name another property.",
  },
  "group-key-form": {
    severity: "error",
    title: "A property with a group key does not have the form of that group's keys.",
    cause:
      "The shared property named by `groups.<type>.key` defines the form of keys, by its `pattern` or as a `uuid`. A second form would split one group into two.",
    fix: "Use the shared property unchanged, without its own `type` or `pattern`.",
  },
  "sets-type": {
    severity: "error",
    title: "An event sets a property from one with a different type.",
    cause: "The person or group would get values that its property refuses.",
    fix: "Give both the same type, ideally with a shared property.",
  },
  "sets-without-group": {
    severity: "error",
    title: "An event sets a property of a group that it is not sent to.",
    cause: "Only a group key identifies the group, and the event does not have one.",
    fix: "Add the property with the group key to the event, or set another one under `groups`.",
  },
  "revenue-amount": {
    severity: "error",
    title: "The revenue amount is not a number.",
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
    title: "A property is not supported in an idempotency key.",
    cause:
      "A key consists of scalar values that callers pass, such as strings, numbers or dates, and of constants. It must be the same on both sides and for every retry.",
    fix: "Use a scalar property that the caller passes, or `key: caller`.",
  },
  "durable-on-client": {
    severity: "error",
    title: "An event that only browsers send is durable.",
    cause: "The outbox belongs to the server. What a browser has not sent is lost when its page is closed.",
    fix: "Remove `delivery`, or let the server send the event: `source: server`, or `both`.",
  },
  "deprecated-without-status": {
    severity: "error",
    title: "An event has `deprecated` but not `status: deprecated`.",
    cause: "Without `status: deprecated` its helper is not marked as deprecated.",
    fix: "Add `status: deprecated`, or remove `deprecated`.",
  },
  "deprecated-by-itself": {
    severity: "error",
    title: "A deprecation names itself as its replacement.",
    cause: "`deprecated.use` must name the replacement.",
    fix: "Name another one, or remove `use`.",
  },
} as const satisfies Record<string, CatalogueEntry>;
