import type { KindEntry } from "./effect.ts";

/** Kinds of change of events, groups and the plan itself. */
export const EVENT_KINDS = {
  "plan-renamed": {
    phrase: "is renamed",
    code: ["risky", "The shared tracker changes; code that looks it up by name must be updated."],
    data: ["breaking", "All keyed events get new uuids: a resent event counts twice."],
    id: ["breaking", "An older copy creates other uuids: an event sent by both sides counts twice."],
  },
  "event-added": { phrase: "is new", code: ["safe", "There is a new helper."] },
  "event-removed": {
    phrase: "is removed",
    code: ["breaking", "Calls of its helper do not compile."],
    data: ["breaking", "No longer sent: reports that count it stop growing."],
  },
  "event-replaced": {
    phrase: "is removed, and a new event has its helper",
    code: ["risky", "Its helper sends the new event: calls must pass the properties of that one."],
    data: ["breaking", "No longer sent: reports that count it stop growing."],
  },
  "event-retired": {
    phrase: "is removed after the day announced",
    code: ["risky", "Remaining calls of its helper do not compile."],
    data: ["risky", "No longer sent: reports that still count it stop growing."],
  },
  "event-ends-sooner": {
    phrase: "is to be removed sooner than announced",
    code: ["risky", "Calls of its helper have to go sooner."],
    data: ["risky", "Reports have to move to its replacement sooner."],
  },
  "event-renamed": {
    phrase: "is renamed",
    code: ["breaking", "Its helper and its types are renamed."],
    data: ["breaking", "Only sent under the new name: reports must count both names."],
  },
  "event-sent-name-changed": {
    phrase: "is sent under another name",
    code: [
      "risky",
      "Its helper keeps its name; calls that name the event, as of `trackEvent`, do not compile.",
    ],
    data: ["breaking", "Only sent under the new name: reports must count both names."],
  },
  "event-rename-planned": {
    phrase: "is renamed, and goes on under the old name, too",
    code: ["risky", "Its helper and its types are renamed."],
    data: [
      "risky",
      "Sent under both names: move reports to the new one. Revenue and what it sets come only with that.",
    ],
  },
  "event-sent-name-moves": {
    phrase: "is sent under a new name, and goes on under the old one, too",
    code: [
      "risky",
      "Its helper keeps its name; calls that name the event, as of `trackEvent`, do not compile.",
    ],
    data: [
      "risky",
      "Sent under both names: move reports to the new one. Revenue and what it sets come only with that.",
    ],
  },
  "event-former-name-added": {
    phrase: "is now also sent under another name",
    data: ["risky", "It counts under that name, too."],
  },
  "event-former-name-removed": {
    phrase: "is no longer sent under its former name",
    data: ["breaking", "Reports that count the former name stop growing."],
  },
  "event-former-name-ended": {
    phrase: "is no longer sent under its former name, after the day announced",
    data: ["risky", "Reports that still count the former name stop growing."],
  },
  "event-former-name-ends-sooner": {
    phrase: "is sent under its former name for less time than announced",
    data: ["risky", "Reports that count the former name have to move sooner."],
  },
  "event-former-name-changed": {
    phrase: "is also sent under a different name",
    data: ["breaking", "Reports that count the name before stop growing."],
  },
  "event-opened": {
    phrase: "now accepts additional properties",
    code: ["safe", "Calls may pass `options.additional`."],
    data: ["risky", "It may have properties that the plan does not name."],
  },
  "event-closed": {
    phrase: "no longer accepts additional properties",
    code: ["breaking", "Calls that pass `options.additional` do not compile."],
    data: ["risky", "Properties that the plan does not name are no longer sent."],
  },
  "additional-widened": {
    phrase: "accepts more additional properties",
    code: ["safe", "Everything accepted before is still accepted."],
    data: ["risky", "More properties that the plan does not name may occur."],
  },
  "additional-narrowed": {
    phrase: "accepts fewer additional properties",
    code: ["breaking", "Some of what was accepted is refused; the compiler sees only the types."],
    data: ["safe", "No new properties occur."],
  },
  "event-helper-renamed": {
    phrase: "has another name in code",
    code: ["breaking", "Its helper and its types are renamed."],
  },
  "event-side-added": {
    phrase: "is now sent by both sides",
    data: ["risky", "It is also sent from the other side: its count may rise."],
  },
  "event-side-removed": {
    phrase: "is no longer sent by one side",
    code: ["breaking", "Calls of its helper on that side do not compile."],
    data: ["risky", "Occurrences that only that side sees are no longer counted."],
  },
  "event-owner-side-changed": {
    phrase: "is now owned by the other side",
    data: ["risky", "If the new owner does not send it, only the safety net does."],
  },
  "event-actor-changed": {
    phrase: "has a different actor",
    code: ["breaking", "Its helper takes the id of a different kind of actor."],
    data: ["breaking", "It counts for different people: funnels and retention break."],
  },
  "event-withdrawn": {
    phrase: "is only planned again",
    code: ["breaking", "Calls of its helper do not compile."],
    data: ["breaking", "No longer sent: reports that count it stop growing."],
  },
  "event-live": { phrase: "is live now", code: ["safe", "There is a new helper."] },
  "event-deprecated": {
    phrase: "is deprecated",
    code: ["safe", "Its helper is marked as deprecated but still sends."],
    data: ["safe", "Still sent: move to its replacement."],
  },
  "event-restored": {
    phrase: "is no longer deprecated",
    code: ["safe", "Its helper is no longer deprecated."],
  },
  "event-stabilized": {
    phrase: "is no longer experimental",
    code: ["safe", "It no longer changes without notice."],
  },
  "event-made-experimental": {
    phrase: "is experimental now",
    code: ["risky", "It may change without notice, and `diff` reports that as safe."],
    data: ["risky", "It may change without notice: do not rely on it in reports."],
  },
  "delivery-made-durable": {
    phrase: "is durable now",
    code: [
      "safe",
      "It survives a killed process once the option `outbox` is set. In a transaction, it is sent if that commits.",
    ],
  },
  "delivery-made-memory": {
    phrase: "is no longer durable",
    code: ["risky", "It is sent even if the transaction of `outbox.within` is rolled back."],
    data: ["risky", "A killed process loses what it has not sent: some occurrences are no longer counted."],
  },
  "idempotency-added": {
    phrase: "now has an idempotency key, so that a retry counts once",
    code: ["breaking", "Calls must pass the record's time, and the key if the caller provides it."],
    data: ["risky", "Retries are no longer counted: its count may fall."],
    id: ["risky", "An older copy sends it without the key: it counts twice until the copy is updated."],
  },
  "idempotency-removed": {
    phrase: "no longer has an idempotency key",
    data: ["breaking", "Retries are counted again: its count may rise."],
    id: ["risky", "An older copy still derives the uuid from the key."],
  },
  "idempotency-key-changed": {
    phrase: "has a different idempotency key",
    code: ["risky", "Calls must pass the properties of the new key."],
    data: ["breaking", "A retry of an event that was sent before counts twice."],
    id: ["breaking", "An older copy creates other uuids: an event sent by both sides counts twice."],
  },
  "idempotency-time-changed": {
    phrase: "takes its time from a different record",
    code: ["risky", "Calls must pass the time of that record; the compiler will not catch this."],
    data: ["risky", "A retry with a different time counts twice."],
  },
  "revenue-added": {
    phrase: "now counts as revenue",
    data: ["risky", "Revenue rises, or counts twice if another event covers the same payment."],
  },
  "revenue-removed": {
    phrase: "no longer counts as revenue",
    code: ["breaking", "`captureRevenue` no longer accepts it."],
    data: ["breaking", "Revenue falls."],
  },
  "revenue-changed": {
    phrase: "counts different revenue",
    data: ["breaking", "Amounts before and after mean different things."],
  },
  "event-group-added": {
    phrase: "is now sent to another group type",
    data: ["risky", "The counts of these groups rise."],
  },
  "event-group-removed": {
    phrase: "is no longer sent to a group type",
    data: ["breaking", "The counts of these groups fall."],
  },
  "event-group-key-changed": {
    phrase: "takes its group from a different property",
    data: ["breaking", "It may count for a different group than before."],
  },
  "sets-added": {
    phrase: "sets another property",
    data: ["risky", "It may overwrite a value from another source."],
  },
  "sets-removed": {
    phrase: "no longer sets a property",
    data: ["breaking", "The value in profiles is no longer updated."],
  },
  "sets-changed": {
    phrase: "sets a property from a different one",
    data: ["breaking", "The value in profiles has a different meaning."],
  },
  "event-bundles-changed": { phrase: "takes other bundles" },
  "bundle-added": { phrase: "is new" },
  "bundle-removed": { phrase: "is removed" },
  "common-changed": { phrase: "has other common properties" },
  "group-added": { phrase: "is new", code: ["safe", "There is another group type to describe."] },
  "group-removed": {
    phrase: "is removed",
    code: ["breaking", "Calls that name it do not compile."],
    data: ["breaking", "Nothing is counted for it any more."],
  },
  "group-key-changed": {
    phrase: "has a different key property",
    data: ["breaking", "Events are sent to it by a different property, or not at all."],
  },
  "group-key-form-changed": {
    phrase: "has a different key format",
    code: ["breaking", "The type of its keys changes or is removed; keys of the old format are refused."],
    data: ["risky", "A group may continue under a different key."],
    id: ["breaking", "An older copy still uses the old format."],
  },
  "documentation-changed": { phrase: "has different documentation" },
} as const satisfies Readonly<Record<string, KindEntry>>;
