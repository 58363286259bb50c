import * as z from "zod";
import { ID_FORMAT_DEFAULTS, ID_FORMATS } from "../plan/ids/id-formats.ts";
import type { IdFormatKind } from "../plan/ids/identity.ts";
import { FORM_KEYS, type FormKey, MAX_ID_LENGTH } from "./facts.ts";
import { literalFormat, nameKey, proseFormat } from "./text-format.ts";

/** Forms are held against one another in pairs; nobody has more generations of ids than this. */
const MAX_FORMS = 10;

const FORMAT_NAMES = Object.keys(ID_FORMATS) as [IdFormatKind, ...IdFormatKind[]];

const formatFormat = z.enum(FORMAT_NAMES).meta({
  description: "The form of the part after the prefix.",
  enumDescriptions: FORMAT_NAMES.map((name) => ID_FORMATS[name].meaning),
});

const formDescriptionFormat = proseFormat
  .optional()
  .meta({ description: "Which ids have this form, and where they come from." });

/** What can be said of one form, beside its format. */
const formKeys = {
  prefix: literalFormat.optional().meta({
    description: "Literal text at the start of every id. It distinguishes these ids from all others.",
    examples: ["user_"],
  }),
  accept_unprefixed: z
    .union([z.boolean(), proseFormat])
    .optional()
    .meta({
      description:
        "Whether an id without the prefix is accepted and gets the prefix: `true`, or a reason, which also silences the warning that such ids cannot be distinguished from others. Without a `prefix`: the reason why there is none.",
      default: false,
      examples: [true, "Accounts from before 2025 have no prefix."],
    }),
  accept_emails: proseFormat.optional().meta({
    description:
      "The reason why emails are accepted as ids. Without it, a form that accepts emails is an error.",
    examples: ["The login system has no other id."],
  }),
  accept_phones: proseFormat.optional().meta({
    description:
      "The reason why phone numbers (`+` and 7 to 15 digits) are accepted as ids. Without it, a form that accepts them is an error.",
    examples: ["People log in with nothing but their number."],
  }),
  reused: z
    .boolean()
    .optional()
    .meta({
      description:
        "Whether the number of a deleted record can be assigned to a new one. Required for `integer`; `true` is an error.",
      examples: [false],
    }),
  length: z
    .int()
    .min(1)
    .max(MAX_ID_LENGTH)
    .optional()
    .meta({
      description: `Number of characters after the prefix, for \`nanoid\` (default ${ID_FORMAT_DEFAULTS.nanoid.length}) and \`cuid2\` (default ${ID_FORMAT_DEFAULTS.cuid2.length}).`,
      examples: [12],
    }),
  alphabet: literalFormat.optional().meta({
    description: "The characters of a `nanoid`, if not `A-Za-z0-9_-`.",
    examples: ["0123456789abcdef"],
  }),
  pattern: literalFormat.optional().meta({
    description:
      "With `format: pattern`: regular expression for the part after the prefix, compiled as `^(?:…)$` with the flag `u`.",
    examples: ["[0-9A-HJKMNP-TV-Z]{26}"],
  }),
  ignore_case: z.boolean().optional().meta({
    description:
      "With `format: pattern`: whether ids that differ only in case are the same id. They are sent in lower case; the `prefix` keeps its case.",
    default: false,
  }),
  pattern_unsafe: proseFormat.optional().meta({
    description: "Why a `pattern` is accepted although it is not known to be safe. Turns that check off.",
  }),
} satisfies Record<Exclude<FormKey, "format">, z.ZodType>;

/** One form of an id. */
export const idFormFormat = z
  .strictObject({ description: formDescriptionFormat, format: formatFormat, ...formKeys })
  .meta({ id: "idForm", description: "One form of an id." });

/** One form inline, or a list of `forms`; reading sees to it that it is one of the two. */
const idKeys = {
  description: proseFormat.optional().meta({ description: "What the id is and where it comes from." }),
  format: formatFormat.optional(),
  ...formKeys,
  forms: z
    .array(idFormFormat)
    .min(1)
    .max(MAX_FORMS)
    .optional()
    .meta({
      description:
        "The forms of the id, if it has several. New ids have the first form; ids of the other forms are still accepted, each by its own rule.",
      examples: [[{ format: "uuid", prefix: "user_" }, { format: "integer" }]],
    }),
};

/** For editors: one of the two. */
const eitherFormOrForms = {
  if: { required: ["forms"] },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  then: { properties: Object.fromEntries(FORM_KEYS.map((key) => [key, false])) },
  else: { required: ["format"] },
};

/** The id of a person. */
const userIdFormat = z.strictObject(idKeys).meta({
  description: "The id of a person, the same on the frontend and the backend.",
  ...eitherFormOrForms,
});

/** A sender that is not a person. */
const actorFormat = z
  .strictObject({
    ...idKeys,
    profile: z.boolean().optional().meta({
      description:
        "Whether PostHog keeps a person profile for it. Without a profile, PostHog ignores groups and `sets` on its events.",
      default: false,
    }),
  })
  .meta({
    id: "actor",
    description: "A sender that is not a person, such as a scheduled job, with its own id.",
    ...eitherFormOrForms,
  });

/** Who events are about. */
export const identityFormat = z
  .strictObject({
    user_id: userIdFormat,
    actors: z
      .record(nameKey, actorFormat)
      .optional()
      .meta({
        description:
          "Senders that are not people, each with its own id. Use one id per kind of job if a job sends many events: PostHog delays events of one id above 100 per second.",
        examples: [{ system: { format: "pattern", pattern: "[a-z_]+", prefix: "system_" } }],
      }),
  })
  .meta({ description: "The user-ID contract, shared by the frontend and the backend." });
