import { expect, test } from "vitest";
import { emitAll } from "../../../../src/emit/emit-all.ts";
import { readPlanText } from "../../../support/bundle-generated.ts";
import { checkTypes } from "../../../support/check-types.ts";

test.each([
  "{ type: object, properties: { fixed: { type: string, const: x } } }",
  "{ type: array, items: { type: object, properties: { fixed: { type: string, const: x } } } }",
  "{ type: object, properties: { inner: { type: object, properties: { fixed: { type: string, const: x } } } } }",
  "{ type: object, properties: { fixed: { type: string, const: x } }, additional: json }",
])("what is sent has the constants of objects that callers pass nothing of: %s", (place) => {
  const plan = readPlanText(`plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
events:
  paid:
    description: Something was paid.
    properties:
      place: ${place.replace("type:", "description: Where., type:")}
      source: { type: string, const: shop, description: Who says so. }
`);
  const modules = emitAll(plan).filter(({ path }) => path.endsWith(".ts"));
  expect(checkTypes(Object.fromEntries(modules.map(({ path, text }) => [path, text])))).toEqual([]);
});
