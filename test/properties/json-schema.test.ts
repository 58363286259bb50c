import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { core } from "zod";
import type { PlanLoss } from "../../src/export/exported.ts";
import { jsonSchemaExporter } from "../../src/export/json-schema/json-schema.ts";
import type { PlanEvent } from "../../src/plan/plan.ts";
import { validatedEvent } from "../support/arbitrary-event.ts";
import { compileSchema } from "../support/compile-schema.ts";
import { invalidArgument, validEventArgument } from "../support/sample-values.ts";
import { runs } from "../support/fast-check-runs.ts";

/** What both judges say of an argument. Another implementation judges schemas: ajv, which refuses one with a word that it does not know. */
interface Judgement {
  readonly argument: unknown;
  readonly isValid: boolean;
  readonly isAccepted: boolean;
  /** Whether a loss says that the schema accepts less or more of this argument. */
  readonly isExcused: boolean;
  readonly schema: string;
}

/** The same values for both judges: what JSON can hold of an argument. */
const asJson = (argument: unknown): unknown => JSON.parse(JSON.stringify(argument, bigintsAsText)) as unknown;

const bigintsAsText = (_: string, value: unknown): unknown =>
  typeof value === "bigint" ? `${value}n` : value;

function judgements(kind: "valid" | "invalid"): fc.Arbitrary<Judgement> {
  return validatedEvent.chain(({ plan, event, properties, schema, withKeys }) => {
    const { files, losses } = jsonSchemaExporter.emit({ ...plan, events: [event] });
    const text = files[0]!.text;
    const accepts = compileSchema(text);
    const valid = validEventArgument(properties)
      .map((argument) => withKeys(argument))
      .filter((argument) => argument !== undefined);
    return (kind === "valid" ? valid : invalidArgument(properties)).map((given) => {
      const argument = asJson(given);
      const { error } = schema.safeParse(argument);
      const isExcused =
        error === undefined
          ? losses.some((loss) => loss.kind === "closed") && /[^ -~]/u.test(JSON.stringify(argument))
          : error.issues.every((issue) => isWidened(event, issue, losses));
      const isAccepted = accepts(argument);
      return { argument, isValid: error === undefined, isAccepted, isExcused, schema: text };
    });
  });
}

/** Whether a loss says that the schema accepts what the validator finds. */
function isWidened({ name }: PlanEvent, issue: core.$ZodIssue, losses: readonly PlanLoss[]): boolean {
  const path = [name, ...issue.path.filter((key) => typeof key === "string")].join(".");
  const isUnknown = issue.code === "unrecognized_keys";
  return losses.some(
    ({ kind, of }) => kind === "widened" && (of === name ? isUnknown : `${path}.`.startsWith(`${of}.`)),
  );
}

/** To find a smaller example takes longer than to read a large one. */
const END = { endOnFailure: true };

describe("the JSON Schema of any event, up to what the losses say,", () => {
  test("accepts what the validator accepts", () => {
    fc.assert(
      fc.property(judgements("valid"), ({ isExcused, isValid, isAccepted }) => {
        fc.pre(!isExcused);
        expect({ isValid, isAccepted }).toEqual({ isValid: true, isAccepted: true });
      }),
      { numRuns: runs(40), ...END },
    );
  });

  test("refuses what the validator refuses", () => {
    fc.assert(
      fc.property(judgements("invalid"), ({ isExcused, isValid, isAccepted }) => {
        fc.pre(!isExcused);
        expect(isAccepted).toBe(isValid);
      }),
      { numRuns: runs(80), ...END },
    );
  });
});
