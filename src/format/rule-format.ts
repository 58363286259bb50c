import * as z from "zod";

/** How loud a rule is, with what it means. */
export const SEVERITY_MEANINGS = {
  error: "Fails the check.",
  warning: "Fails the check with `--strict`.",
  off: "Is not checked.",
} as const;

export type RuleSeverity = keyof typeof SEVERITY_MEANINGS;

/** How the words of a name can be written. The examples are the names of the styles. */
export const NAME_STYLES = [
  "snake_case",
  "kebab-case",
  "camelCase",
  "PascalCase",
  "Title Case",
  "Sentence case",
  "lower case",
] as const;

export type NameStyle = (typeof NAME_STYLES)[number];

const styleFormat = z.enum(NAME_STYLES);

const wordFormat = z.string().regex(/^[a-z]+$/u);

/**
 * Every rule of a good plan: what it is for, how loud it is when the plan does not say, and its options. Reading checks
 * `lint` with it, editors complete from it, and `src/rules` has one file for each name. Sorted by what the rules look at.
 */
export const RULE_FORMATS = {
  // Names.
  "event-naming": {
    severity: "warning",
    title: "Events are named in one style, the object before what happened to it.",
    options: {
      style: styleFormat.default("snake_case").meta({ description: "How the words are joined." }),
      order: z
        .enum(["object-verb", "verb-object", "any"])
        .default("object-verb")
        .meta({
          description: "Where the verb in the past tense stands.",
          enumDescriptions: [
            "After the object: `order_completed`.",
            "Before the object: `completed_order`.",
            "Anywhere, or nowhere: only the style is checked.",
          ],
        }),
      verbs: z
        .array(wordFormat)
        .default([])
        .meta({
          description: "Further words that say what happened, where English does not show it by `-ed`.",
          examples: [["onboard", "opt"]],
        }),
    },
  },
  "property-naming": {
    severity: "warning",
    title: "Properties are named in one style.",
    options: {
      style: styleFormat.default("snake_case").meta({ description: "How the words are joined." }),
    },
  },
  "similar-events": {
    severity: "warning",
    title: "No two events have names that people take for one another.",
    options: {},
  },
  "similar-properties": {
    severity: "warning",
    title: "No two properties have names that people take for one another.",
    options: {},
  },
  "enum-style": {
    severity: "warning",
    title: "The values of an enum are written in one style.",
    options: {
      style: styleFormat.optional().meta({
        description: "The style of every enum. Without it each enum may have its own.",
      }),
    },
  },
  "unit-in-name": {
    severity: "warning",
    title: "A unit in a property's name is the unit that the property has.",
    options: {},
  },
  "conflicting-property": {
    severity: "warning",
    title: "One name of a property means one type, one unit and one set of values.",
    options: {},
  },

  // Documentation.
  "missing-description": {
    severity: "warning",
    title: "Every property and group says what it means.",
    options: {},
  },
  "description-repeats-name": {
    severity: "warning",
    title: "A description says more than the name.",
    options: {},
  },
  "missing-owner": {
    severity: "warning",
    title: "Every event has somebody who answers for it.",
    options: {},
  },
  "missing-trigger": {
    severity: "warning",
    title: "Every event says when it fires.",
    options: {},
  },
  "missing-example": {
    severity: "warning",
    title: "A property whose values cannot be guessed has an example.",
    options: {},
  },
  "missing-category": {
    severity: "warning",
    title: "Every event has a category.",
    options: {},
  },

  // Personal data.
  "unmarked-personal-data": {
    severity: "warning",
    title: "A property that looks like personal data says by `pii` whether it is.",
    options: {
      words: z
        .array(wordFormat)
        .default([])
        .meta({
          description: "Further words for personal data, which a name ends with.",
          examples: [["nhs", "matriculation"]],
        }),
    },
  },
  "personal-data-in-event": {
    severity: "warning",
    title: "Events carry no personal data.",
    options: {
      from: z
        .enum(["personal", "pseudonymous"])
        .default("personal")
        .meta({
          description: "The least `pii` that may not be on an event.",
          enumDescriptions: ["Only personal data may not.", "Pseudonymous ids may not, either."],
        }),
    },
  },
  "unbounded-text": {
    severity: "warning",
    title: "Text of any length has a limit.",
    options: {
      words: z
        .array(wordFormat)
        .default([])
        .meta({
          description: "Further words for such text, which a name ends with.",
          examples: [["motto"]],
        }),
    },
  },

  // Money, and counting once.
  "money-without-currency": {
    severity: "warning",
    title: "An amount of money says its currency.",
    options: {},
  },
  "revenue-unit": {
    severity: "error",
    title: "The amount of the revenue is in the revenue's currency, in major units.",
    options: {},
  },
  "double-revenue": {
    severity: "warning",
    title: "One payment is revenue once.",
    options: {},
  },
  "both-without-key": {
    severity: "warning",
    title: "An event of both sides always has its key.",
    options: {},
  },

  // Life.
  "incomplete-deprecation": {
    severity: "warning",
    title: "What is deprecated says since when, and what stands in its place.",
    options: {},
  },
  "deprecated-successor": {
    severity: "warning",
    title: "What stands in the place of a deprecated thing is not deprecated itself.",
    options: {},
  },
  "removal-overdue": {
    severity: "warning",
    title: "What was to be removed by today is gone.",
    options: {},
    advisory: true,
  },
  "unused-property": {
    severity: "warning",
    title: "Every shared property is used.",
    options: {},
  },
  "too-many-properties": {
    severity: "warning",
    title: "An event carries no more properties than people can keep in mind.",
    options: {
      max: z.int().min(1).default(25).meta({ description: "Most properties that one event may have." }),
    },
  },
} as const satisfies Record<string, RuleFormat>;

/** What the format knows of a rule. */
export interface RuleFormat {
  /** How loud the rule is when the plan does not say. */
  readonly severity: "error" | "warning";
  /** What holds in a good plan, in one sentence. */
  readonly title: string;
  /** The options, each with a default or optional. */
  readonly options: z.ZodRawShape;
  /**
   * That the rule looks at today's date. A day that passes is no change of anybody's, so that what the rule says is a
   * warning at most, and fails nothing, not even with `--strict`.
   */
  readonly advisory?: true;
}

export type RuleName = keyof typeof RULE_FORMATS;

/** The names of all rules, in the order of the table. */
export const RULE_NAMES = Object.keys(RULE_FORMATS) as [RuleName, ...RuleName[]];

/** What a rule is told by its options, defaults filled in. */
export type RuleOptions<Name extends RuleName> = z.output<
  z.ZodObject<(typeof RULE_FORMATS)[Name]["options"]>
>;

/** The entry of a rule, as all rules have it. */
export function ruleFormat(name: RuleName): RuleFormat {
  return RULE_FORMATS[name];
}
