import * as fc from "fast-check";
import type { JsonValue } from "../../src/text/json.ts";

const anyName = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("amount", "Plan Tier", "userId", "token", "kind", "a.b", "10") },
  {
    weight: 1,
    arbitrary: fc.constantFrom("$set", "__proto__", "constructor", "distinct_id", " x", "a  b", "", "\ud800"),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
);

const anyNumber = fc.oneof(
  fc.integer({ min: -5, max: 1200 }),
  fc.constantFrom(0.5, -0, 1e21, 2 ** 60, -(2 ** 63), 1.5e-7),
);

const anyText = fc.oneof(
  fc.constantFrom("free", "pro", "10", "__proto__", "", " ", "a\nb", "\ud800"),
  fc.string({ maxLength: 6 }),
);

const anyScalar = fc.oneof(anyText, anyNumber, fc.boolean(), fc.constant(null));

const anyType = fc.constantFrom(..."string number integer boolean array object null any strnig".split(" "));

const anyFormat = fc.constantFrom(
  ..."date-time date uuid email uri ipv4 ipv6 hostname constructor".split(" "),
);

const anyPattern = fc.constantFrom(
  ..."^[a-z]+$ ^a|b$ x (a+)+b ( ^\\_$ ^(?:https?): ^(?:[hH][tT][tT][pP]):".split(" "),
);

/** Keywords of JSON Schema with values that fit them, more or less. */
const { schema } = fc.letrec<{ schema: Record<string, JsonValue> }>((tie) => {
  const inner = tie("schema");
  const properties = fc.dictionary(anyName, inner, { maxKeys: 4 });
  const scalar = fc.record(
    {
      type: fc.oneof(anyType, fc.uniqueArray(anyType, { maxLength: 3 })),
      enum: fc.array(anyScalar, { maxLength: 4 }),
      const: anyScalar,
      format: anyFormat,
      pattern: anyPattern,
      minLength: anyNumber,
      maxLength: anyNumber,
      minimum: anyNumber,
      maximum: anyNumber,
      exclusiveMinimum: fc.oneof(anyNumber, fc.boolean()),
      exclusiveMaximum: anyNumber,
      multipleOf: anyNumber,
      description: anyText,
      title: anyText,
      default: anyScalar,
      examples: fc.array(anyScalar, { maxLength: 2 }),
      deprecated: fc.boolean(),
      mexLength: anyNumber,
    },
    { requiredKeys: [] },
  );
  const composed = fc.record(
    {
      type: fc.constantFrom("array", "object", ["object", "null"]),
      properties,
      required: fc.array(anyName, { maxLength: 3 }),
      additionalProperties: fc.oneof(fc.boolean(), inner),
      items: fc.oneof(inner, fc.array(inner, { maxLength: 2 })),
      minItems: anyNumber,
      maxItems: anyNumber,
      allOf: fc.array(inner, { maxLength: 2 }),
      anyOf: fc.array(inner, { maxLength: 3 }),
      $ref: fc.constantFrom("#", "#/definitions/a", "#/nothing", "other.json", "https://example.com/"),
      definitions: fc.record({ a: inner }),
      dependentRequired: fc.dictionary(anyName, fc.array(anyName, { maxLength: 2 }), { maxKeys: 2 }),
    },
    { requiredKeys: [] },
  );
  return { schema: fc.oneof({ depthSize: "small", withCrossShrink: true }, scalar, composed) } as never;
});

/** The schema of an event, as people write them: mostly right, with slips, and with what no plan can say. */
export const anyEventSchema: fc.Arbitrary<Record<string, JsonValue>> = fc
  .record({ base: schema, properties: fc.dictionary(anyName, schema, { maxKeys: 5 }) })
  .map(({ base, properties }) => Object.assign({}, base, { type: "object", properties }));

/** Files of events that refer to the same parts: as their properties, and for all of their properties. */
export const anyReferringSchemas: fc.Arbitrary<readonly Record<string, JsonValue>[]> = fc
  .record({
    parts: fc.dictionary(
      anyName.filter((name) => !/\p{Surrogate}/u.test(name)),
      schema,
      { minKeys: 1, maxKeys: 4 },
    ),
    events: fc.array(
      fc.record({ properties: fc.dictionary(anyName, fc.nat(3), { maxKeys: 5 }), all: fc.array(fc.nat(3)) }),
      { minLength: 2, maxLength: 3 },
    ),
  })
  .map(({ parts, events }) => {
    const names = Object.keys(parts);
    const referTo = (index: number): Record<string, JsonValue> => {
      const step = names[index % names.length]!.replaceAll("~", "~0").replaceAll("/", "~1");
      return { $ref: `#/$defs/${encodeURIComponent(step)}` };
    };
    return events.map(({ properties, all }) => ({
      type: "object",
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, index]) => [name, referTo(index)]),
      ),
      allOf: all.map(referTo),
      $defs: parts,
    }));
  });
