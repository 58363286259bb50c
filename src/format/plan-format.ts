import { auditFormat } from "./audit-format.ts";
import * as z from "zod";
import { deliveryFormat, eventFormat } from "./event-format.ts";
import { FORMAT_VERSION, MAX_GROUP_TYPES, OUTPUT_DEFAULTS } from "./facts.ts";
import { identityFormat } from "./identity-format.ts";
import { lintFormat, lintIgnoreFormat } from "./lint-format.ts";
import { propertiesFormat, sharedPropertyFormat } from "./property-format.ts";
import {
  bundleNameFormat,
  nameKey,
  ownersFormatOf,
  proseFormat,
  sharedNameFormat,
  textFormat,
} from "./text-format.ts";

/** How relative imports of generated files end, with what it means. */
const IMPORTS_MEANINGS = {
  js: "`./user-id.js`, for Node and most bundlers.",
  ts: "`./user-id.ts`, for TypeScript that runs without a build.",
  none: "`./user-id`, for CommonJS, and for bundlers that resolve it.",
} as const;

type ImportsName = keyof typeof IMPORTS_MEANINGS;

/** The one side that code is generated for, with what it means. */
const ONLY_MEANINGS = {
  server: "`index.ts`, `events.ts`, `validators.ts` and `user-id.ts`.",
  browser: "`browser.ts` and `user-id.ts`, and those of `native`.",
} as const;

type OnlyName = keyof typeof ONLY_MEANINGS;

/** Where generated files go. */
const outputFormat = z
  .strictObject({
    dir: textFormat.optional().meta({
      description: "Folder of the generated files, relative to this file and inside the repository.",
      default: OUTPUT_DEFAULTS.dir,
    }),
    browser: textFormat.optional().meta({
      description:
        "Folder of the two frontend files, `browser.ts` and `user-id.ts`, if it is not `dir`; relative to this file.",
      examples: ["../web/src/analytics"],
    }),
    native: textFormat.optional().meta({
      description:
        "Folder for a React Native app: `react-native.ts`, with helpers over posthog-react-native, and `user-id.ts`. Relative to this file.",
      examples: ["../app/src/analytics"],
    }),
    only: z
      .enum(Object.keys(ONLY_MEANINGS) as [OnlyName, ...OnlyName[]])
      .optional()
      .meta({
        description:
          "The side that code is generated for, if it is not both. Docs, `plan.json` and the editor schemas are always generated.",
        enumDescriptions: Object.values(ONLY_MEANINGS),
      }),
    imports: z
      .enum(Object.keys(IMPORTS_MEANINGS) as [ImportsName, ...ImportsName[]])
      .optional()
      .meta({
        description: "File extension of relative imports.",
        enumDescriptions: Object.values(IMPORTS_MEANINGS),
        default: OUTPUT_DEFAULTS.imports,
      }),
    browser_imports: z
      .enum(Object.keys(IMPORTS_MEANINGS) as [ImportsName, ...ImportsName[]])
      .optional()
      .meta({
        description: "File extension of relative imports in the folders that `browser` and `native` name.",
        enumDescriptions: Object.values(IMPORTS_MEANINGS),
        default: OUTPUT_DEFAULTS.browserImports,
      }),
    stamp: z.boolean().optional().meta({
      description:
        "Whether each event has the properties `plan_name` and `plan_hash`: which version of the plan it was sent by.",
      default: false,
    }),
    agents: z.boolean().optional().meta({
      description:
        "Whether `AGENTS.md` is generated beside the helpers: what coding agents must know to send events.",
      default: false,
    }),
  })
  .meta({ description: "Where generated files go." });

/** A group type of PostHog, such as `organization`. */
const groupFormat = z
  .strictObject({
    description: proseFormat.optional().meta({ description: "What the group is." }),
    key: sharedNameFormat.meta({
      description:
        "Name of the property that holds the group's key. Every event with this property is sent to the group.",
      examples: ["organization_id"],
    }),
    properties: propertiesFormat
      .optional()
      .meta({ description: "Properties that `groupIdentify` can set on a group of this type." }),
    lint: lintIgnoreFormat.optional(),
  })
  .meta({ id: "group", description: "A PostHog group type." });

/** A named set of properties, which events take as a whole. */
const bundleFormat = z
  .strictObject({
    description: proseFormat.optional().meta({ description: "What the properties have in common." }),
    properties: propertiesFormat.meta({ description: "The properties of the bundle." }),
    lint: lintIgnoreFormat.optional(),
  })
  .meta({ id: "bundle", description: "A named set of properties." });

/** The bundles that every event of a side has. */
const commonFormat = z
  .strictObject({
    server: z
      .array(bundleNameFormat)
      .optional()
      .meta({ description: "Bundles of every event that the backend sends." }),
    client: z
      .array(bundleNameFormat)
      .optional()
      .meta({ description: "Bundles of every event that the frontend sends." }),
  })
  .meta({
    description:
      "Bundles that every event has, by the side that sends it. Callers need not pass their values.",
    examples: [{ server: ["app"], client: ["app"] }],
  });

/**
 * The plan file, version 1: the one definition of its shape, for reading and for the JSON Schema that editors use.
 * What a schema cannot say (references, names, types that fit) is checked by reading.
 */
export const planFormat = z
  .strictObject({
    plan: z.literal(FORMAT_VERSION).meta({ description: "Version of this format." }),
    name: textFormat.max(200).meta({
      description: "Name of the product, and of its tracker at run time.",
      examples: ["omoi-os"],
    }),
    description: proseFormat.optional().meta({ description: "What the plan is about." }),
    identity: identityFormat,
    groups: z
      .record(nameKey, groupFormat)
      .optional()
      .meta({
        description: `PostHog group types, at most ${MAX_GROUP_TYPES}.`,
        maxProperties: MAX_GROUP_TYPES,
      }),
    person: propertiesFormat
      .optional()
      .meta({ description: "Properties that `identifyUser` can set on a person." }),
    properties: z
      .record(nameKey, sharedPropertyFormat)
      .optional()
      .meta({ description: "Shared properties, which events use by name." }),
    bundles: z
      .record(nameKey, bundleFormat)
      .optional()
      .meta({ description: "Named sets of properties, which events take by `with`." }),
    common: commonFormat.optional(),
    events: z
      .record(nameKey, eventFormat)
      .optional()
      .meta({ description: "The events that the product tracks. Included files can define events, too." }),
    include: z
      .array(textFormat)
      .optional()
      .meta({
        description:
          "Further files of the plan, relative to this one: `*` matches any characters of a name, `**` any folders. `package:` names a file of an installed package.",
        examples: [["plans/*.yaml"], ["package:@acme/plan/tracking-plan.yaml"]],
      }),
    delivery: deliveryFormat.optional(),
    output: outputFormat.optional(),
    lint: lintFormat.optional(),
    audit: auditFormat.optional(),
  })
  .meta({ description: "What a product tracks." });

/** A plan file of the right shape, before references are resolved. */
export type PlanFile = z.input<typeof planFormat>;

const { groups, person, properties, bundles, events, include } = planFormat.shape;

/**
 * A file that the plan file includes: a team's or a domain's part of the plan. What there is one of in a plan, such as its
 * name and how people are identified, stands in the plan file.
 */
export const includedFormat = z
  .strictObject({
    owner: ownersFormatOf(textFormat)
      .optional()
      .meta({
        description:
          "The owner, or the owners, of the events in this file that have no `owner` of their own.",
        examples: ["billing"],
      }),
    category: textFormat.optional().meta({
      description: "The category of the events in this file that have no `category` of their own.",
      examples: ["billing"],
    }),
    groups,
    person,
    properties,
    bundles,
    events,
    include,
  })
  .meta({ description: "A file that the tracking plan includes." });

/** An included file of the right shape. */
export type IncludedFile = z.input<typeof includedFormat>;
