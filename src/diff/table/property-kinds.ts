import type { KindEntry } from "./effect.ts";

/** Kinds of change of a property: of an event, a person, a group or an object. */
export const PROPERTY_KINDS = {
  "property-added": {
    phrase: "is new",
    code: ["safe", "Calls may pass it, or it is filled in for them."],
  },
  "property-added-required": {
    phrase: "is new and required",
    code: ["breaking", "Calls without it do not compile."],
  },
  "property-removed": {
    phrase: "is removed",
    code: ["breaking", "Calls that pass it do not compile."],
    data: ["breaking", "No longer sent: reports that use it find nothing."],
  },
  "property-retired": {
    phrase: "is removed after the day announced",
    code: ["risky", "Calls that still pass it do not compile."],
    data: ["risky", "No longer sent: reports that still use it find nothing."],
  },
  "property-ends-sooner": {
    phrase: "is to be removed sooner than announced",
    code: ["risky", "Calls that pass it have to change sooner."],
    data: ["risky", "Reports that use it have to change sooner."],
  },
  "property-renamed": {
    phrase: "is renamed",
    code: ["breaking", "Calls that pass it by its old name do not compile."],
    data: ["breaking", "Only sent under the new name: reports must read both names."],
  },
  "shared-enum-removed": {
    phrase: "is removed, and its named type with it",
    code: ["breaking", "Code that imports the type does not compile."],
  },
  "shared-enum-retired": {
    phrase: "is removed after the day announced, and its named type with it",
    code: ["risky", "Code that still imports the type does not compile."],
  },
  "enum-type-renamed": {
    phrase: "has a named type of another name",
    code: ["breaking", "Code that imports the type does not compile."],
  },
  "enum-type-named": { phrase: "has another named type in code" },
  "definition-moved": { phrase: "is defined elsewhere" },
  "became-required": {
    phrase: "is now required",
    code: ["breaking", "Calls without it do not compile."],
    data: ["safe", "It is always present."],
  },
  "became-optional": {
    phrase: "is now optional",
    code: ["safe", "Calls may omit it."],
    data: ["risky", "It may be absent: reports must handle that."],
  },
  "condition-added": {
    phrase: "is now required with another property",
    code: ["breaking", "Calls that pass the other property without it do not compile, or break the plan."],
    data: ["safe", "It is present where the other property is."],
  },
  "condition-changed": {
    phrase: "is required with other properties than before",
    code: ["breaking", "Calls that pass those without it do not compile, or break the plan."],
    data: ["risky", "It may be absent where it was present: reports must handle that."],
  },
  "condition-removed": {
    phrase: "is no longer required with another property",
    code: ["safe", "Calls may omit it."],
    data: ["risky", "It may be absent: reports must handle that."],
  },
  "null-accepted": {
    phrase: "may now be null",
    code: ["safe", "Calls may pass null."],
    data: ["risky", "It may be null: reports must handle that."],
  },
  "null-refused": {
    phrase: "may no longer be null",
    code: ["breaking", "Calls that pass null do not compile; at run time the value is omitted."],
    data: ["safe", "It is never null."],
  },
  "default-added": {
    phrase: "now has a default",
    code: ["safe", "Calls may omit it."],
    data: ["safe", "It is always present."],
  },
  "default-fills": {
    phrase: "was optional and now has a default",
    code: ["safe", "Calls may still omit it."],
    data: ["risky", "The default replaces absent values: its count rises."],
  },
  "default-changed": {
    phrase: "has a different default",
    data: ["risky", "The same calls send a different value."],
  },
  "default-removed": {
    phrase: "no longer has a default and is required",
    code: ["breaking", "Calls without it do not compile."],
  },
  "default-became-absence": {
    phrase: "no longer has a default and is optional",
    data: ["risky", "It is absent instead of the default: its count falls."],
  },
  "argument-dropped": {
    phrase: "is no longer passed by the caller",
    code: ["breaking", "Calls that pass it do not compile."],
    data: ["risky", "Its value comes from elsewhere."],
  },
  "argument-needed": {
    phrase: "must now be passed by the caller",
    code: ["breaking", "Calls without it do not compile."],
    data: ["risky", "Its value comes from elsewhere."],
  },
  "argument-offered": {
    phrase: "may now be passed by the caller",
    code: ["safe", "Calls may omit it."],
    data: ["risky", "Its value comes from elsewhere, or is absent."],
  },
  "const-changed": {
    phrase: "has a different constant value",
    data: ["risky", "Filters for the old value find nothing."],
  },
  "computed-changed": {
    phrase: "is computed differently",
    data: ["risky", "Values before and after mean different things."],
  },
  "computed-became-optional": {
    phrase: "is now computed as optional",
    data: ["risky", "It may be absent: reports must handle that."],
  },
  "computed-became-required": {
    phrase: "is now always computed",
    data: ["safe", "It is always present."],
  },
  "fixed-changed": {
    phrase: "gets its value differently",
    data: ["risky", "Values before and after mean different things."],
  },
  "unit-added": { phrase: "now has a unit" },
  "unit-changed": {
    phrase: "has a different unit",
    code: ["breaking", "Calls must pass converted amounts; the compiler will not catch this."],
    data: ["breaking", "Amounts before and after cannot be added up."],
  },
  "unit-removed": {
    phrase: "no longer has a unit",
    data: ["risky", "The amounts can no longer be interpreted."],
  },
  "pii-raised": {
    phrase: "is now more personal",
    data: [
      "risky",
      "More personal data is stored: consent and deletion must cover it. With the option `personalData`, it is no longer sent.",
    ],
  },
  "pii-lowered": {
    phrase: "is declared as less personal",
    data: [
      "risky",
      "Data collected before is as personal as it was. With the option `personalData`, it may be sent from now on.",
    ],
  },
  "property-deprecated": {
    phrase: "is deprecated",
    code: ["safe", "It is marked as deprecated but still sent."],
    data: ["safe", "Still sent: move to its replacement."],
  },
  "became-common": {
    phrase: "is now common",
    code: ["safe", "Calls may leave it out."],
    data: ["risky", "It is missing where its common value is not given."],
  },
  "no-longer-common": {
    phrase: "is no longer common",
    code: ["breaking", "Calls without it do not compile, unless it is optional."],
  },
  "property-side-added": {
    phrase: "is now sent by both sides",
    code: ["risky", "Calls on the other side may have to pass it."],
    data: ["safe", "It is present whichever side sends the event."],
  },
  "property-side-removed": {
    phrase: "is now sent by one side",
    code: ["breaking", "Calls on the other side that pass it do not compile."],
    data: ["risky", "It is absent when the other side sends the event."],
  },
  "properties-reordered": { phrase: "has its properties in a different order" },
  "property-documentation-changed": { phrase: "has different documentation" },
} as const satisfies Readonly<Record<string, KindEntry>>;

/** Kinds of change of a type: of a property, or of the items of an array or a map. */
export const TYPE_KINDS = {
  "type-changed": {
    phrase: "has a different type",
    code: ["breaking", "Calls that pass the old type do not compile."],
    data: ["breaking", "Values before and after cannot be compared, filtered or added up together."],
  },
  "type-narrowed": {
    phrase: "has a narrower type",
    code: ["breaking", "Some values that were accepted are refused."],
    data: ["safe", "No new values occur."],
  },
  "type-widened": {
    phrase: "has a wider type",
    code: ["safe", "Everything accepted before is still accepted."],
    data: ["risky", "New kinds of values may occur."],
  },
  "values-added": {
    phrase: "accepts more values",
    code: ["safe", "Calls may pass them."],
    data: ["risky", "Reports that list the values miss the new ones."],
  },
  "values-removed": {
    phrase: "accepts fewer values",
    code: ["breaking", "Calls that pass them do not compile."],
    data: ["risky", "No longer sent: reports that count them stop growing."],
  },
  "values-reordered": { phrase: "lists its values in a different order or with different meanings" },
  "pattern-added": {
    phrase: "now has a pattern",
    code: ["breaking", "Strings that do not match are refused."],
    data: ["safe", "No new values occur."],
  },
  "pattern-changed": {
    phrase: "has a different pattern",
    code: ["breaking", "Strings that matched the old one may be refused."],
    data: ["risky", "Strings that did not match may occur."],
  },
  "pattern-widened": {
    phrase: "has a wider pattern",
    code: ["safe", "Everything accepted before is still accepted."],
    data: ["risky", "Strings that did not match may occur."],
  },
  "pattern-narrowed": {
    phrase: "has a narrower pattern",
    code: ["breaking", "Some strings that were accepted are refused."],
    data: ["safe", "No new values occur."],
  },
  "pattern-restated": { phrase: "expresses the same pattern differently" },
  "pattern-removed": {
    phrase: "no longer has a pattern",
    code: ["safe", "Everything accepted before is still accepted."],
    data: ["risky", "Any string may occur."],
  },
  "limit-narrowed": {
    phrase: "has a narrower limit",
    code: ["breaking", "Values outside it are rejected at run time; the compiler will not catch this."],
    data: ["safe", "No new values occur."],
  },
  "limit-widened": {
    phrase: "has a wider limit",
    code: ["safe", "Everything accepted before is still accepted."],
    data: ["safe", "Larger or smaller values may occur."],
  },
  "limit-restated": { phrase: "expresses the same limit differently" },
  "truncate-added": {
    phrase: "is now truncated",
    code: ["safe", "Longer strings are accepted and truncated."],
    data: ["risky", "Strings that were complete are truncated."],
  },
  "truncate-changed": {
    phrase: "is truncated at a different length",
    data: ["risky", "The same string may be longer or shorter."],
  },
  "truncate-removed": {
    phrase: "is no longer truncated",
    code: ["breaking", "Strings that are too long are refused instead of truncated."],
    data: ["risky", "The same string may be longer, or absent."],
  },
} as const satisfies Readonly<Record<string, KindEntry>>;
