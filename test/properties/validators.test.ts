import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findViolations, type Violation } from "../../src/portable/find-violations.ts";
import { copyPlain, prepareProperties } from "../../src/runtime/properties/plain-copy.ts";
import { type Argument, validatedEvent as event } from "../support/arbitrary-event.ts";
import { zodViolations } from "../support/zod-violations.ts";
import {
  firstMissing,
  invalidArgument,
  validArgument,
  validEventArgument,
} from "../support/sample-values.ts";
import { runs } from "../support/fast-check-runs.ts";

/** Properties of both, and a value in the place of one that they share. */
function mix(one: unknown, other: unknown, value: unknown): Argument {
  const mixed = Object.assign({}, one, other) as Record<string, unknown>;
  const [name] = Object.keys(mixed).toSorted();
  return name === undefined ? mixed : Object.assign(mixed, { [name]: value });
}

/** Path → code. Of a value that zod finds two faults in, such as a list in the place of a date, the first. */
function byPath(violations: readonly Violation[]): Readonly<Record<string, string>> {
  return Object.fromEntries(violations.toReversed().map(({ path, code }) => [JSON.stringify(path), code]));
}

describe("the validator of any event", () => {
  test("accepts what its properties accept, and changes nothing of it", () => {
    const cases = event.chain(({ properties, schema, withKeys: keyed }) =>
      fc.record({ argument: validEventArgument(properties).map(keyed), schema: fc.constant(schema) }),
    );
    fc.assert(
      fc.property(cases, ({ argument, schema }) => {
        fc.pre(argument !== undefined);
        const result = schema.safeParse(argument);
        expect(result.error?.issues).toBeUndefined();
        expect(result.data).toEqual(argument);
      }),
      { numRuns: runs(100) },
    );
  });

  test("refuses the key of a group that is none, though it is text of the right shape", () => {
    const cases = event
      .filter(({ properties }) => properties.some(({ brand }) => brand !== undefined))
      .chain(({ properties, schema, withKeys: keyed }) =>
        fc.record({
          argument: validEventArgument(properties)
            .map(keyed)
            .filter((argument) => argument !== undefined),
          name: fc.constantFrom(
            ...properties.filter(({ brand }) => brand !== undefined).map(({ name }) => name),
          ),
          key: fc.constantFrom(
            "null",
            "undefined",
            " ",
            "A1B2C3D4-0000-4000-8000-00000000ABCD",
            "org_a b",
            "",
          ),
          schema: fc.constant(schema),
        }),
      );
    fc.assert(
      fc.property(cases, ({ argument, name, key, schema }) => {
        const result = schema.safeParse({ ...argument, [name]: key });
        expect(result.error?.issues.map(({ path }) => path)).toEqual([[name]]);
      }),
      { numRuns: runs(20) },
    );
  });

  test("refuses an argument with one fault", () => {
    const cases = event.chain(({ properties, schema }) =>
      fc.record({ argument: invalidArgument(properties), schema: fc.constant(schema) }),
    );
    fc.assert(
      fc.property(cases, ({ argument, schema }) => {
        expect(schema.safeParse(argument).success).toBe(false);
      }),
      { numRuns: runs(100) },
    );
  });

  test("refuses an argument without what another property requires", () => {
    const cases = event
      .filter(({ properties }) => properties.some(({ requiredWith }) => requiredWith !== undefined))
      .chain(({ properties, schema, withKeys: keyed }) =>
        fc.record({
          argument: validArgument(properties).map(keyed),
          properties: fc.constant(properties),
          schema: fc.constant(schema),
        }),
      );
    fc.assert(
      fc.property(cases, ({ argument, properties, schema }) => {
        fc.pre(argument !== undefined);
        const missing = firstMissing(properties, argument);
        expect(schema.safeParse(argument).error?.issues[0]?.path).toEqual(missing && [missing]);
      }),
      { numRuns: runs(40) },
    );
  });

  test("finds what the helper finds, in the same place and by the same code", () => {
    const cases = event.chain(({ properties, shape, definition }) =>
      fc.record({
        argument: fc.oneof(
          invalidArgument(properties),
          // Several faults at once, of any kind, also where a value is of another type altogether.
          fc
            .tuple(invalidArgument(properties), invalidArgument(properties), fc.jsonValue())
            .map(([one, other, value]) => mix(one, other, value)),
        ),
        shape: fc.constant(shape),
        definition: fc.constant(definition),
      }),
    );
    fc.assert(
      fc.property(cases, ({ argument, shape, definition }) => {
        const { fields = {} } = definition.rules();
        const { properties } = copyPlain(argument, fields);
        const violations = findViolations(fields, properties);
        expect(byPath(violations)).toEqual(byPath(zodViolations(shape, properties)));
      }),
      { numRuns: runs(200) },
    );
  });

  test("takes what the helper takes, and nothing else", () => {
    const cases = event.chain(({ properties, schema, definition, withKeys: keyed }) =>
      fc.record({
        argument: fc.oneof(validEventArgument(properties).map(keyed), invalidArgument(properties)),
        schema: fc.constant(schema),
        definition: fc.constant(definition),
      }),
    );
    fc.assert(
      fc.property(cases, ({ argument, schema, definition }) => {
        fc.pre(argument !== undefined);
        const { fields = {}, missing } = definition.rules();
        const { invalid, properties, violations: found } = prepareProperties(fields, argument);
        const violations = [...found, ...(missing?.(properties, invalid) ?? [])];
        expect({ helper: violations.length === 0, violations }).toEqual({
          helper: schema.safeParse(argument).success,
          violations,
        });
      }),
      { numRuns: runs(200) },
    );
  });
});
