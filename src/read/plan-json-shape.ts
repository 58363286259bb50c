import type { Shape, ShapeType } from "../format/shapes.ts";

/**
 * The format of `plan.json`: a plan without pointers, output settings and rules. Unknown keys are ignored, so that a newer
 * version may add some.
 */

type Shapes = Readonly<Record<string, Shape>>;

const map = (required: Shapes, optional: Shapes = {}): Shape => ({
  type: "object",
  properties: { ...required, ...optional },
  required: Object.keys(required),
});
const list = (items: Shape, limits: Pick<Shape, "minItems" | "maxItems" | "default"> = {}): Shape => ({
  type: "array",
  items,
  ...limits,
});
const one = (value: unknown): Shape => ({ const: value });
const oneOf = (...values: readonly string[]): Shape => ({ enum: values });
const definition = (name: string): Shape => ({ $ref: `#/definitions/${name}` });
const ofType = (type: ShapeType): Shape => ({ type });

const text = ofType("string");
const number = ofType("number");
const boolean = ofType("boolean");
const json: Shape = {};
const texts = list(text);
const someTexts = list(text, { minItems: 1 });
const noTexts = list(text, { default: [] });
/** The pointer of a thing that is in no plan file. */
const nowhere = list(text, { maxItems: 0, default: [] });

/** The file has only the text of an expression. */
export const COMPUTED_SHAPE = map({ kind: one("computed"), optional: boolean, text });

const source: Shape = {
  anyOf: [
    map({ kind: one("argument"), optional: boolean }, { default: json }),
    map({ kind: one("const"), value: json }),
    COMPUTED_SHAPE,
  ],
};

const item = map({ type: definition("type"), nullable: boolean }, { description: text });

const textType = map(
  { kind: one("string") },
  { pattern: text, minLength: number, maxLength: number, truncate: number },
);
const limits: Shapes = { min: number, max: number };
const named: Shapes = { shared: text, as: text };
const valuesOf = (value: Shape): Shape => list(map({ value }, { meaning: text }), { minItems: 1 });

const branch: Shape = {
  anyOf: [textType, map({ kind: oneOf("number", "integer") }, limits), map({ kind: one("boolean") })],
};

const type: Shape = {
  anyOf: [
    textType,
    map({ kind: one("number") }, limits),
    map({ kind: one("integer") }, { ...limits, values: valuesOf(number), ...named }),
    map({ kind: oneOf("boolean", "datetime", "date", "uuid", "email", "ip", "json") }),
    map({ kind: one("url") }, { schemes: texts }),
    map({ kind: one("enum"), values: valuesOf(text) }, named),
    map({ kind: one("array"), items: item }, { minItems: number, maxItems: number }),
    map({ kind: one("map"), items: item }),
    map({ kind: one("union"), types: list(branch, { minItems: 2 }) }),
    map({ kind: one("object"), properties: list(definition("property")) }, { additional: one("json") }),
  ],
};

const deprecation = map({}, { since: text, use: text, reason: text, removeAfter: text });

const property = map(
  {
    name: text,
    type: definition("type"),
    source,
    nullable: boolean,
    pii: oneOf("none", "pseudonymous", "personal"),
  },
  {
    at: nowhere,
    requiredWith: someTexts,
    description: text,
    unit: text,
    example: json,
    deprecated: deprecation,
    renamedFrom: text,
    use: text,
    bundle: text,
    common: oneOf("server", "client", "both"),
    only: oneOf("server", "client"),
  },
);
const properties = list(definition("property"));

const idFormat: Shape = {
  anyOf: [
    map({ kind: oneOf("uuid", "ulid", "typeid", "cuid", "ksuid", "objectid", "integer") }),
    map({ kind: one("cuid2"), length: number }),
    map({ kind: one("nanoid"), length: number, alphabet: text }),
    map({ kind: one("pattern"), pattern: text }, { ignoreCase: one(true) }),
  ],
};

const form = map(
  { format: idFormat, prefix: text, acceptUnprefixed: boolean },
  { at: nowhere, description: text, unprefixedReason: text, acceptEmails: text, acceptPhones: text },
);
const forms = list(form, { minItems: 1 });

const assignments = list(map({ target: text, from: text }));
const noAssignments: Shape = { ...assignments, default: [] };

const event = map(
  { name: text, properties },
  {
    as: text,
    at: nowhere,
    description: text,
    trigger: text,
    category: text,
    owner: someTexts,
    links: list(map({ title: text, url: text })),
    tags: noTexts,
    source: { ...oneOf("server", "client", "both"), default: "server" },
    actor: { ...text, default: "user" },
    status: { ...oneOf("planned", "live", "deprecated"), default: "live" },
    stability: one("experimental"),
    deprecated: deprecation,
    removeAfter: text,
    idempotency: map(
      {
        key: {
          anyOf: [
            map({ kind: one("properties"), properties: texts }),
            map({ kind: oneOf("once", "caller") }),
          ],
        },
      },
      { at: text },
    ),
    ownerSide: oneOf("server", "client"),
    revenue: map({
      amount: text,
      currency: {
        anyOf: [map({ kind: one("code"), code: text }), map({ kind: one("property"), property: text })],
      },
    }),
    groups: list(map({ group: text, property: text }), { default: [] }),
    sets: {
      ...map(
        {},
        {
          person: noAssignments,
          personOnce: noAssignments,
          groups: list(map({ group: text, assignments }), { default: [] }),
        },
      ),
      default: { person: [], personOnce: [], groups: [] },
    },
    with: noTexts,
    additional: map({
      types: list(oneOf("string", "number", "integer", "boolean"), { minItems: 1 }),
      maxKeys: number,
      maxLength: number,
    }),
    examples: list({ type: "object", additionalProperties: json }, { minItems: 1 }),
    renamedFrom: text,
    alsoSentAs: map({ name: text }, { until: text }),
    delivery: oneOf("durable"),
  },
);

/** The whole file, with what is not in it filled in. */
export const PLAN_JSON_SHAPE: Shape = {
  ...map(
    {
      format: one(1),
      plan: map(
        {
          name: text,
          identity: map({
            userId: map({ forms }, { description: text }),
            actors: list(map({ name: text, forms, profile: boolean }, { description: text, at: nowhere })),
          }),
          groups: list(
            map({ name: text, key: text, properties }, { at: nowhere, description: text, keyForm: form }),
          ),
          person: properties,
          properties,
          events: list(event),
        },
        {
          description: text,
          bundles: list(map({ name: text, properties }, { at: nowhere, description: text }), { default: [] }),
          common: { ...map({ server: texts, client: texts }), default: { server: [], client: [] } },
        },
      ),
    },
    { packages: list(map({ name: text }, { version: text }), { default: [] }) },
  ),
  definitions: { type, property },
};
