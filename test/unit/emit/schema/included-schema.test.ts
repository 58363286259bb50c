import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { includedSchemaEmitter } from "../../../../src/emit/schema/schema-emitters.ts";
import { schemaEmitter } from "../../../../src/emit/schema/schema-emitters.ts";
import type { Emitter } from "../../../../src/emit/emitter.ts";
import { samplePlan } from "../docs/sample-plan.ts";

function schemaOf(emitter: Emitter): object {
  return JSON.parse(emitter.emit(samplePlan)[0]!.body) as object;
}

// Found by the name that the one file has for the other: they stand in one folder.
const validate = new Ajv({ strict: false, allErrors: true })
  .addSchema(schemaOf(schemaEmitter), "tracking-plan.schema.json")
  .compile(schemaOf(includedSchemaEmitter));

/** Where a file is refused. */
function faults(yaml: string): readonly string[] {
  validate(parse(yaml));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test("takes what a file may hold that a plan includes", () => {
  const file = `
    owner: billing
    category: money
    include: [more/*.yaml]
    groups: { team: { key: team_id } }
    person: { plan: { type: string } }
    properties: { team_id: { type: string } }
    events: { paid: { description: A customer paid., properties: { team_id: } } }
  `;
  expect(faults(file)).toStrictEqual([]);
  expect(faults("{}")).toStrictEqual([]);
});

test("refuses what stands in the plan file, and what the plan file may not hold either", () => {
  expect(faults("name: shop")).toStrictEqual([" must NOT have additional properties"]);
  expect(faults("events: { paid: { descripton: Paid. } }")).toStrictEqual([
    "/events/paid must NOT have additional properties",
  ]);
  expect(faults("owner: 7")).toContain("/owner must be string");
  expect(faults("owner: []")).toContain("/owner must NOT have fewer than 1 items");
  expect(faults("owner: [billing, growth]")).toStrictEqual([]);
});
