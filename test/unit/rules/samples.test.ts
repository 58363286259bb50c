/** What all rules find in plans in the styles of real products: a rule that becomes noisier or blind changes a count here. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readPlan } from "../../../src/read/read-plan.ts";
import { runRules } from "../../../src/rules/run-rules.ts";

const FOLDER = join(import.meta.dirname, "../../support/sample-plans");

const UNDOCUMENTED = {
  "missing-category": 1,
  "missing-example": 1,
  "missing-owner": 1,
  "missing-trigger": 1,
};

const EXPECTED: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  "bare.yaml": {
    ...UNDOCUMENTED,
    "conflicting-property": 1,
    "event-naming": 1,
    "missing-description": 40,
    "money-without-currency": 1,
    "property-naming": 1,
    "similar-properties": 1,
    "unmarked-personal-data": 1,
  },
  "browser-metrics.yaml": {
    ...UNDOCUMENTED,
    "missing-description": 22,
    "similar-properties": 1,
    "unbounded-text": 1,
    "unmarked-personal-data": 5,
  },
  "editor-telemetry.yaml": {
    ...UNDOCUMENTED,
    "missing-description": 25,
    "property-naming": 1,
    "similar-properties": 3,
    "unmarked-personal-data": 1,
  },
  "first-day.yaml": { ...UNDOCUMENTED, "description-repeats-name": 1 },
  "generic-enums.yaml": { ...UNDOCUMENTED, "conflicting-property": 1, "missing-description": 15 },
  "shop-objects.yaml": {
    ...UNDOCUMENTED,
    "missing-description": 29,
    "money-without-currency": 5,
    "similar-properties": 1,
  },
  "snake-case.yaml": {
    "conflicting-property": 1,
    "missing-category": 1,
    "missing-owner": 1,
    "missing-trigger": 1,
    "similar-events": 1,
    "similar-properties": 2,
    "unmarked-personal-data": 1,
  },
  "title-case.yaml": {
    ...UNDOCUMENTED,
    "conflicting-property": 1,
    "event-naming": 1,
    "missing-description": 30,
    "property-naming": 8,
    "similar-properties": 2,
    "unmarked-personal-data": 6,
  },
};

/** The findings of each rule. */
function countsOf(file: string): Readonly<Record<string, number>> {
  const { plan, diagnostics, locate } = readPlan({ file, bytes: readFileSync(join(FOLDER, file)) });
  expect(diagnostics).toStrictEqual([]);
  const counts: Record<string, number> = {};
  for (const { code } of runRules(plan!, { locate, today: "2026-01-31" }))
    counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}

test("the rules find as much as is to be found", () => {
  const files = readdirSync(FOLDER);
  expect(Object.fromEntries(files.map((file) => [file, countsOf(file)]))).toStrictEqual(EXPECTED);
});
