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

/** What can become of the type of a property, or of what a list or a map holds. */
export const TYPE_KINDS = {
  "type-changed": {
    phrase: "has another type",
    code: ["breaking", "Calls that pass the old type do not compile."],
    data: ["breaking", "Values before and after cannot be compared, filtered or added up together."],
  },
  "type-narrowed": {
    phrase: "has a narrower type",
    code: ["breaking", "Values that were accepted are refused."],
    data: ["safe", "What comes is of a kind that came before."],
  },
  "type-widened": {
    phrase: "has a wider type",
    code: ["safe", "Everything accepted before is still accepted."],
    data: ["risky", "Values of another kind may come."],
  },
  "values-added": {
    phrase: "takes more values",
    code: ["safe", "Calls may pass them."],
    data: ["risky", "What lists the values by name misses the new ones."],
  },
  "values-removed": {
    phrase: "takes fewer values",
    code: ["breaking", "Calls that pass them do not compile."],
    data: ["risky", "No longer sent: reports that count them stop growing."],
  },
  "values-reordered": { phrase: "lists its values in another order, or with another meaning" },
  "pattern-added": {
    phrase: "has a pattern now",
    code: ["breaking", "Text of another form is refused."],
    data: ["safe", "What comes is of a form that came before."],
  },
  "pattern-changed": {
    phrase: "has another pattern",
    code: ["breaking", "Text of the old form may be refused."],
    data: ["risky", "Text of another form may come."],
  },
  "pattern-removed": {
    phrase: "has no pattern any more",
    code: ["safe", "Everything accepted before is still accepted."],
    data: ["risky", "Text of any form may come."],
  },
  "limit-narrowed": {
    phrase: "has a narrower limit",
    code: ["breaking", "Values outside it are rejected at run time; the compiler will not catch this."],
    data: ["safe", "What comes is of a size that came before."],
  },
  "limit-widened": {
    phrase: "has a wider limit",
    code: ["safe", "Everything accepted before is still accepted."],
    data: ["safe", "Larger or smaller values may come."],
  },
  "limit-restated": { phrase: "says the same limit in another way" },
  "truncate-added": {
    phrase: "is cut now",
    code: ["safe", "Longer text is accepted, and cut."],
    data: ["risky", "Text that was whole is cut."],
  },
  "truncate-changed": {
    phrase: "is cut at another length",
    data: ["risky", "The same text comes in another length."],
  },
  "truncate-removed": {
    phrase: "is not cut any more",
    code: ["breaking", "Longer text than allowed is refused in place of being cut."],
    data: ["risky", "The same text comes in another length, or not at all."],
  },
} as const satisfies Readonly<Record<string, KindEntry>>;
