import { runInNewContext } from "node:vm";
import * as fc from "fast-check";
import { branchFor, isEnum, type Item, type Property, type PropertyType } from "../../src/plan/property.ts";

/** Values that a type accepts, as a caller passes them. */
export function validValue({ type, nullable }: Pick<Item, "type" | "nullable">): fc.Arbitrary<unknown> {
  const value = validValueOf(type);
  return nullable ? fc.oneof(fc.constant(null), value) : value;
}

/** Values for the properties that a caller passes: what is optional is absent now and then, or `undefined`. */
export function validArgument(properties: readonly Property[]): fc.Arbitrary<Record<string, unknown>> {
  const passed = properties.filter(({ source }) => source.kind === "argument");
  const required = passed.filter(
    ({ source }) => source.kind === "argument" && !source.optional && source.default === undefined,
  );
  return fc.record(
    Object.fromEntries(
      passed.map((property) => [
        property.name,
        required.includes(property)
          ? validValue(property)
          : fc.option(validValue(property), { nil: undefined }),
      ]),
    ),
    { requiredKeys: required.map(({ name }) => name) },
  );
}

/** The same of an event, whose properties can be required with others: one that is missing then is filled in. */
export function validEventArgument(properties: readonly Property[]): fc.Arbitrary<Record<string, unknown>> {
  const filled = fc.record(
    Object.fromEntries(properties.map((property) => [property.name, validValue(property)])),
  );
  return fc.tuple(validArgument(properties), filled).map(([argument, more]) => {
    const complete = Object.assign({}, argument);
    for (let missing = firstMissing(properties, complete); missing !== undefined;) {
      complete[missing] = more[missing];
      missing = firstMissing(properties, complete);
    }
    return complete;
  });
}

/** A property that is absent though one is there that it is required with. */
export function firstMissing(
  properties: readonly Property[],
  argument: Readonly<Record<string, unknown>>,
): string | undefined {
  return properties.find(
    ({ name, requiredWith = [], common }) =>
      argument[name] === undefined &&
      common === undefined &&
      requiredWith.some((other) => argument[other] !== undefined && argument[other] !== null),
  )?.name;
}

/** Values that a type refuses, none of them `undefined`. */
export function invalidValue({ type, nullable }: Pick<Item, "type" | "nullable">): fc.Arbitrary<unknown> {
  const value = invalidValueOf(type);
  // `null` is JSON.
  return nullable || type.kind === "json" ? value : fc.oneof(fc.constant(null), value);
}

function validValueOf(type: PropertyType): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case "string":
      return validText(type);
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true, ...boundsOf(type) });
    case "integer":
      if (isEnum(type)) return fc.constantFrom(...type.values.map(({ value }) => value));
      return fc.maxSafeInteger().filter((n) => n >= (type.min ?? -Infinity) && n <= (type.max ?? Infinity));
    case "boolean":
      return fc.boolean();
    case "enum":
      return fc.constantFrom(...type.values.map(({ value }) => value));
    case "datetime":
      return fc.oneof(
        fc.date({
          noInvalidDate: true,
          min: new Date("0000-01-01T00:00:00Z"),
          max: new Date("9999-12-31T23:59:59.999Z"),
        }),
        fc.constantFrom<unknown>(
          FOREIGN_DATE,
          "2026-01-31t12:00:00z",
          "2016-12-31T23:59:60Z",
          "2024-02-29T23:59:59Z",
          "2024-01-01T00:00:00.123456+05:30",
          "1999-12-31T00:00:00-11:00",
        ),
      );
    case "date":
      return fc.constantFrom("2024-02-29", "1970-01-01", "9999-12-31");
    case "uuid":
      return fc.oneof(
        fc.uuid(),
        fc.uuid().map((id) => id.toUpperCase()),
        fc.constant(NIL_UUID),
      );
    case "url":
      return type.schemes === undefined
        ? fc.webUrl({ withFragments: true, withQueryParameters: true })
        : fc.constantFrom(...type.schemes.map((scheme) => `${scheme}://example.com/a?b#c`));
    case "email":
      return fc.oneof(
        fc.emailAddress({ size: "small" }),
        fc.constantFrom("Ann+b@例え.テスト", "o'neil@example.co.uk"),
      );
    case "ip":
      return fc.oneof(fc.ipV4(), fc.ipV6());
    case "json":
      return fc.jsonValue();
    case "array":
      return fc.array(validValue(type.items), {
        minLength: type.minItems ?? 0,
        maxLength: type.maxItems ?? 3,
      });
    case "map":
      return fc.dictionary(fc.string(), validValue(type.items), { maxKeys: 3 }).filter(hasNoPrototypeKey);
    case "object":
      return withFurther(type, validArgument(type.properties));
    case "union":
      return fc.oneof(...type.types.map(validValueOf));
    default:
      return type satisfies never;
  }
}

/** Properties beside those that the plan names, where an object accepts them. */
function withFurther(
  { properties, additional }: Extract<PropertyType, { kind: "object" }>,
  valid: fc.Arbitrary<Record<string, unknown>>,
): fc.Arbitrary<Record<string, unknown>> {
  if (additional === undefined) return valid;
  const known = new Set(properties.map(({ name }) => name));
  const further = fc
    .dictionary(fc.oneof(fc.string(), fc.constantFrom("$set", "distinct_id", "toString")), fc.jsonValue(), {
      maxKeys: 3,
    })
    .filter((value) => hasNoPrototypeKey(value) && !Object.keys(value).some((name) => known.has(name)));
  return fc.tuple(valid, further).map((parts) => Object.assign({}, ...parts) as Record<string, unknown>);
}

/** A `Date` of another realm, as tests and embedded pages have them. */
const FOREIGN_DATE: unknown = runInNewContext("new Date(0)");

const NIL_UUID = "00000000-0000-0000-0000-000000000000";

// zod passes over this key, and the runtime never sends it.
function hasNoPrototypeKey(value: object): boolean {
  return !Object.hasOwn(value, "__proto__");
}

function validText(type: Extract<PropertyType, { kind: "string" }>): fc.Arbitrary<string> {
  if (type.pattern !== undefined) {
    return fc.stringMatching(new RegExp(`^(?:${type.pattern})$`, "u"), { maxLength: 20 });
  }
  const longest = type.truncate === undefined ? (type.maxLength ?? 1000) : 2000;
  return fc.string({ unit: "binary", minLength: type.minLength ?? 0, maxLength: longest });
}

function boundsOf({
  min,
  max,
}: {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}): object {
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function invalidValueOf(type: PropertyType): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case "string":
      return fc.oneof(
        fc.constantFrom<unknown>(1, true, {}, [], new Date(), FOREIGN_DATE),
        ...invalidText(type),
      );
    case "number":
      return fc.constantFrom<unknown>(
        Number.NaN,
        Infinity,
        -Infinity,
        "1",
        1n,
        true,
        {},
        ...outside(type, 0.25),
      );
    case "integer":
      if (isEnum(type)) {
        const values = new Set<unknown>(type.values.map(({ value }) => value));
        return fc
          .oneof(fc.constantFrom<unknown>("1", true, {}, ...[...values].map(String)), fc.integer())
          .filter((candidate) => !values.has(candidate));
      }
      return fc.constantFrom<unknown>(0.5, Number.NaN, 2 ** 53, -Infinity, "1", 1n, {}, ...outside(type, 1));
    case "boolean":
      return fc.constantFrom<unknown>("true", 0, 1, {}, []);
    case "enum":
      return fc
        .oneof(fc.constantFrom<unknown>(0, {}, [], "toString"), fc.string())
        .filter((candidate) => type.values.every(({ value }) => value !== candidate));
    case "datetime":
      return fc.constantFrom<unknown>(
        new Date(Number.NaN),
        new Date("+010000-01-01T00:00:00Z"),
        "2024-01-01T00:00Z",
        0,
        "2024-01-01",
        "2024-02-30T00:00:00Z",
        "now",
        {},
      );
    case "date":
      return fc.constantFrom<unknown>("2024-02-30", "2023-02-29", "2024-1-1", "20240101", "", new Date(), 0);
    case "uuid":
      return fc.constantFrom<unknown>(
        "",
        NIL_UUID.slice(1),
        `{${NIL_UUID}}`,
        `${NIL_UUID}\n`,
        "g".repeat(36),
        0,
        {},
      );
    case "url":
      return fc.constantFrom<unknown>(
        "",
        "example.com",
        "ftp://example.com",
        " https://example.com",
        "https://",
        0,
        {},
      );
    case "email":
      return fc.constantFrom<unknown>(
        "",
        "ann",
        "ann@localhost",
        "Ann <ann@example.com>",
        "ann@example.com\n",
        0,
        {},
      );
    case "ip":
      return fc.constantFrom<unknown>("", "256.0.0.1", "fe80::1%eth0", "127.0.0.1:80", "localhost", 0, {});
    case "json":
      return fc.constantFrom<unknown>(Number.NaN, 1n, () => 1, Symbol("s"), [Infinity], { a: new Date() }, [
        FOREIGN_DATE,
      ]);
    case "array":
      return fc.oneof(
        fc.constantFrom<unknown>({}, "a", 0, { length: 0 }),
        invalidValue(type.items).map((item) => [item]),
        ...(type.maxItems === undefined
          ? []
          : [
              validValue(type.items).map((item) =>
                Array.from({ length: (type.maxItems ?? 0) + 1 }, () => item),
              ),
            ]),
      );
    case "map":
      return fc.oneof(
        fc.constantFrom<unknown>([], "a", 0),
        invalidValue(type.items).map((item) => ({ a: item })),
        validValue(type.items).map((item) =>
          Object.fromEntries(Array.from({ length: 1001 }, (_, key) => [key, item])),
        ),
      );
    case "object":
      return invalidArgument(type.properties, type.additional === undefined);
    case "union":
      return fc.oneof(
        fc.constantFrom<unknown>({}, [], 1n, new Date(0)),
        // What one type refuses, another may accept.
        ...type.types.map((branch) =>
          invalidValueOf(branch).filter((value) => [branch, undefined].includes(branchFor(type, value))),
        ),
      );
    default:
      return type satisfies never;
  }
}

/** Arguments with one fault: a value of one property that is refused, a required property left out, or one too many. */
export function invalidArgument(properties: readonly Property[], closed = true): fc.Arbitrary<unknown> {
  const passed = properties.filter(({ source }) => source.kind === "argument");
  const hidden = properties.filter(({ source }) => source.kind !== "argument");
  const valid = validArgument(properties);
  const faults: fc.Arbitrary<Record<string, unknown>>[] = [
    closed
      ? fc.constant({ "not a property": 1 })
      : fc.constantFrom(
          { "not a property": new Date() },
          { "not a property": [NaN] },
          { "not a property": { a: 1n } },
        ),
    ...hidden.map(({ name }) => fc.constant({ [name]: 1 })),
    ...passed.map((property) => invalidValue(property).map((value) => ({ [property.name]: value }))),
    ...passed
      .filter(({ source }) => source.kind === "argument" && !source.optional && source.default === undefined)
      .map(({ name }) => fc.constant({ [name]: undefined })),
  ];
  return fc.tuple(valid, fc.oneof(...faults)).map(([argument, fault]) => Object.assign({}, argument, fault));
}

function invalidText(type: Extract<PropertyType, { kind: "string" }>): fc.Arbitrary<string>[] {
  const longest = type.maxLength ?? (type.truncate === undefined ? 1000 : undefined);
  return [
    ...(longest === undefined || type.truncate !== undefined ? [] : [fc.constant("👍".repeat(longest + 1))]),
    ...(type.minLength === undefined || type.minLength === 0
      ? []
      : [fc.constant("a".repeat(type.minLength - 1))]),
    ...(type.pattern === undefined ? [] : [fc.constantFrom("\n", "~~", "a\u0000")]),
  ];
}

function outside(
  { min, max }: { readonly min?: number | undefined; readonly max?: number | undefined },
  step: number,
): readonly number[] {
  return [...(min === undefined ? [] : [min - step]), ...(max === undefined ? [] : [max * 2])];
}
