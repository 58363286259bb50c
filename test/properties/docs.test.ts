import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { exampleArguments, examplePayload } from "../../src/emit/docs/example-event.ts";
import { brandKeys } from "../../src/emit/typescript/types.ts";
import { userIdEmitter } from "../../src/emit/typescript/user-id-module.ts";
import { validatorsEmitter } from "../../src/emit/typescript/validators-module.ts";
import { nameOfSchema, namesOfEvent } from "../../src/plan/names.ts";
import { argumentsOf, type JsonObject, objectToWire, toWire } from "../../src/plan/example.ts";
import type { Plan, PlanEvent } from "../../src/plan/plan.ts";
import { eventOn, mainSideOf } from "../../src/plan/sides.ts";
import { refusalOf } from "../../src/read/property/value.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import { planFile } from "../support/arbitrary-plan-file.ts";
import { faultsOfDocs } from "../support/check-docs.ts";
import { validEventArgument } from "../support/sample-values.ts";
import { loadContract, type LoadedSchema, loadValidators } from "../support/load-validators.ts";
import { runs } from "../support/fast-check-runs.ts";

/** Plans that read without an error. */
const plan: fc.Arbitrary<Plan> = planFile
  .map((file) => readPlan({ file: "plan.yaml", bytes: new TextEncoder().encode(stringify(file)) }).plan)
  .filter((read) => read !== undefined);

/** Values in an event's example that their own types refuse, and arguments that are missing. */
function faultsOfExample(ofPlan: Plan, event: PlanEvent): readonly string[] {
  const sent = examplePayload(ofPlan, event)["properties"] as Readonly<Record<string, unknown>>;
  const passed = exampleArguments(event);
  const { properties } = eventOn(mainSideOf(event), event);
  return properties.flatMap(({ name, source, type, nullable }) => {
    const value = Object.hasOwn(sent, name) ? sent[name] : undefined;
    const isRequired = source.kind === "argument" && !source.optional;
    if (value === undefined) return isRequired ? [`${name} is missing`] : [];
    const isMissing = isRequired && source.default === undefined && !Object.hasOwn(passed, name);
    const refusal = refusalOf(type, value, { nullable });
    return (isMissing ? [`${name} is not passed`] : []).concat(refusal ? [`${name} ${refusal.reason}`] : []);
  });
}

/** What the events' own schemas say of the arguments that the docs show. Keys of groups are made by their makers. */
function refusedExamples(ofPlan: Plan): readonly unknown[] {
  const [contractFile] = userIdEmitter.emit(ofPlan);
  const [file] = validatorsEmitter.emit(ofPlan);
  const contract = loadContract(contractFile!.body);
  const schemas = loadValidators(file!.body, contract, undefined, "checked");
  return ofPlan.events.flatMap((event) => {
    const argument: Record<string, unknown> = { ...exampleArguments(event) };
    for (const { name, brand } of brandKeys(event.properties, ofPlan.groups, event.groups)) {
      if (brand === undefined || typeof argument[name] !== "string") continue;
      argument[name] = (contract[brand.make] as (raw: unknown) => unknown)(argument[name]);
    }
    const result = (schemas[nameOfSchema(namesOfEvent(event).argument)] as LoadedSchema).safeParse(argument);
    return result.success ? [] : [{ event: event.name, argument, issues: result.error?.issues }];
  });
}

test("the docs of any plan hold together, and its examples are what it accepts", () => {
  fc.assert(
    fc.property(plan, (any) => {
      expect(faultsOfDocs(any)).toEqual([]);
      expect(any.events.flatMap((event) => faultsOfExample(any, event))).toEqual([]);
      expect(refusedExamples(any)).toEqual([]);
    }),
    { numRuns: runs(15) },
  );
});

/** Events of a plan, each with an argument that it accepts, as JSON can hold it. */
const withArgument = planFile.chain((file) => {
  const read = readPlan({ file: "plan.yaml", bytes: new TextEncoder().encode(JSON.stringify(file)) }).plan;
  const [first] = read?.events ?? [];
  if (read === undefined || first === undefined) return fc.constant(undefined);
  return validEventArgument(first.properties).map((argument) => ({ file, event: first, argument }));
});

test("whatever an event accepts can be its example, and the docs show what is sent then", () => {
  fc.assert(
    fc.property(withArgument, (one) => {
      fc.pre(one !== undefined);
      const { file, event, argument } = one;
      const json = JSON.parse(JSON.stringify(argument)) as JsonObject;
      // Texts as they are sent: cut.
      const example = argumentsOf(event.properties, objectToWire(event.properties, json));
      const events = file["events"] as Readonly<Record<string, object>>;
      const shown = { ...events[event.name], examples: [example, example] };
      const text = JSON.stringify({ ...file, events: { ...events, [event.name]: shown } });
      const { plan: read, diagnostics } = readPlan({
        file: "plan.yaml",
        bytes: new TextEncoder().encode(text),
      });
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      const again = read!.events.find(({ name }) => name === event.name)!;
      expect(again.examples).toEqual([example, example]);
      expect(faultsOfExample(read!, again)).toEqual([]);
      const passed = exampleArguments(again);
      for (const [name, value] of Object.entries(passed)) {
        const { type, common } = again.properties.find((property) => property.name === name)!;
        // What is given once may be left out of an example, and is made up then.
        if (common !== undefined && example[name] === undefined) continue;
        expect(toWire(type, value)).toEqual(toWire(type, example[name]!));
      }
    }),
    { numRuns: runs(12), endOnFailure: true },
  );
}, 60_000);
