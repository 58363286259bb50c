import type { CatalogueEntry } from "../diagnostic.ts";

/** About properties: their types, where their values come from, and computed expressions. */
export const PROPERTY_CODES = {
  "type-missing": {
    severity: "error",
    title: "A property has no type.",
    cause: "It has neither `type` nor `use`, and no shared property has its name.",
    fix: "Give it a `type`, or define it under `properties`.",
  },
  "type-on-shared": {
    severity: "error",
    title: "A property has a type of its own, though a shared property has its name.",
    cause:
      "Two meanings of one name drift apart: this is how a property becomes text in one event and a number in another.",
    fix: "Drop `type`, or rename the property.",
  },
  "use-cycle": {
    severity: "error",
    title: "Shared properties use one another in a circle.",
    cause: "Each takes its type from the next, so that none has one.",
    fix: "Give one of them a `type`.",
  },
  "type-too-large": {
    severity: "error",
    title: "A type holds more parts than a plan can sensibly describe.",
    cause: "Objects that take shared objects multiply: a few lines can stand for billions of properties.",
    fix: "Take levels out: a property of type `json` takes any JSON without a description of it.",
  },
  "key-not-for-type": {
    severity: "error",
    title: "A key does not belong to the property's type.",
    cause: "Such as `min` on a string, which has `min_length`.",
    fix: "Remove the key, or change the type.",
  },
  "key-without-partner": {
    severity: "error",
    title: "A key says nothing without another one.",
    cause: "Such as `accept_unprefixed` without a `prefix`, or `pattern_unsafe` without a `pattern`.",
    fix: "Add the other key, or remove this one.",
  },
  "range-inverted": {
    severity: "error",
    title: "Limits contradict each other.",
    cause: "Such as a `min` above the `max`: no value could be accepted.",
    fix: "Correct one of the limits.",
  },
  "enum-without-values": {
    severity: "error",
    title: "An enum has no values.",
    cause: "No value could ever be accepted.",
    fix: "List the `values`, or take `type: string`.",
  },
  "enum-value-not-text": {
    severity: "error",
    title: "A value of an enum is not text.",
    cause: "YAML reads `1.0` as a number, `null` as nothing and `true` as a boolean.",
    fix: 'Put the value in quotes: `"1.0"`.',
  },
  "enum-value-repeated": {
    severity: "error",
    title: "A value of an enum stands twice.",
    cause: "The second adds nothing; mostly another value was meant.",
    fix: "Remove or correct one of them.",
  },
  "pattern-invalid": {
    severity: "error",
    title: "A pattern is not a regular expression.",
    cause: "Patterns are compiled as `^(?:…)$` with the flag `u`, which is strict about escapes.",
    fix: "Correct the pattern. A `\\` in double quotes is written twice in YAML.",
  },
  "pattern-unsafe": {
    severity: "error",
    title: "A pattern cannot be shown to be fast on every text.",
    cause:
      "Such as `(a+)+`: a text can match it in many ways, and a failing match tries them all. Some harmless patterns with `\\p{…}` cannot be told from those.",
    fix: "Let no two parts match the same text, or say with `pattern_unsafe: reason` why it may stand.",
  },
  "value-not-accepted": {
    severity: "error",
    title: "A `default`, `const` or `example` is refused by its own type.",
    cause: "A value that the property would never accept is wrong, or the type is.",
    fix: "Correct the value or the type.",
  },
  "optional-with-default": {
    severity: "error",
    title: "A property is optional and has a default.",
    cause: "With a default the property is never absent, so that `optional` would mean nothing.",
    fix: "Drop one of the two.",
  },
  "source-conflict": {
    severity: "error",
    title: "A property gets its value from two places.",
    cause: "`default`, `const` and `computed` each say where the value comes from.",
    fix: "Keep one of them.",
  },
  "source-not-allowed": {
    severity: "error",
    title: "`default`, `const` or `computed` stands where it cannot work.",
    cause:
      "Person and group properties are only set as given, and `computed` works at the top level of an event.",
    fix: "Remove the key.",
  },
  "computed-syntax": {
    severity: "error",
    title: "A computed expression cannot be read.",
    cause: "It is not an expression of JavaScript.",
    fix: "Correct the expression, and put it in double quotes when it holds `: ` or ` #`.",
  },
  "computed-not-allowed": {
    severity: "error",
    title: "A computed expression holds more than an expression may.",
    cause: "Only names of properties, literals and `+ - * / % < <= > >= == != ! && || ?:` are allowed.",
    fix: "Take it out, or compute the value in code and pass it.",
  },
  "computed-types": {
    severity: "error",
    title: "A computed expression mixes types.",
    cause: "Arithmetic and `<` take numbers, `&& || ! ?` take booleans, `==` takes two values of one type.",
    fix: "Compare or combine values of one type.",
  },
  "computed-never-equal": {
    severity: "error",
    title: "A comparison in a computed expression can never hold.",
    cause:
      "Such as an enum compared with a text that is not one of its values: mostly a typing error. An expression sees values as they are sent: uuids in lower case, texts cut to `truncate`, numbers within `min` and `max`.",
    fix: "Correct the value.",
  },
  "computed-input": {
    severity: "error",
    title: "A computed expression reads a property that it cannot read.",
    cause:
      "It reads what the caller passes or a default fills, not other computed or constant properties, and no dates, lists or objects.",
    fix: "Write out what the other property is computed from.",
  },
  "computed-needs-optional": {
    severity: "error",
    title: "A computed property may be absent, and does not say so.",
    cause: "One of its inputs may be absent or null, and then nothing can be computed.",
    fix: "Add `optional: true`, or give the input a `default`.",
  },
  "computed-result": {
    severity: "error",
    title: "A computed expression gives a value that its property does not take.",
    cause: "Such as text for a number, or a text that is not one of an enum's values.",
    fix: "Change the expression or the type.",
  },
} as const satisfies Record<string, CatalogueEntry>;
