/** A plan exported as CSV and imported again is the same, as far as the CSV says it and the report says nothing else. */
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { makePlan } from "../../src/commands/import/make-plan.ts";
import { ID_RECIPES } from "../../src/edit/id-recipes.ts";
import { csvExporter } from "../../src/export/csv.ts";
import { importCsv } from "../../src/import/tables/csv.ts";
import { nameOfType, type Property } from "../../src/plan/property.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import { planFile } from "../support/arbitrary-plan-file.ts";

const plans = planFile
  .map((value) => {
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    return readPlan({ file: "tracking-plan.yaml", bytes }).plan;
  })
  .filter((plan) => plan !== undefined && plan.events.length > 0);

/** What both tables say of a property. */
function said({ type, nullable, source, description, unit, example, pii }: Property): object {
  return {
    // An object without properties is a map of anything.
    type: type.kind === "object" && type.properties.length === 0 ? "map" : nameOfType(type),
    // Null is JSON.
    nullable: nullable || type.kind === "json",
    isOptional: source.kind === "argument" && (source.optional || source.default !== undefined),
    description: onOneLine(description),
    unit: onOneLine(unit),
    example,
    pii,
  };
}

function onOneLine(text: string | undefined): string | undefined {
  return text?.replaceAll(/\s+/gu, " ").trim();
}

test("a plan exported as CSV and imported again says the same, up to what the report says", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const { files, losses: exported } = csvExporter.emit(plan!);
      const imported = importCsv(files, {});
      if (imported.kind !== "draft") throw new Error(JSON.stringify(imported.diagnostics));
      const made = makePlan(imported, { name: "again", id: ID_RECIPES.uuid }, "again.yaml");
      const reported = [...exported, ...made.losses].map(({ of }) => of);
      const isReported = (path: string): boolean =>
        reported.some((of) => of === path || [".", "["].some((mark) => of.startsWith(path + mark)));
      const again = new Map(made.read.plan?.events.map((event) => [event.name, event]));
      const differences = plan!.events.flatMap((event): readonly unknown[] => {
        const other = again.get(event.name);
        if (other === undefined) return reported.includes(event.name) ? [] : [event.name];
        const properties = new Map(other.properties.map((property) => [property.name, property]));
        return event.properties.flatMap((property): readonly unknown[] => {
          const [path, found] = [`${event.name}.${property.name}`, properties.get(property.name)];
          const isSame = found !== undefined && isDeepStrictEqual(said(found), said(property));
          return isSame || isReported(path) ? [] : [{ path, was: said(property), is: found && said(found) }];
        });
      });
      expect(differences).toEqual([]);
    }),
    { numRuns: 60, endOnFailure: true },
  );
}, 120_000);
