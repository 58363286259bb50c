import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findViolations, type Violation } from "../../src/portable/find-violations.ts";
import { copyPlain, prepareProperties } from "../../src/runtime/properties/plain-copy.ts";
import { type Argument, ofEachEvent } from "../support/arbitrary-event.ts";
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

/** Only what is an argument: text of the right shape may be no key. */
function isArgument(argument: Argument | undefined): argument is Argument {
  return argument !== undefined;
}

describe("the validators of the events of any plan", () => {
  test("accept what their properties accept, and change nothing of it", () => {
    const cases = ofEachEvent(({ properties, schema, withKeys }) =>
      fc.record({
        argument: validEventArgument(properties).map(withKeys).filter(isArgument),
        schema: fc.constant(schema),
      }),
    );
    fc.assert(
      fc.property(cases, (all) => {
        for (const { argument, schema } of all) {
          const result = schema.safeParse(argument);
          expect(result.error?.issues).toBeUndefined();
          expect(result.data).toEqual(argument);
        }
      }),
      { numRuns: runs(40) },
    );
  });

  test("refuse the key of a group that is none, though it is text of the right shape", () => {
    const cases = ofEachEvent(
      ({ properties, schema, withKeys }) =>
        fc.record({
          argument: validEventArgument(properties).map(withKeys).filter(isArgument),
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
      ({ properties }) => properties.some(({ brand }) => brand !== undefined),
    );
    fc.assert(
      fc.property(cases, (all) => {
        for (const { argument, name, key, schema } of all) {
          const result = schema.safeParse({ ...argument, [name]: key });
          expect(result.error?.issues.map(({ path }) => path)).toEqual([[name]]);
        }
      }),
      { numRuns: runs(15) },
    );
  });

  test("refuse an argument with one fault", () => {
    const cases = ofEachEvent(({ properties, schema }) =>
      fc.record({ argument: invalidArgument(properties), schema: fc.constant(schema) }),
    );
    fc.assert(
      fc.property(cases, (all) => {
        for (const { argument, schema } of all) expect(schema.safeParse(argument).success).toBe(false);
      }),
      { numRuns: runs(40) },
    );
  });

  test("refuse an argument without what another property requires", () => {
    const cases = ofEachEvent(
      ({ properties, schema, withKeys }) =>
        fc.record({
          argument: validArgument(properties).map(withKeys).filter(isArgument),
          properties: fc.constant(properties),
          schema: fc.constant(schema),
        }),
      ({ properties }) => properties.some(({ requiredWith }) => requiredWith !== undefined),
    );
    fc.assert(
      fc.property(cases, (all) => {
        for (const { argument, properties, schema } of all) {
          const missing = firstMissing(properties, argument);
          expect(schema.safeParse(argument).error?.issues[0]?.path).toEqual(missing && [missing]);
        }
      }),
      { numRuns: runs(30) },
    );
  });

  test("find what the helper finds, in the same place and by the same code", () => {
    const cases = ofEachEvent(({ properties, shape, definition }) =>
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
      fc.property(cases, (all) => {
        for (const { argument, shape, definition } of all) {
          const { fields = {} } = definition.rules();
          const { properties } = copyPlain(argument, fields);
          const violations = findViolations(fields, properties);
          expect(byPath(violations)).toEqual(byPath(zodViolations(shape, properties)));
        }
      }),
      { numRuns: runs(60) },
    );
  });

  test("take what the helper takes, and nothing else", () => {
    const cases = ofEachEvent(({ properties, schema, definition, withKeys }) =>
      fc.record({
        argument: fc.oneof(
          validEventArgument(properties).map(withKeys).filter(isArgument),
          invalidArgument(properties),
        ),
        schema: fc.constant(schema),
        definition: fc.constant(definition),
      }),
    );
    fc.assert(
      fc.property(cases, (all) => {
        for (const { argument, schema, definition } of all) {
          const { fields = {}, missing } = definition.rules();
          const { invalid, properties, violations: found } = prepareProperties(fields, argument);
          const violations = [...found, ...(missing?.(properties, invalid) ?? [])];
          expect({ helper: violations.length === 0, violations }).toEqual({
            helper: schema.safeParse(argument).success,
            violations,
          });
        }
      }),
      { numRuns: runs(60) },
    );
  });
});
