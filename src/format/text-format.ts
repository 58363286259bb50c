import * as z from "zod";
import { CODE_NAME_PATTERN, NAME_PATTERN } from "../plan/names.ts";
import { SCHEME_HINT } from "./facts.ts";

/** Words on one line, such as names: not blank, and without white space around them, which nobody sees. */
export const textFormat = z
  .string()
  .min(1)
  .regex(/^\S(?:[^\n]*\S)?$/u)
  .meta({ patternErrorMessage: "Write it on one line, without whitespace around it." });

/** Text for people: not blank, and without white space around it, but for the line breaks that `|` and `>` end with. */
export const proseFormat = z
  .string()
  .min(1)
  .regex(/^\S(?:[\s\S]*\S)?\n*$/u)
  .meta({ patternErrorMessage: "Write some text, without whitespace around it." });

/** Text in which every character counts, such as a pattern: at least one. */
export const literalFormat = z.string().min(1);

/**
 * The key of a record of named things. The pattern is for editors only: reading checks names itself, so that a bad
 * name does not hide what is wrong below it.
 */
export const nameKey = z.string().meta({
  id: "name",
  title: "name",
  description: "A name of your own, as it is sent: any text of 1 to 200 characters on one line.",
  pattern: NAME_PATTERN,
  patternErrorMessage:
    "A name is printable text of at most 200 characters, does not begin with `$`, and has no white space around it or twice in a row.",
});

/** The name of a shared property. The names that stand for one kind of thing have an id, so that editors can offer them. */
export const sharedNameFormat = textFormat.meta({ id: "sharedName" });

/** The name of a shared property whose values are numbers. */
export const numericNameFormat = textFormat.meta({ id: "numericName" });

/** The name of a bundle. */
export const bundleNameFormat = textFormat.meta({ id: "bundleName" });

/** The name of an event. */
export const eventNameFormat = textFormat.meta({ id: "eventName" });

/** What things are named after in code. */
export const codeNameFormat = z.string().regex(new RegExp(CODE_NAME_PATTERN, "u")).meta({
  patternErrorMessage: "Write letters and digits, beginning with a letter, such as `orderPaid`.",
});

/** What a URL begins with, before the colon. */
export const schemeFormat = z
  .string()
  .regex(/^[a-z][a-z0-9+.-]*$/u)
  .meta({ id: "scheme", patternErrorMessage: SCHEME_HINT });

/** A calendar day. Reading checks that the day exists. */
export const dayFormat = textFormat.meta({
  description: "A day, as `YYYY-MM-DD`.",
  pattern: "^\\d{4}-\\d{2}-\\d{2}$",
  patternErrorMessage: "Write the day as `YYYY-MM-DD`.",
  examples: ["2026-01-31"],
});

type NameFormat = typeof sharedNameFormat;

/** What a thing was called before, so that a rename is told apart from a removal. */
export function renamedFromFormat(nameFormat: NameFormat): z.ZodOptional<NameFormat> {
  return nameFormat.optional().meta({
    description: "The former name, so that `tracking-plan diff` recognizes the rename.",
  });
}

/** That an event or a property is on its way out. */
const deprecationFormat = z.strictObject({
  since: dayFormat.optional().meta({ description: "The day it was deprecated, as `YYYY-MM-DD`." }),
  use: textFormat.optional(),
  reason: proseFormat.optional().meta({ description: "The reason. For people to read." }),
  remove_after: dayFormat.optional().meta({
    description:
      "Date after which it should be removed, as `YYYY-MM-DD`. For `diff`, removing it before is breaking.",
  }),
});

/** That a thing is on its way out, whose kind of thing `nameFormat` names. */
export function deprecationFormatOf(
  kind: "event" | "property",
  nameFormat: NameFormat,
): typeof deprecationFormat {
  return deprecationFormat
    .extend({ use: nameFormat.optional().meta({ description: `Name of the ${kind} to use instead.` }) })
    .meta({
      description: "Since when it is deprecated, why, and what replaces it.",
      examples: [{ since: "2026-01-31", use: `new_${kind}`, reason: "Renamed." }],
    });
}

/** Who is responsible: one name, or a list of names. */
export function ownersFormatOf(name: NameFormat): z.ZodUnion<readonly [NameFormat, z.ZodArray<NameFormat>]> {
  return z.union([name, z.array(name).min(1)]);
}

/** What a deprecation looks like in the file. */
export type DeprecationBody = z.input<typeof deprecationFormat>;
