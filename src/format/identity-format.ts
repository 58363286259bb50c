import * as z from "zod";
import { nameKey, textFormat } from "./text-format.ts";

/** What can follow the prefix of an id, with what it means. */
export const ID_FORMAT_MEANINGS = {
  uuid: "A UUID of any version, in lower case when canonical.",
  pattern: "What `pattern` accepts.",
} as const;

type IdFormatName = keyof typeof ID_FORMAT_MEANINGS;

const idFormKeys = {
  description: textFormat.optional().meta({ description: "What the id is and where it comes from." }),
  format: z.enum(Object.keys(ID_FORMAT_MEANINGS) as [IdFormatName, ...IdFormatName[]]).meta({
    description: "What follows the prefix.",
    enumDescriptions: Object.values(ID_FORMAT_MEANINGS),
  }),
  pattern: textFormat.optional().meta({
    description:
      "With `format: pattern`: regular expression for what follows the prefix, compiled as `^(?:…)$`.",
    examples: ["[0-9A-HJKMNP-TV-Z]{26}"],
  }),
  pattern_unsafe: textFormat.optional().meta({
    description: "Why a `pattern` that is not known to be safe may stand. Switches that check off.",
  }),
  prefix: textFormat.optional().meta({
    description: "Literal text before every id. It tells a person's id from any other.",
    examples: ["user_"],
  }),
  accept_unprefixed: z
    .boolean()
    .optional()
    .meta({ description: "Whether an id without the prefix is accepted and given it.", default: false }),
};

/** One shape of an id. */
export const idFormFormat = z
  .strictObject(idFormKeys)
  .meta({ id: "idForm", description: "One shape of an id." });

/** The id of a person. */
export const userIdFormat = z
  .strictObject({
    ...idFormKeys,
    forms: z
      .array(idFormFormat)
      .optional()
      .meta({ description: "Further shapes of the id. Has no effect yet." }),
  })
  .meta({ description: "The id of a person, the same on the frontend and the backend." });

/** Who events are about. */
export const identityFormat = z
  .strictObject({
    user_id: userIdFormat,
    actors: z
      .record(nameKey, idFormFormat)
      .optional()
      .meta({ description: "Senders that are not people, each with its own id. Has no effect yet." }),
  })
  .meta({ description: "The contract of ids, shared by the frontend and the backend." });
