import { Ajv, type ValidateFunction } from "ajv";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { schemaEmitter } from "../../src/emit/schema/schema-emitters.ts";
import { planFormat } from "../../src/format/plan-format.ts";
import { findMismatches, SHAPES } from "../../src/read/mismatches.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import { planFile, type PlanFileValue } from "../support/arbitrary-plan-file.ts";
import { samplePlan } from "../unit/emit/docs/sample-plan.ts";

/** The schema of a plan that shares some of the names of any plan file, so that it offers some that are used. */
let accepts: ValidateFunction;

beforeAll(() => {
  const [file] = schemaEmitter.emit(samplePlan);
  accepts = new Ajv({ strict: false }).compile(JSON.parse(file!.body) as object);
});

/** Whether reading finds no error. JSON is YAML. */
function isRead(file: unknown): boolean {
  const bytes = new TextEncoder().encode(JSON.stringify(file));
  return readPlan({ file: "plan.yaml", bytes }).plan !== undefined;
}

type Steps = readonly (string | number)[];

/** The place of every value in a plan file, outermost first. */
function placesIn(value: unknown, at: Steps = []): readonly Steps[] {
  if (typeof value !== "object" || value === null) return [at];
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value);
  return [at, ...[...keys].flatMap((key) => placesIn((value as never)[key], [...at, key]))];
}

function valueAt(value: unknown, at: Steps): unknown {
  return at.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
}

/** Values of every type, and some that the format has at one place or another. */
const anyValue = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, "", " ", "a", " a", "a\nb", "2026-01-31", [], {}),
  fc.constantFrom<unknown>("enum", "object", "uuid", "both", "once", "caller", "planned", "personal", "off"),
  fc.constantFrom<unknown>(["a"], [1], { a: null }, { a: "b" }, { type: "string" }, { format: "uuid" }),
);

/** A plan file in which one value was replaced or removed, or was given a key that is not known. */
const changedFile: fc.Arbitrary<unknown> = fc
  .tuple(planFile, fc.nat(), fc.constantFrom("replace", "remove", "add"), anyValue)
  .map(([file, index, change, value]) => {
    const changed = structuredClone(file);
    const places = placesIn(changed);
    const at = places[index % places.length]!;
    const holder = valueAt(changed, at.slice(0, -1)) as Record<string | number, unknown>;
    const last = at.at(-1);
    if (last === undefined) return change === "replace" ? value : changed;
    if (change === "remove" && !Array.isArray(holder)) delete holder[last];
    else if (change === "add" && !Array.isArray(holder)) holder["unknown_key"] = value;
    else holder[last] = value;
    return changed;
  });

/** Maps with a fixed set of keys: whose keys are no names, and which are no values of properties. */
function closedMapsIn(file: PlanFileValue): readonly Steps[] {
  return placesIn(file).filter((at) => {
    const value = valueAt(file, at);
    return (
      typeof value === "object" && value !== null && !Array.isArray(value) && !OPEN.test(`/${at.join("/")}`)
    );
  });
}

const OPEN =
  /(?:\/(?:default|const|example)(?:\/|$))|\/values$|\/(?:properties|person|groups|events|actors|person_once)$|\/sets\/groups\/[^/]+$/u;

describe("the schema of the plan file", () => {
  test("refuses nothing that reading takes", () => {
    let refused = 0;
    const check = fc.property(changedFile, (file) => {
      if (accepts(file)) return;
      refused += 1;
      const { errors } = accepts;
      if (isRead(file)) throw new Error(JSON.stringify(errors));
    });
    expect(fc.check(check, { numRuns: 120, endOnFailure: true }).errorInstance).toBeNull();
    expect(refused).toBeGreaterThan(30);
  });

  test("takes nothing that the format refuses", () => {
    let refused = 0;
    const check = fc.property(changedFile, (file) => {
      if (planFormat.safeParse(file).success) return true;
      refused += 1;
      return !accepts(file);
    });
    expect(fc.check(check, { numRuns: 300 }).counterexample).toBeNull();
    expect(refused).toBeGreaterThan(100);
  });

  test("refuses a key that is not known, wherever keys are, as reading does", () => {
    const check = fc.property(planFile, fc.nat(), (file, index) => {
      const places = closedMapsIn(file);
      const changed = structuredClone(file);
      const map = valueAt(changed, places[index % places.length]!) as Record<string, unknown>;
      map["unknown_key"] = null;
      return !accepts(changed) && !planFormat.safeParse(changed).success && !isRead(changed);
    });
    expect(fc.check(check, { numRuns: 150 }).counterexample).toBeNull();
  });
});

test("reading finds a mismatch exactly where the format has one", () => {
  let refused = 0;
  const check = fc.property(changedFile, (file) => {
    const { success } = planFormat.safeParse(file);
    if (!success) refused += 1;
    expect(findMismatches(file, SHAPES.root).length === 0).toBe(success);
  });
  fc.assert(check);
  expect(refused).toBeGreaterThan(0);
});
