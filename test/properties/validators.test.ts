import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { validatorsEmitter } from "../../src/emit/typescript/validators-module.ts";
import { namesOfEvent } from "../../src/plan/names.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import { planFile } from "../support/arbitrary-plan-file.ts";
import { type LoadedSchema, loadValidators } from "../support/load-validators.ts";
import { invalidArgument, validArgument } from "../support/sample-values.ts";

/** An event of a plan that was read without an error, with the schema that was emitted for it. */
const event = planFile
  .map((value) => {
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    return readPlan({ file: "tracking-plan.yaml", bytes }).plan;
  })
  .filter((plan) => plan !== undefined)
  .chain((plan) => {
    const [file] = validatorsEmitter.emit(plan);
    const schemas = loadValidators(file?.body ?? "");
    return fc.constantFrom(...plan.events).map((one) => ({
      properties: one.properties,
      schema: schemas[namesOfEvent(one.name).schema] as LoadedSchema,
    }));
  });

describe("the validator of any event", () => {
  test("accepts what its properties accept, and changes nothing of it", () => {
    const cases = event.chain(({ properties, schema }) =>
      fc.record({ argument: validArgument(properties), schema: fc.constant(schema) }),
    );
    fc.assert(
      fc.property(cases, ({ argument, schema }) => {
        const result = schema.safeParse(argument);
        expect(result.error?.issues).toBeUndefined();
        expect(result.data).toEqual(argument);
      }),
      { numRuns: 300 },
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
      { numRuns: 300 },
    );
  });
});
