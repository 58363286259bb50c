import * as z from "zod";
import { planFormat } from "./plan-format.ts";
import { textFormat } from "./text-format.ts";

const { groups, person, properties, events, include } = planFormat.shape;

/**
 * A file that the plan file includes: a team's or a domain's part of the plan. What there is one of in a plan, such as its
 * name and how people are identified, stands in the plan file.
 */
export const includedFormat = z
  .strictObject({
    owner: textFormat.optional().meta({
      description: "Who answers for the events of this file that name no `owner` themselves.",
      examples: ["billing"],
    }),
    category: textFormat.optional().meta({
      description: "The category of the events of this file that name none themselves.",
      examples: ["billing"],
    }),
    groups,
    person,
    properties,
    events,
    include,
  })
  .meta({ description: "A file that the tracking plan includes." });

/** An included file of the right shape. */
export type IncludedFile = z.input<typeof includedFormat>;
