import * as z from "zod";
import type { Property, PropertyType } from "../plan/property.ts";
import { unabridgePlan } from "../plan/abridged.ts";
import type { Plan } from "../plan/plan.ts";
import { isRecord, type JsonValue } from "../text/json.ts";
import { readExpression } from "./expression/read-expression.ts";

/** A plan, or one sentence on why the file is invalid. */
type PlanJsonResult =
  | { readonly ok: true; readonly plan: Plan }
  | { readonly ok: false; readonly fault: string };

/**
 * Reads a `plan.json` that was generated. It is checked like anything from outside: it may have been made by another
 * version, or by hand.
 *
 * @example readPlanJson("{}") // { ok: false, fault: "`format`: Invalid input: expected 1." }
 */
export function readPlanJson(file: string): PlanJsonResult {
  let data: unknown;
  try {
    data = JSON.parse(file.replace(/^\uFEFF/u, ""));
  } catch {
    return { ok: false, fault: "It is not JSON." };
  }
  try {
    const read = planJsonFormat.safeParse(
      isRecord(data) ? { ...data, plan: unabridgePlan(data["plan"]) } : data,
    );
    const { packages, plan } = read.data ?? {};
    if (packages && plan) return { ok: true, plan: { ...plan, packages, ...NOT_TRACKED } };
    const [issue] = read.error?.issues ?? [];
    const path = issue?.path.map(String).join(".") ?? "";
    return {
      ok: false,
      fault: `${path === "" ? "" : `\`${path}\`: `}${issue?.message ?? "It is not a plan"}.`,
    };
  } catch (error) {
    // A value inside a value, thousands of times.
    if (error instanceof RangeError) return { ok: false, fault: "It is nested too deeply." };
    throw error;
  }
}

/** What the file leaves out, because it does not affect what is tracked. */
const NOT_TRACKED = {
  output: { dir: "./generated", imports: "js", browserImports: "none" },
  lint: { rules: {}, exceptions: [] },
  audit: { severities: {}, wrappers: [] },
} as const satisfies Pick<Plan, "output" | "lint" | "audit">;

/**
 * The format of `plan.json`: a plan without pointers, output settings and rules. Unknown keys are ignored, so that a newer
 * version may add some.
 */

const text = z.string();
const optionalText = text.optional();
const count = z.number().optional();
const json: z.ZodType<JsonValue> = z.json();

/** The pointer of a thing that is in no plan file. */
const nowhere = z.array(z.string()).max(0).default([]);

const deprecation = z.object({
  since: optionalText,
  use: optionalText,
  reason: optionalText,
  removeAfter: optionalText,
});

/** The file has only the text of an expression. */
const computed = z
  .object({ kind: z.literal("computed"), optional: z.boolean(), text })
  .transform((source, context) => {
    const read = readExpression(source.text);
    if (read.ok) return { ...source, expression: read.expression };
    context.addIssue({ code: "custom", message: "It is not an expression" });
    return z.NEVER;
  });

const source = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("argument"), optional: z.boolean(), default: json.optional() }),
  z.object({ kind: z.literal("const"), value: json }),
  computed,
]);

const item = z.object({
  get type() {
    return type;
  },
  nullable: z.boolean(),
  description: optionalText,
});

const textType = z.object({
  kind: z.literal("string"),
  pattern: optionalText,
  minLength: count,
  maxLength: count,
  truncate: count,
});

const branch = z.discriminatedUnion("kind", [
  textType,
  z.object({ kind: z.enum(["number", "integer"]), min: count, max: count }),
  z.object({ kind: z.literal("boolean") }),
]);

const type: z.ZodType<PropertyType> = z.lazy(() =>
  z.discriminatedUnion("kind", [
    textType,
    z.object({ kind: z.literal("number"), min: count, max: count }),
    z.object({
      kind: z.literal("integer"),
      min: count,
      max: count,
      values: z
        .array(z.object({ value: z.number(), meaning: optionalText }))
        .min(1)
        .optional(),
      shared: optionalText,
      as: optionalText,
    }),
    z.object({ kind: z.enum(["boolean", "datetime", "date", "uuid", "email", "ip", "json"]) }),
    z.object({ kind: z.literal("url"), schemes: z.array(text).optional() }),
    z.object({
      kind: z.literal("enum"),
      values: z.array(z.object({ value: text, meaning: optionalText })).min(1),
      shared: optionalText,
      as: optionalText,
    }),
    z.object({ kind: z.literal("array"), items: item, minItems: count, maxItems: count }),
    z.object({ kind: z.literal("map"), items: item }),
    z.object({ kind: z.literal("union"), types: z.array(branch).min(2) }),
    z.object({
      kind: z.literal("object"),
      properties: z.array(property),
      additional: z.literal("json").optional(),
    }),
  ]),
);

const property: z.ZodType<Property> = z.lazy(() =>
  z.object({
    name: text,
    at: nowhere,
    type,
    source,
    nullable: z.boolean(),
    requiredWith: z.array(text).min(1).optional(),
    description: optionalText,
    unit: optionalText,
    example: json.optional(),
    pii: z.enum(["none", "pseudonymous", "personal"]),
    deprecated: deprecation.optional(),
    renamedFrom: optionalText,
    use: optionalText,
    bundle: optionalText,
    common: z.enum(["server", "client", "both"]).optional(),
    only: z.enum(["server", "client"]).optional(),
  }),
);

const idFormat = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["uuid", "ulid", "typeid", "cuid", "ksuid", "objectid", "integer"]) }),
  z.object({ kind: z.literal("cuid2"), length: z.number() }),
  z.object({ kind: z.literal("nanoid"), length: z.number(), alphabet: text }),
  z.object({ kind: z.literal("pattern"), pattern: text, ignoreCase: z.literal(true).optional() }),
]);

const form = z.object({
  at: nowhere,
  description: optionalText,
  format: idFormat,
  prefix: text,
  acceptUnprefixed: z.boolean(),
  unprefixedReason: optionalText,
  acceptEmails: optionalText,
  acceptPhones: optionalText,
});

const ids = { description: optionalText, forms: z.tuple([form], form) };

const assignments = z.array(z.object({ target: text, from: text }));

const event = z.object({
  name: text,
  as: optionalText,
  at: nowhere,
  description: optionalText,
  trigger: optionalText,
  category: optionalText,
  owner: z.array(text).min(1).optional(),
  links: z.array(z.object({ title: text, url: text })).optional(),
  tags: z.array(text).default([]),
  source: z.enum(["server", "client", "both"]).default("server"),
  actor: text.default("user"),
  status: z.enum(["planned", "live", "deprecated"]).default("live"),
  stability: z.literal("experimental").optional(),
  deprecated: deprecation.optional(),
  removeAfter: optionalText,
  idempotency: z
    .object({
      key: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("properties"), properties: z.array(text) }),
        z.object({ kind: z.enum(["once", "caller"]) }),
      ]),
      at: optionalText,
    })
    .optional(),
  ownerSide: z.enum(["server", "client"]).optional(),
  revenue: z
    .object({
      amount: text,
      currency: z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("code"), code: text }),
        z.object({ kind: z.literal("property"), property: text }),
      ]),
    })
    .optional(),
  groups: z.array(z.object({ group: text, property: text })).default([]),
  sets: z
    .object({
      person: assignments.default([]),
      personOnce: assignments.default([]),
      groups: z.array(z.object({ group: text, assignments })).default([]),
    })
    .default({ person: [], personOnce: [], groups: [] }),
  with: z.array(text).default([]),
  properties: z.array(property),
  additional: z
    .object({
      types: z.array(z.enum(["string", "number", "integer", "boolean"])).min(1),
      maxKeys: z.number(),
      maxLength: z.number(),
    })
    .optional(),
  examples: z.array(z.record(text, json)).min(1).optional(),
  renamedFrom: optionalText,
  alsoSentAs: z.object({ name: text, until: optionalText }).optional(),
  delivery: optionalText,
});

/** The whole file, with what is not in it filled in. */
const planJsonFormat = z.object({
  format: z.literal(1),
  packages: z.array(z.object({ name: text, version: optionalText })).default([]),
  plan: z.object({
    name: text,
    description: optionalText,
    identity: z.object({
      userId: z.object(ids),
      actors: z.array(z.object({ ...ids, name: text, at: nowhere, profile: z.boolean() })),
    }),
    groups: z.array(
      z.object({
        name: text,
        at: nowhere,
        description: optionalText,
        key: text,
        keyForm: form.optional(),
        properties: z.array(property),
      }),
    ),
    person: z.array(property),
    properties: z.array(property),
    bundles: z
      .array(z.object({ name: text, at: nowhere, description: optionalText, properties: z.array(property) }))
      .default([]),
    common: z.object({ server: z.array(text), client: z.array(text) }).default({ server: [], client: [] }),
    events: z.array(event),
  }),
});
