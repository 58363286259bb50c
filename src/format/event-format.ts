import * as z from "zod";
import { ADDITIONAL_DEFAULTS, SOURCE_MEANINGS } from "./facts.ts";
import { lintIgnoreFormat } from "./lint-format.ts";
import { propertiesFormat } from "./property-format.ts";
import {
  bundleNameFormat,
  codeNameFormat,
  dayFormat,
  deprecationFormatOf,
  eventNameFormat,
  nameKey,
  numericNameFormat,
  ownersFormatOf,
  proseFormat,
  renamedFromFormat,
  sharedNameFormat,
  textFormat,
} from "./text-format.ts";

/** Where an event is in its life, with what it means. */
const STATUS_MEANINGS = {
  planned: "Generates types and docs, but no helper yet.",
  live: "It is sent.",
  deprecated: "Still sent, by a helper that is marked `@deprecated`.",
} as const;

/** Whether an event may change, with what it means. */
const STABILITY_MEANINGS = {
  stable: "Changes can break code and reports: `diff` says how.",
  experimental: "May change freely: `diff` reports its changes as safe.",
} as const;

/** The side that has to send an event of both sides, with what it means. */
const OWNER_SIDE_MEANINGS = {
  server: "The backend must send it; the frontend is the fallback.",
  client: "The frontend must send it; the backend is the fallback.",
} as const;

type SourceName = keyof typeof SOURCE_MEANINGS;
type OwnerSideName = keyof typeof OWNER_SIDE_MEANINGS;
type StabilityName = keyof typeof STABILITY_MEANINGS;
type StatusName = keyof typeof STATUS_MEANINGS;

/** Who makes two sends one event, where properties do not, with what it means. */
const KEY_MEANINGS = {
  once: "The event counts once per person.",
  caller: "The caller passes a key, such as the `event.id` of a webhook.",
} as const;

type KeyName = keyof typeof KEY_MEANINGS;

const propertyNamesFormat = z.array(sharedNameFormat).min(1);

const keyNameFormat = z
  .enum(Object.keys(KEY_MEANINGS) as [KeyName, ...KeyName[]])
  .meta({ enumDescriptions: Object.values(KEY_MEANINGS) });

const idempotencyKeyFormat = z.union([propertyNamesFormat, keyNameFormat]).meta({
  description: "What identifies a repeat: a list of the event's properties, `once` or `caller`.",
  examples: [["stripe_session_id"]],
});

/** What makes two sends one event. A bare list or word is short for `key`. */
const idempotencyFormat = z
  .union([
    propertyNamesFormat,
    z.strictObject({
      key: idempotencyKeyFormat,
      at: proseFormat
        .optional()
        .meta({ description: "The record whose time callers pass as the timestamp. For people to read." }),
    }),
    keyNameFormat,
  ])
  .meta({
    description:
      "How repeats are recognized, so that the event counts once. Both sides derive the event's uuid from the key.",
    examples: [{ key: ["stripe_session_id"], at: "the session's `created`" }],
  });

/** The amount of money that an event stands for. */
const revenueFormat = z
  .strictObject({
    amount: numericNameFormat.meta({ description: "Name of the event's numeric property, in major units." }),
    currency: z
      .union([
        textFormat,
        z.strictObject({
          property: sharedNameFormat.meta({ description: "Name of the property that holds the code." }),
        }),
      ])
      .meta({
        description: "An ISO 4217 code, or the property that holds one: an `enum` of codes, or a `const`.",
        examples: ["USD", { property: "currency_code" }],
      }),
  })
  .meta({
    description: "Sends `$revenue` and `currency` with the event.",
    examples: [{ amount: "amount_usd", currency: "USD" }],
  });

const assignmentsFormat = z.record(nameKey, sharedNameFormat);

/** What an event sets on its person and groups. */
const setsFormat = z
  .strictObject({
    person: assignmentsFormat
      .optional()
      .meta({ description: "Properties of the person: name on the person → property of the event." }),
    person_once: assignmentsFormat
      .optional()
      .meta({ description: "Like `person`, but never replaces an existing value." }),
    groups: z
      .record(nameKey, assignmentsFormat)
      .optional()
      .meta({ description: "Per group type: name on the group → property of the event." }),
  })
  .meta({
    description: "Properties that the event sets on its person and groups.",
    examples: [{ groups: { organization: { subscription_tier: "new_tier" } } }],
  });

/** A former name, under which an event is still sent. */
const alsoSentAsFormat = z
  .strictObject({
    name: textFormat.meta({ description: "The former name. No event of the plan has it." }),
    until: dayFormat.optional().meta({
      description:
        "Day after which `check` reminds you to remove `also_sent_as`, as `YYYY-MM-DD`. For `diff`, removing it before is breaking.",
    }),
  })
  .meta({
    description: "A former name that the event is also sent under, so that reports have time to move.",
    examples: [{ name: "order_placed", until: "2027-03-01" }],
  });

const additionalTypeFormat = z.enum(["string", "number", "integer", "boolean"]);

/** What an event accepts beside its properties. */
const additionalFormat = z
  .strictObject({
    type: z.union([additionalTypeFormat, z.array(additionalTypeFormat).min(1)]).meta({
      description: "Type of the values, or a list of types.",
      examples: ["string", ["string", "number"]],
    }),
    max_keys: z.int().min(1).max(1000).optional().meta({
      description: "Most additional properties of one event.",
      default: ADDITIONAL_DEFAULTS.maxKeys,
    }),
    max_length: z.int().min(1).max(1000).optional().meta({
      description: "Maximum length of a string, in code points.",
      default: ADDITIONAL_DEFAULTS.maxLength,
    }),
  })
  .meta({
    description: "Properties that the plan does not name, which callers may pass as `options.additional`.",
    examples: [{ type: "string", max_keys: 20 }],
  });

const DELIVERY_MEANINGS = {
  memory: "Queued in memory.",
  durable: "Kept in the outbox of the tracker until PostHog has it.",
} as const;

/** How the server's helpers keep an event until PostHog has it. */
export const deliveryFormat = z
  .enum(
    Object.keys(DELIVERY_MEANINGS) as [keyof typeof DELIVERY_MEANINGS, ...(keyof typeof DELIVERY_MEANINGS)[]],
  )
  .meta({
    description:
      "How the server keeps the event until PostHog has it. `durable` events survive a killed process. At the top of the plan: for all events that the server sends.",
    enumDescriptions: Object.values(DELIVERY_MEANINGS),
    default: "memory",
  });

const categoryFormat = textFormat.meta({ id: "category" });
const ownerFormat = ownersFormatOf(textFormat.meta({ id: "owner" }));
const tagFormat = textFormat.meta({ id: "tag" });
const actorNameFormat = textFormat.meta({ id: "actorName" });

/** A page about the event. */
const linkFormat = z.strictObject({
  title: textFormat.meta({ description: "What the page is called." }),
  url: textFormat.meta({
    description: "Its http or https address.",
    pattern: "^[Hh][Tt][Tt][Pp][Ss]?://\\S+$",
    patternErrorMessage: "Write an address that starts with `https://`.",
  }),
});

/** The body of an event. */
const eventBodyFormat = z.strictObject({
  as: codeNameFormat.optional().meta({
    description:
      "What its helper and types are named after in code, where that is not derived from the event's name.",
    examples: ["orderPaid"],
  }),
  description: proseFormat.optional().meta({ description: "What happened, in one sentence." }),
  trigger: proseFormat.optional().meta({ description: "When the event is sent. For people to read." }),
  category: categoryFormat
    .optional()
    .meta({ description: "Groups events in the docs.", examples: ["billing"] }),
  owner: ownerFormat
    .optional()
    .meta({ description: "Who is responsible for the event: one name or several.", examples: ["billing"] }),
  links: z
    .array(linkFormat)
    .optional()
    .meta({
      description: "Pages about the event, such as its specification or its dashboard.",
      examples: [[{ title: "Specification", url: "https://wiki.example.com/checkout" }]],
    }),
  tags: z
    .array(tagFormat)
    .optional()
    .meta({ description: "Labels for finding the event.", examples: [["money"]] }),
  source: z
    .enum(Object.keys(SOURCE_MEANINGS) as [SourceName, ...SourceName[]])
    .optional()
    .meta({
      description: "Where the event is sent from.",
      enumDescriptions: Object.values(SOURCE_MEANINGS),
      default: "server",
    }),
  owner_side: z
    .enum(Object.keys(OWNER_SIDE_MEANINGS) as [OwnerSideName, ...OwnerSideName[]])
    .optional()
    .meta({
      description: "The side that must send the event. Required by `source: both`.",
      enumDescriptions: Object.values(OWNER_SIDE_MEANINGS),
    }),
  actor: actorNameFormat.optional().meta({
    description: "Who sends it: `user`, or one of `identity.actors`.",
    default: "user",
  }),
  status: z
    .enum(Object.keys(STATUS_MEANINGS) as [StatusName, ...StatusName[]])
    .optional()
    .meta({
      description: "The stage of the event's life cycle.",
      enumDescriptions: Object.values(STATUS_MEANINGS),
      default: "live",
    }),
  stability: z
    .enum(Object.keys(STABILITY_MEANINGS) as [StabilityName, ...StabilityName[]])
    .optional()
    .meta({
      description: "Whether the event may change freely.",
      enumDescriptions: Object.values(STABILITY_MEANINGS),
      default: "stable",
    }),
  deprecated: deprecationFormatOf("event", eventNameFormat).optional(),
  remove_after: dayFormat.optional().meta({
    description:
      "Date after which an event that is not deprecated should be removed, such as the end of a campaign. `check` reminds of it.",
  }),
  idempotency: idempotencyFormat.optional(),
  revenue: revenueFormat.optional(),
  groups: z
    .record(nameKey, z.union([sharedNameFormat, z.literal(false)]))
    .optional()
    .meta({
      description:
        "Groups that the event is sent to, if not by their own key property: group type → another property, or `false`.",
      examples: [{ organization: "buyer_organization_id" }, { organization: false }],
    }),
  sets: setsFormat.optional(),
  with: z
    .array(bundleNameFormat)
    .optional()
    .meta({ description: "Bundles whose properties the event has, too.", examples: [["device"]] }),
  properties: propertiesFormat.optional().meta({ description: "The properties of the event." }),
  additional: additionalFormat.optional(),
  examples: z
    .array(z.record(z.string(), z.unknown()))
    .optional()
    .meta({
      description:
        "Whole events for the docs: the properties that callers pass. Each is checked like a call of the helper.",
      examples: [[{ order_id: "ord_123", amount_usd: 50 }]],
    }),
  lint: lintIgnoreFormat.optional(),
  renamed_from: renamedFromFormat(eventNameFormat),
  also_sent_as: alsoSentAsFormat.optional(),
  delivery: deliveryFormat.optional(),
});

/** One event: a map that says what it is, or nothing for an event that only has a name. */
export const eventFormat = z.union([eventBodyFormat, z.null()]).meta({
  id: "event",
  description: "An event that the product tracks. Without keys, it only has its name.",
});
