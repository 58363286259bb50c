import type { KindEntry } from "./effect.ts";

/** What can become of a property: of an event, a person, a group, or inside another one. */
export const PROPERTY_KINDS = {
  "property-added": {
    phrase: "is new",
    code: ["safe", "Calls may pass it, or it is sent without them."],
  },
  "property-added-required": {
    phrase: "is new, and required",
    code: ["breaking", "Calls without it do not compile."],
  },
  "property-removed": {
    phrase: "is gone",
    code: ["breaking", "Calls that pass it do not compile."],
    data: ["breaking", "No longer sent: what reads it finds nothing."],
  },
  "property-retired": {
    phrase: "is gone, as its deprecation said",
    code: ["risky", "Calls that still pass it do not compile."],
    data: ["risky", "No longer sent: what still reads it finds nothing."],
  },
  "property-renamed": {
    phrase: "has another name",
    code: ["breaking", "Calls that pass it by its old name do not compile."],
    data: ["breaking", "It comes under the new name only: what reads it must read both."],
  },
  "shared-enum-removed": {
    phrase: "is gone, and with it its named type",
    code: ["breaking", "Code that imports the type does not compile."],
  },
  "became-required": {
    phrase: "is required now",
    code: ["breaking", "Calls without it do not compile."],
    data: ["safe", "It is always there."],
  },
  "became-optional": {
    phrase: "is optional now",
    code: ["safe", "Calls may leave it out."],
    data: ["risky", "It may be absent: what reads it must expect that."],
  },
  "null-accepted": {
    phrase: "may be null now",
    code: ["safe", "Calls may pass null."],
    data: ["risky", "It may be null: what reads it must expect that."],
  },
  "null-refused": {
    phrase: "may not be null any more",
    code: ["breaking", "Calls that pass null do not compile, and at runtime the value is left out."],
    data: ["safe", "It is never null."],
  },
  "default-added": {
    phrase: "has a default now",
    code: ["safe", "Calls may leave it out."],
    data: ["safe", "It is always there."],
  },
  "default-fills": {
    phrase: "has a default now where it could be absent",
    code: ["safe", "Calls may still leave it out."],
    data: ["risky", "What was absent is the default: counts of it rise."],
  },
  "default-changed": {
    phrase: "has another default",
    data: ["risky", "The same calls send another value."],
  },
  "default-removed": {
    phrase: "has no default any more, and is required",
    code: ["breaking", "Calls without it do not compile."],
  },
  "default-became-absence": {
    phrase: "has no default any more, and is optional",
    data: ["risky", "What was the default is absent: counts of it fall."],
  },
  "argument-dropped": {
    phrase: "is not passed by the caller any more",
    code: ["breaking", "Calls that pass it do not compile."],
    data: ["risky", "Its value comes from elsewhere."],
  },
  "argument-needed": {
    phrase: "has to be passed by the caller now",
    code: ["breaking", "Calls without it do not compile."],
    data: ["risky", "Its value comes from elsewhere."],
  },
  "argument-offered": {
    phrase: "may be passed by the caller now",
    code: ["safe", "Calls may leave it out."],
    data: ["risky", "Its value comes from elsewhere, or is absent."],
  },
  "const-changed": {
    phrase: "has another constant value",
    data: ["risky", "What looks for the old value finds nothing."],
  },
  "computed-changed": {
    phrase: "is computed in another way",
    data: ["risky", "Values before and after mean different things."],
  },
  "computed-became-optional": {
    phrase: "may come to nothing now",
    data: ["risky", "It may be absent: what reads it must expect that."],
  },
  "computed-became-required": {
    phrase: "is always computed now",
    data: ["safe", "It is always there."],
  },
  "fixed-changed": {
    phrase: "gets its value in another way",
    data: ["risky", "Values before and after mean different things."],
  },
  "unit-added": { phrase: "says its unit" },
  "unit-changed": {
    phrase: "has another unit",
    code: ["breaking", "Calls must pass other amounts; no compiler tells."],
    data: ["breaking", "Amounts before and after cannot be added up."],
  },
  "unit-removed": {
    phrase: "does not say its unit any more",
    data: ["risky", "Nobody can tell what the amounts are."],
  },
  "pii-raised": {
    phrase: "says more of a person",
    data: ["risky", "What is kept of people grows: consent and deletion must cover it."],
  },
  "pii-lowered": {
    phrase: "is said to say less of a person",
    data: ["risky", "What was collected before still says as much."],
  },
  "property-deprecated": {
    phrase: "is deprecated",
    code: ["safe", "It is marked, and still sent."],
    data: ["safe", "It still comes: time to move to what takes its place."],
  },
  "properties-reordered": { phrase: "has its properties in another order" },
  "property-documentation-changed": { phrase: "is described in other words" },
} as const satisfies Readonly<Record<string, KindEntry>>;
