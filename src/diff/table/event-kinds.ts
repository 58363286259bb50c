import type { KindEntry } from "./effect.ts";

/** What can become of events, groups and the plan as a whole. */
export const EVENT_KINDS = {
  "plan-renamed": {
    phrase: "has another name",
    code: ["risky", "The shared tracker is another one; code that looks it up by name must follow."],
    data: ["breaking", "All keyed events get other uuids: what is sent again counts twice."],
    id: ["breaking", "A copy with the old name makes other uuids: an event of both sides counts twice."],
  },
  "event-added": { phrase: "is new", code: ["safe", "There is one more helper."] },
  "event-removed": {
    phrase: "is gone",
    code: ["breaking", "Calls of its helper do not compile."],
    data: ["breaking", "No longer sent: reports that count it stop growing."],
  },
  "event-retired": {
    phrase: "is gone, as its deprecation said",
    code: ["risky", "Calls of its helper that are left do not compile."],
    data: ["risky", "No longer sent: reports that still count it stop growing."],
  },
  "event-renamed": {
    phrase: "has another name",
    code: ["breaking", "Its helper and its types have other names."],
    data: ["breaking", "It comes under the new name only: what counts it must count both."],
  },
  "event-side-added": {
    phrase: "is sent by both sides now",
    data: ["risky", "It comes from where it did not come from before: numbers may rise."],
  },
  "event-side-removed": {
    phrase: "is no longer sent by a side that sent it",
    code: ["breaking", "Calls of its helper on that side do not compile."],
    data: ["risky", "What only that side knew of is not counted."],
  },
  "event-owner-side-changed": {
    phrase: "has to be sent by the other side",
    data: ["risky", "What the new side fails to send is left to the safety net."],
  },
  "event-actor-changed": {
    phrase: "has another sender",
    code: ["breaking", "Its helper takes the id of another kind of sender."],
    data: ["breaking", "It counts for others from now on: funnels and retention are cut."],
  },
  "event-withdrawn": {
    phrase: "is only planned now",
    code: ["breaking", "Calls of its helper do not compile."],
    data: ["breaking", "No longer sent: reports that count it stop growing."],
  },
  "event-live": { phrase: "is live now", code: ["safe", "There is one more helper."] },
  "event-deprecated": {
    phrase: "is deprecated",
    code: ["safe", "Its helper is marked, and still sends."],
    data: ["safe", "It still comes: time to move to what takes its place."],
  },
  "event-restored": { phrase: "is not deprecated any more", code: ["safe", "Its helper loses the mark."] },
  "idempotency-added": {
    phrase: "has a key now, so that a repeat counts once",
    code: ["breaking", "Calls must pass the record's time, and the key where the caller has it."],
    data: ["risky", "Repeats are not counted any more: numbers may fall."],
    id: ["risky", "An older copy sends it without the key: both sides count twice until it follows."],
  },
  "idempotency-removed": {
    phrase: "has no key any more",
    data: ["breaking", "A repeat counts again: numbers may rise."],
    id: ["risky", "An older copy still makes the uuid from the key."],
  },
  "idempotency-key-changed": {
    phrase: "has another key",
    code: ["risky", "Calls must pass what the new key is made of."],
    data: ["breaking", "A repeat of an event that was sent before counts twice."],
    id: ["breaking", "An older copy makes other uuids: what both sides send counts twice."],
  },
  "idempotency-time-changed": {
    phrase: "takes its time from another record",
    code: ["risky", "Calls must pass the time of that record; no compiler tells."],
    data: ["risky", "A repeat with another time counts twice."],
  },
  "revenue-added": {
    phrase: "counts as revenue",
    data: ["risky", "Revenue rises, or counts twice if another event stands for the same payment."],
  },
  "revenue-removed": {
    phrase: "does not count as revenue any more",
    code: ["breaking", "`captureRevenue` does not take it."],
    data: ["breaking", "Revenue falls."],
  },
  "revenue-changed": {
    phrase: "counts as another revenue",
    data: ["breaking", "Amounts before and after mean different things."],
  },
  "event-group-added": {
    phrase: "counts for one more kind of group",
    data: ["risky", "The numbers of these groups rise."],
  },
  "event-group-removed": {
    phrase: "does not count for a kind of group any more",
    data: ["breaking", "The numbers of these groups fall."],
  },
  "event-group-key-changed": {
    phrase: "takes its group from another property",
    data: ["breaking", "It may count for another group than before."],
  },
  "sets-added": {
    phrase: "sets one more property",
    data: ["risky", "It may replace what is there from elsewhere."],
  },
  "sets-removed": {
    phrase: "does not set a property any more",
    data: ["breaking", "The value in profiles stays what it was last."],
  },
  "sets-changed": {
    phrase: "sets a property from another one",
    data: ["breaking", "The value in profiles means something else."],
  },
  "group-added": { phrase: "is new", code: ["safe", "There is one more group to describe."] },
  "group-removed": {
    phrase: "is gone",
    code: ["breaking", "Calls that name it do not compile."],
    data: ["breaking", "Nothing is counted for it any more."],
  },
  "group-key-changed": {
    phrase: "has another key property",
    data: ["breaking", "Events are sent to it by another property, or not at all."],
  },
  "group-key-form-changed": {
    phrase: "has keys of another form",
    code: ["breaking", "The type of its keys is another, or is gone; keys of the old form are refused."],
    data: ["risky", "One group may go on under another key."],
    id: ["breaking", "An older copy goes on with the old form."],
  },
  "documentation-changed": { phrase: "is described in other words" },
} as const satisfies Readonly<Record<string, KindEntry>>;
