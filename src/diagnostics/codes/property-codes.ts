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
    title: "A property has its own type, but a shared property has the same name.",
    cause:
      "Two definitions of one name drift apart until a property is a string in one event and a number in another.",
    fix: "Remove `type`, or write `use` with the name of a shared property that has the other type. Properties inside objects may have their own.",
  },
  "use-cycle": {
    severity: "error",
    title: "Shared properties use each other in a cycle.",
    cause: "Each takes its type from the next, so none has one.",
    fix: "Give one of them a `type`.",
  },
  "type-too-large": {
    severity: "error",
    title: "A type has too many parts.",
    cause: "Nested shared objects multiply: a few lines can expand to billions of properties.",
    fix: "Remove levels of nesting. A property of type `json` accepts any JSON.",
  },
  "key-not-for-type": {
    severity: "error",
    title: "A key does not belong to the property's type.",
    cause: "For example `min` on a string, which has `min_length` instead.",
    fix: "Remove the key, or change the type.",
  },
  "types-overlap": {
    severity: "error",
    title: "A list of types has two that share values.",
    cause:
      "For example `type: [number, integer]`: every integer is a number, so that nothing says which limits hold.",
    fix: "Remove one of the two.",
  },
  "key-without-partner": {
    severity: "error",
    title: "A key has no effect without another one.",
    cause: "For example `accept_unprefixed` without a `prefix`, or `pattern_unsafe` without a `pattern`.",
    fix: "Add the other key, or remove this one.",
  },
  "required-with-invalid": {
    severity: "error",
    title: "A condition of `required_with` has no effect.",
    cause:
      "`required_with` makes a property of an event required if another one is there. So both must be able to be absent.",
    fix: "Name optional properties of the same event, or remove `required_with`.",
  },
  "range-inverted": {
    severity: "error",
    title: "Limits contradict each other.",
    cause: "For example `min` above `max`: no value would be accepted.",
    fix: "Correct one of the limits.",
  },
  "enum-without-values": {
    severity: "error",
    title: "An enum has no values.",
    cause: "No value would be accepted.",
    fix: "List the `values`, or use `type: string`.",
  },
  "enum-value-not-text": {
    severity: "error",
    title: "A value of an enum is not a string.",
    cause: "YAML reads `1.0` as a number, `null` as no value and `true` as a boolean.",
    fix: 'Put the value in quotes: `"1.0"`.',
  },
  "enum-value-repeated": {
    severity: "error",
    title: "A value of an enum is repeated.",
    cause: "The second has no effect; usually another value was meant.",
    fix: "Remove or correct one of them.",
  },
  "pattern-invalid": {
    severity: "error",
    title: "A pattern is not a valid regular expression.",
    cause: "Patterns are compiled as `^(?:…)$` with the flag `u`, which is strict about escapes.",
    fix: "Correct the pattern. In double quotes, YAML needs `\\` twice.",
  },
  "pattern-unsafe": {
    severity: "error",
    title: "A pattern may be slow for some strings.",
    cause:
      "For example `(a+)+`: a string can match it in many ways, and a failing match tries them all. Patterns with `(?<=…)` and `(?<!…)` are not analyzed, so all of them are reported, and so are some safe ones with `\\p{…}`.",
    fix: "Let no two parts match the same characters, or give a reason with `pattern_unsafe: reason`.",
  },
  "value-not-accepted": {
    severity: "error",
    title: "A `default`, `const` or `example` does not match the property's type.",
    cause: "The property would not accept this value, so one of the two is wrong.",
    fix: "Correct the value or the type.",
  },
  "optional-with-default": {
    severity: "error",
    title: "A property is optional and has a default.",
    cause: "With a default the property is never absent, so `optional` has no effect.",
    fix: "Remove one of them.",
  },
  "source-conflict": {
    severity: "error",
    title: "A property gets its value from two places.",
    cause: "`default`, `const` and `computed` exclude each other.",
    fix: "Keep one of them.",
  },
  "source-not-allowed": {
    severity: "error",
    title: "`default`, `const` or `computed` is not supported here.",
    cause:
      "Person and group properties are set as passed, and `computed` only works at the top level of an event.",
    fix: "Remove the key.",
  },
  "computed-syntax": {
    severity: "error",
    title: "A computed expression has a syntax error.",
    cause: "It is not a valid JavaScript expression.",
    fix: "Correct the expression. Put it in double quotes if it contains `: ` or ` #`.",
  },
  "computed-not-allowed": {
    severity: "error",
    title: "A computed expression uses syntax that is not allowed.",
    cause: "Only names of properties, literals and `+ - * / % < <= > >= == != ! && || ?:` are allowed.",
    fix: "Remove it, or compute the value in your code and pass it.",
  },
  "computed-types": {
    severity: "error",
    title: "A computed expression mixes types.",
    cause: "Arithmetic and `<` need numbers, `&& || ! ?` need booleans, `==` needs two values of one type.",
    fix: "Compare or combine values of one type.",
  },
  "computed-never-equal": {
    severity: "error",
    title: "A comparison in a computed expression is never true.",
    cause:
      "For example an enum compared with a string that is not one of its values, usually a typo. An expression sees values as they are sent: lower-case uuids, truncated strings, numbers within `min` and `max`.",
    fix: "Correct the value.",
  },
  "computed-input": {
    severity: "error",
    title: "A computed expression uses a property that is not available to it.",
    cause:
      "It can use properties that the caller passes or that have a default. It cannot use computed or constant properties, dates, arrays or objects.",
    fix: "Use the properties that the other one is computed from.",
  },
  "computed-needs-optional": {
    severity: "error",
    title: "A computed property may be absent but is not optional.",
    cause: "One of its inputs may be absent or null, and then it cannot be computed.",
    fix: "Add `optional: true`, or give the input a `default`.",
  },
  "computed-result": {
    severity: "error",
    title: "The result of a computed expression does not match its property's type.",
    cause: "For example a string for a number, or a string that is not one of the enum's values.",
    fix: "Change the expression or the type.",
  },
} as const satisfies Record<string, CatalogueEntry>;
