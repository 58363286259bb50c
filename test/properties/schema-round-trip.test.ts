import type { ValidateFunction } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { settleDraft } from "../../src/draft/settle-draft.ts";
import { writePlan } from "../../src/draft/write-plan.ts";
import { ID_RECIPES } from "../../src/edit/id-recipes.ts";
import type { Loss } from "../../src/exchange/losses.ts";
import { jsonSchemaExporter } from "../../src/export/json-schema/json-schema.ts";
import { acceptDraft } from "../../src/import/accept-draft.ts";
import { importJsonSchema } from "../../src/import/json-schema/import-json-schema.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import { validatedEvent } from "../support/arbitrary-event.ts";
import { compileSchema } from "../support/compile-schema.ts";
import { invalidArgument, validEventArgument } from "../support/sample-values.ts";
import { runs } from "../support/fast-check-runs.ts";

/** An event, exported as JSON Schema, imported, and exported again. Another implementation judges both schemas. */
const roundTrip = validatedEvent.map(({ plan, event, properties }) => {
  const [first] = jsonSchemaExporter.emit({ ...plan, events: [event] }).files;
  const imported = importJsonSchema([{ path: "in/event.schema.json", text: first!.text }], {});
  if (imported.kind === "invalid")
    throw new Error(imported.diagnostics.map(({ message }) => message).join("\n"));
  const accepted = acceptDraft(imported.draft, imported.placeOf);
  const text = writePlan({ name: "again", id: ID_RECIPES.uuid }, settleDraft(accepted.draft));
  const read = readPlan({ file: "again.yaml", bytes: new TextEncoder().encode(text) });
  if (read.plan === undefined) throw new Error(read.diagnostics.map(({ message }) => message).join("\n"));
  const [second] = jsonSchemaExporter.emit(read.plan).files;
  return {
    name: event.name,
    properties,
    losses: [...imported.losses, ...accepted.losses],
    before: { schema: first!.text, accepts: compileSchema(first!.text) },
    after: { schema: second!.text, accepts: compileSchema(second!.text), name: read.plan.events[0]?.name },
  };
});

/** Whether the report says why one of two schemas accepts what the other refuses. */
function isReported(
  name: string,
  refusing: ValidateFunction,
  losses: readonly Loss[],
  kinds: readonly string[],
): boolean {
  return (refusing.errors ?? []).every(({ instancePath, params }) => {
    const steps = instancePath
      .split("/")
      .slice(1)
      .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
    const { missingProperty, additionalProperty } = params as Record<string, string | undefined>;
    const path = [
      name,
      ...steps.map((step) => (/^\d+$/u.test(step) ? "[]" : step)),
      missingProperty ?? additionalProperty ?? "",
    ];
    return losses.some(({ kind, of }) => kinds.includes(kind) && `${path.join(".")}.`.startsWith(`${of}.`));
  });
}

describe.each(["valid", "invalid"] as const)(
  "an event exported as JSON Schema and imported again",
  (kind) => {
    test(`judges ${kind} arguments as before, up to what the report says`, () => {
      fc.assert(
        fc.property(
          roundTrip.chain((trip) =>
            (kind === "valid" ? validEventArgument(trip.properties) : invalidArgument(trip.properties)).map(
              (argument) => ({
                trip,
                argument: JSON.parse(JSON.stringify(argument, bigintsAsText)) as unknown,
              }),
            ),
          ),
          ({ trip: { name, before, after, losses }, argument }) => {
            expect(after.name).toBe(name);
            const was = before.accepts(argument);
            const is = after.accepts(argument);
            if (was === is) return;
            const [refusing, kinds] = was
              ? ([after.accepts, ["closed"]] as const)
              : ([before.accepts, ["widened", "dropped"]] as const);
            const why = {
              argument,
              was,
              is,
              errors: refusing.errors,
              losses,
              before: before.schema,
              after: after.schema,
            };
            expect(isReported(name, refusing, losses, kinds) ? undefined : why).toBeUndefined();
          },
        ),
        { numRuns: runs(50), endOnFailure: true },
      );
    }, 120_000);
  },
);

const bigintsAsText = (_: string, value: unknown): unknown =>
  typeof value === "bigint" ? `${value}n` : value;
