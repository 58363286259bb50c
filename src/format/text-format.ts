import * as z from "zod";

/** Names of events, properties, groups and actors. Existing products have spaces and capitals in theirs. */
export const NAME_PATTERN = "^[A-Za-z][A-Za-z0-9_ -]{0,199}$";

/** Words on one line, such as names: not blank, and without white space around them, which nobody sees. */
export const textFormat = z
  .string()
  .min(1)
  .regex(/^\S(?:[^\n]*\S)?$/u);

/** Text for people: not blank, and without white space around it, but for the line breaks that `|` and `>` end with. */
export const proseFormat = z
  .string()
  .min(1)
  .regex(/^\S(?:[\s\S]*\S)?\n*$/u);

/** Text in which every character counts, such as a pattern: at least one. */
export const literalFormat = z.string().min(1);

/**
 * The key of a record of named things. The pattern is for editors only: reading checks names itself, so that a bad
 * name does not hide what is wrong below it.
 */
export const nameKey = z.string().meta({ pattern: NAME_PATTERN });

/** A calendar day. Reading checks that the day exists. */
export const dayFormat = textFormat.meta({
  description: "A day, as `YYYY-MM-DD`.",
  pattern: "^\\d{4}-\\d{2}-\\d{2}$",
  examples: ["2026-01-31"],
});

/** What a thing was called before, so that a rename is told apart from a removal. */
export const renamedFromFormat = textFormat.meta({
  description: "What it was called before, so that `tracking-plan diff` knows it again.",
});

/** That an event or a property is on its way out. */
export const deprecationFormat = z
  .strictObject({
    since: dayFormat
      .optional()
      .meta({ description: "The day since which it is deprecated, as `YYYY-MM-DD`." }),
    use: textFormat.optional().meta({ description: "Name of the event or property to use instead." }),
    reason: proseFormat.optional().meta({ description: "Why, for people." }),
    remove_after: dayFormat
      .optional()
      .meta({ description: "The day after which it may be removed, as `YYYY-MM-DD`." }),
  })
  .meta({
    description: "Since when it is deprecated, why, and what stands in its place.",
    examples: [{ since: "2026-01-31", use: "checkout_completed", reason: "Renamed." }],
  });

/** What a deprecation looks like in the file. */
export type DeprecationBody = z.input<typeof deprecationFormat>;
