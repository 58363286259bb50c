import * as z from "zod";
import { lintIgnoreFormat } from "./lint-format.ts";
import { propertiesFormat } from "./property-format.ts";
import { proseFormat, sharedNameFormat } from "./text-format.ts";

/** PostHog has at most this many group types in one project. */
export const MAX_GROUP_TYPES = 5;

/** A group type of PostHog, such as `organization`. */
export const groupFormat = z
  .strictObject({
    description: proseFormat.optional().meta({ description: "What the group is." }),
    key: sharedNameFormat.meta({
      description:
        "Name of the property that holds the group's key: every event that has it is sent to the group.",
      examples: ["organization_id"],
    }),
    properties: propertiesFormat
      .optional()
      .meta({ description: "What `groupIdentify` may set on a group of this type." }),
    lint: lintIgnoreFormat.optional(),
  })
  .meta({ id: "group", description: "A PostHog group type." });
