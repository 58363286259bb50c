import * as fc from "fast-check";
import { expect, test } from "vitest";
import { settleDraft } from "../../src/draft/settle-draft.ts";
import { writePlan } from "../../src/draft/write-plan.ts";
import { ID_RECIPES } from "../../src/edit/id-recipes.ts";
import { acceptDraft } from "../../src/import/accept-draft.ts";
import { importGlean } from "../../src/import/glean.ts";
import type { Importer, SourceFile } from "../../src/import/importer.ts";
import { importJsonSchema } from "../../src/import/json-schema/import-json-schema.ts";
import { importOpenTrackPlan } from "../../src/import/opentrackplan/import-opentrackplan.ts";
import { importRudderStack } from "../../src/import/rudderstack/import-rudderstack.ts";
import { importSegment } from "../../src/import/segment.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import { anyEventSchema, anyReferringSchemas } from "../support/arbitrary-schema.ts";

/** What is wrong with the plan of some files, before anything is taken out of it. */
function faultsOf(importer: Importer, files: readonly SourceFile[]): readonly string[] {
  const imported = importer(files, {});
  // A reference to itself is a fault of the file.
  if (imported.kind === "invalid")
    return imported.diagnostics.flatMap(({ place, code }) => (place ? [] : [code]));
  const { draft } = acceptDraft(imported.draft, imported.placeOf);
  if (draft.events.length === 0) return [];
  const text = writePlan({ name: "any", id: ID_RECIPES.uuid }, settleDraft(draft));
  const { diagnostics } = readPlan({ file: "plan.yaml", bytes: new TextEncoder().encode(text) });
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ code, message, place }) => `${code}: ${message}\n${place?.source}`);
}

const schemas = fc.array(anyEventSchema, { minLength: 1, maxLength: 3 });

test("any JSON Schema becomes a plan that reads", () => {
  fc.assert(
    fc.property(schemas, (all) => {
      const files = all.map((schema, index) => ({
        path: `in/event_${index}.json`,
        text: JSON.stringify(schema),
      }));
      expect(faultsOf(importJsonSchema, files)).toStrictEqual([]);
    }),
    { numRuns: 300 },
  );
}, 120_000);

test("JSON Schemas that refer to parts of any name become a plan that reads", () => {
  fc.assert(
    fc.property(anyReferringSchemas, (all) => {
      const files = all.map((schema, index) => ({
        path: `in/event_${index}.json`,
        text: JSON.stringify(schema),
      }));
      expect(faultsOf(importJsonSchema, files)).toStrictEqual([]);
    }),
    { numRuns: 200 },
  );
}, 120_000);

test("any rule of Segment becomes a plan that reads", () => {
  fc.assert(
    fc.property(schemas, (all) => {
      const rules = all.map((properties, index) => ({
        key: `Event ${index}`,
        type: index === 2 ? "IDENTIFY" : "TRACK",
        jsonSchema: { properties: { properties, traits: properties } },
      }));
      const files = [{ path: "rules.json", text: JSON.stringify({ rules }) }];
      expect(faultsOf(importSegment, files)).toStrictEqual([]);
    }),
    { numRuns: 100 },
  );
}, 120_000);

const { anyValue } = fc.letrec((tie) => ({
  anyValue: fc.oneof(
    { depthSize: "medium" },
    fc.constantFrom(
      null,
      true,
      1,
      "",
      "a",
      "event",
      "TRACK",
      "tp",
      "properties",
      "#property:a",
      "#/events/a/a",
    ),
    fc.array(tie("anyValue"), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        ..."rules key type jsonSchema properties spec events event payload schema kind id $ref current name a".split(
          " ",
        ),
      ),
      tie("anyValue"),
      { maxKeys: 5 },
    ),
  ),
}));

test("no JSON makes an importer throw", () => {
  const importers = [
    [importSegment, "a.json"],
    [importJsonSchema, "a.json"],
    [importRudderStack, "a.yaml"],
    [importOpenTrackPlan, "a.yaml"],
    [importGlean, "a.yaml"],
  ] as const;
  fc.assert(
    fc.property(anyValue, anyValue, (first, second) => {
      for (const [importer, path] of importers) {
        const files = [first, second].map((data, index) => ({
          path: `${index}/${path}`,
          text: JSON.stringify(data),
        }));
        expect(() => importer(files, {})).not.toThrow();
      }
    }),
    { numRuns: 500 },
  );
}, 120_000);
