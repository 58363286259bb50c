import * as z from "zod";
import { DEFAULT_MAX_LENGTH, UNION_KINDS } from "../plan/property.ts";
import { lintIgnoreFormat } from "./lint-format.ts";
import {
  PII_MEANINGS,
  type PiiName,
  type PropertyBody,
  type SharedPropertyBody,
  TYPE_MEANINGS,
  type TypeBody,
  type TypeName,
} from "./property-body.ts";
import {
  codeNameFormat,
  deprecationFormatOf,
  literalFormat,
  nameKey,
  proseFormat,
  renamedFromFormat,
  schemeFormat,
  sharedNameFormat,
  textFormat,
} from "./text-format.ts";

const TYPE_NAMES = Object.keys(TYPE_MEANINGS) as [TypeName, ...TypeName[]];

/** The type of a value, or the types that it may have. */
const typeFormat = z.union([
  z.enum(TYPE_NAMES).meta({ enumDescriptions: Object.values(TYPE_MEANINGS) }),
  z
    .array(z.enum(UNION_KINDS))
    .min(2)
    .meta({
      uniqueItems: true,
      not: { allOf: ["number", "integer"].map((type) => ({ contains: { const: type } })) },
    }),
]);

const countFormat = z.int().min(0);

/** All types of JSON: says what no type says, and makes editors write `default: ` for the key, and not `default`. */
const ANY_TYPE = ["string", "number", "boolean", "array", "object", "null"];

/** The keys that say what a value may be; most belong to one type only. */
const typeKeys = {
  values: z
    .union([
      z.array(z.union([z.string(), z.number()])),
      z.record(z.string(), z.union([z.string(), z.null()])),
    ])
    .optional()
    .meta({
      description:
        "Allowed values: strings of an `enum` or numbers of an `integer`. A list, or a map of value → meaning.",
      examples: [["free", "pro"], { free: "No charge", pro: "One seat" }, [200, 404]],
    }),
  min: z.number().optional().meta({ description: "Smallest accepted `number` or `integer`." }),
  max: z.number().optional().meta({ description: "Largest accepted `number` or `integer`." }),
  pattern: literalFormat.optional().meta({
    description:
      "Regular expression for the whole `string`, compiled as `^(?:…)$` with the flag `u`. Patterns that can take exponential time are rejected.",
    examples: ["cs_[a-z0-9]+"],
  }),
  pattern_unsafe: proseFormat.optional().meta({
    description: "Why a `pattern` is accepted although it is not known to be safe. Turns that check off.",
  }),
  min_length: countFormat.optional().meta({ description: "Minimum length of a `string`, in code points." }),
  max_length: countFormat.optional().meta({
    description: "Maximum length of a `string`, in code points.",
    default: DEFAULT_MAX_LENGTH,
  }),
  truncate: z
    .int()
    .min(1)
    .optional()
    .meta({
      description: "Longer strings are cut to this many code points before they are validated.",
      examples: [500],
    }),
  schemes: z
    .array(schemeFormat)
    .min(1)
    .optional()
    .meta({
      description: "Accepted schemes of a `url`. Default: `http` and `https`.",
      examples: [["https"], ["https", "mailto"]],
    }),
  items: z
    .lazy(() => itemFormat)
    .optional()
    .meta({ description: "The type of the items of an `array` or the values of a `map`." }),
  min_items: countFormat.optional().meta({ description: "Minimum number of items of an `array`." }),
  max_items: countFormat.optional().meta({ description: "Maximum number of items of an `array`." }),
  properties: z
    .lazy(() => propertiesFormat)
    .optional()
    .meta({
      description: "The properties of an `object`; others are rejected, unless `additional` accepts them.",
    }),
  additional: z.literal("json").optional().meta({
    description: "With `json`, an `object` accepts further properties with any JSON.",
  }),
};

/** What an array or a map holds: a type without a name. */
const itemFormat: z.ZodType<TypeBody, TypeBody> = z
  .strictObject({
    type: typeFormat.optional().meta({ description: "Type of each item, or a list of types." }),
    use: sharedNameFormat
      .optional()
      .meta({ description: "Name of a shared property, whose type each item has." }),
    description: proseFormat.optional().meta({ description: "What each item means." }),
    nullable: z.boolean().optional().meta({ description: "Whether an item may be `null`.", default: false }),
    ...typeKeys,
  })
  .meta({ id: "item", description: "An item of an array, or a value of a map." });

/** A property's own keys. */
const propertyBody = z
  .strictObject({
    type: typeFormat.optional().meta({
      description:
        "Type of the value, or a list of types. Without it, the property is the shared one of the same name.",
    }),
    use: sharedNameFormat.optional().meta({
      description: "Name of the shared property to use. Keys next to it override its keys, each as a whole.",
      examples: ["amount_usd"],
    }),
    description: proseFormat.optional().meta({ description: "What the property means." }),
    optional: z.boolean().optional().meta({ description: "Whether it may be absent.", default: false }),
    required_with: z
      .array(sharedNameFormat)
      .min(1)
      .optional()
      .meta({
        description:
          "Other properties of the event: if one of them is there, this one is required, else it is optional.",
        examples: [["value"]],
      }),
    nullable: z.boolean().optional().meta({ description: "Whether it may be `null`.", default: false }),
    default: z.unknown().optional().meta({
      description: "Sent when the caller omits the property. Cannot be combined with `optional`.",
      type: ANY_TYPE,
    }),
    const: z
      .unknown()
      .optional()
      .meta({ description: "Value that is always sent. The caller does not pass it.", type: ANY_TYPE }),
    computed: proseFormat.optional().meta({
      description:
        "Expression that calculates the value from other properties of the event. The caller does not pass it. Operators: `+ - * / % < <= > >= == != ! && || ?:`. Numbers are exact decimals, quotients have 15 digits.",
      examples: ["new_amount_usd - old_amount_usd", "count > 10 ? 'many' : 'few'"],
    }),
    example: z.unknown().optional().meta({ description: "Example value for the docs.", type: ANY_TYPE }),
    unit: textFormat.optional().meta({ description: "Unit of measure.", examples: ["USD", "seconds"] }),
    pii: z
      .enum(Object.keys(PII_MEANINGS) as [PiiName, ...PiiName[]])
      .optional()
      .meta({
        description: "How closely the value identifies a person. Of an `email`, the default is `personal`.",
        enumDescriptions: Object.values(PII_MEANINGS),
        default: "none",
      }),
    deprecated: deprecationFormatOf("property", sharedNameFormat).optional(),
    renamed_from: renamedFromFormat(sharedNameFormat),
    lint: lintIgnoreFormat.optional(),
    ...typeKeys,
  })
  .meta({ id: "propertyBody" });

/** The body of a property: a map, never `null`. */
export const propertyBodyFormat: z.ZodType<PropertyBody, PropertyBody> = propertyBody;

/** A property: a map that says what it is, or nothing for the shared property of that name. */
const propertyFormat: z.ZodType<PropertyBody | null, PropertyBody | null> = z
  .union([propertyBodyFormat, z.null()])
  .meta({
    id: "property",
    description: "A property. Without keys, it is the shared property of the same name.",
  });

/** Properties by name. */
export const propertiesFormat = z
  .record(nameKey, propertyFormat)
  .meta({ id: "properties", description: "Properties by name." });

/** A shared property: it has a body, since there is nothing to take it from. */
export const sharedPropertyFormat: z.ZodType<SharedPropertyBody, SharedPropertyBody> = propertyBody
  .extend({
    as: codeNameFormat.optional().meta({
      description: "Name of the type of its `values` in code, where it is not that of the property.",
      examples: ["orderStatus"],
    }),
  })
  .meta({ id: "sharedProperty", description: "A property that is defined once and used by name." });
