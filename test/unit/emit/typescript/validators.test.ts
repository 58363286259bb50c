import { describe, expect, test } from "vitest";
import * as zod from "zod";
import { userIdEmitter } from "../../../../src/emit/typescript/user-id-module.ts";
import { validatorsEmitter } from "../../../../src/emit/typescript/validators-module.ts";
import { bundleGenerated, readPlanText } from "../../../support/bundle-generated.ts";
import { loadContract, loadValidators } from "../../../support/load-validators.ts";
import { loadModule } from "../../../vectors/load-vectors.ts";

const PLAN = `
plan: 1
name: schemas
identity: { user_id: { format: uuid, prefix: user_ } }
groups:
  organization: { key: organization_id, properties: { seats: { type: integer, optional: true } } }
person: { tier: { type: string, optional: true } }
properties:
  organization_id: { type: string, pattern: "org_[0-9a-z]{3,}", description: The customer. }
events:
  order_placed:
    description: Somebody placed an order.
    properties:
      organization_id:
      amount: { type: number, min: 0 }
      at: { type: datetime }
      note: { type: string, optional: true }
      payload: { type: json, optional: true }
  signed_out: { description: Somebody signed out. }
  item_bought:
    properties:
      value: { type: number, optional: true }
      currency: { type: string, required_with: [value] }
      note: { type: string, optional: true, nullable: true }
      place: { type: string, required_with: [note, value] }
      count: { type: integer }
`;
const ORDER = { organization_id: "org_3f2", amount: 5, at: "2026-01-15T10:30:00Z" };

type Schemas = Readonly<Record<"orderPlaced" | "signedOut" | "itemBought", zod.ZodObject>>;

const plan = readPlanText(PLAN);

/** The schemas of the plan, with this for zod. */
function load(imported: object, collection?: "schemas" | "checked"): Schemas {
  const contract = loadContract(userIdEmitter.emit(plan)[0]?.body ?? "");
  const loaded = loadValidators(validatorsEmitter.emit(plan)[0]?.body ?? "", contract, imported, collection);
  return loaded as unknown as Schemas;
}

test("what helpers import has no zod in it", async () => {
  const target = { platform: "node", format: "esm" } as const;
  const [index, validators] = await Promise.all(
    ["index", "validators"].map((file) =>
      bundleGenerated(plan, { ...target, entry: `export * from "./${file}.js";` }),
    ),
  );
  expect(validators).toContain("safeParse");
  expect(index).not.toContain("safeParse");
});

describe("schemas are built when they are first used", () => {
  test("an import of the generated code builds none", async () => {
    const code = await bundleGenerated(plan, {
      entry: 'export { schemas } from "./validators.js";',
      platform: "node",
      format: "esm",
    });
    const { schemas } = await loadModule<{ readonly schemas: Schemas }>(code);
    const descriptors = Object.entries(Object.getOwnPropertyDescriptors(schemas));
    expect(descriptors.map(([name, { get }]) => [name, typeof get])).toEqual([
      ["personProperties", "function"],
      ["organizationGroup", "function"],
      ["itemBought", "function"],
      ["orderPlaced", "function"],
      ["signedOut", "function"],
    ]);
  });

  test("the first use builds one, and the next one finds it", () => {
    const called: PropertyKey[] = [];
    const counted = new Proxy(zod, {
      get: (target, name: keyof typeof zod) => {
        if (typeof target[name] === "function") called.push(name);
        return target[name];
      },
    });
    const schemas = load(counted);
    expect(called).toEqual([]);
    const { signedOut } = schemas;
    expect(called).toEqual(["strictObject"]);
    expect(schemas.signedOut).toBe(signedOut);
    expect(called).toEqual(["strictObject"]);
  });

  test("also where nobody may change the object", () => {
    const schemas = Object.freeze(load(zod));
    expect(schemas.signedOut.safeParse({}).success).toBe(true);
  });
});

describe("a schema composes like any of zod's", () => {
  const { orderPlaced } = load(zod);

  test("extend", () => {
    const extended = orderPlaced.extend({ request_id: zod.uuid() });
    const request = { request_id: "3f2504e0-4f89-41d3-9a0c-0305e82c3301" };
    expect(extended.safeParse({ ...ORDER, ...request }).success).toBe(true);
    expect(extended.safeParse(ORDER).success).toBe(false);
    expect(orderPlaced.safeParse({ ...ORDER, ...request }).success).toBe(false);
  });

  test("pick and omit", () => {
    expect(orderPlaced.pick({ amount: true }).safeParse({ amount: 5 }).success).toBe(true);
    expect(orderPlaced.pick({ amount: true }).safeParse(ORDER).success).toBe(false);
    expect(orderPlaced.omit({ at: true }).safeParse({ amount: 5, organization_id: "org_3f2" }).success).toBe(
      true,
    );
  });

  test("partial", () => {
    expect(orderPlaced.partial().safeParse({}).success).toBe(true);
    expect(orderPlaced.partial().safeParse({ at: "soon" }).success).toBe(false);
  });

  test("shape", () => {
    expect(Object.keys(orderPlaced.shape)).toEqual(["organization_id", "amount", "at", "note", "payload"]);
    const batch = zod.array(orderPlaced.shape["organization_id"] as zod.ZodString);
    expect(batch.safeParse(["org_3f2"]).success).toBe(true);
    expect(batch.safeParse(["user_1"]).success).toBe(false);
  });
});

const issuesOf = (schema: zod.ZodObject, value: unknown): unknown =>
  schema.safeParse(value).error?.issues.map(({ path, code }) => `${path.join(".")} ${code}`);

describe("conditions between properties", () => {
  const { itemBought } = load(zod);
  const checked = load(zod, "checked");

  test("are in `checked`, whatever else is wrong", () => {
    expect(issuesOf(checked.itemBought, { count: 1 })).toBeUndefined();
    expect(issuesOf(checked.itemBought, { count: 1, currency: "EUR" })).toBeUndefined();
    expect(issuesOf(checked.itemBought, { count: 1, note: null })).toBeUndefined();
    expect(issuesOf(checked.itemBought, { count: 1, value: 5, currency: "EUR", place: "x" })).toBeUndefined();
    expect(issuesOf(checked.itemBought, { count: 1, value: 5, place: "x" })).toEqual(["currency custom"]);
    expect(issuesOf(checked.itemBought, { value: 5, note: "a" })).toEqual([
      "count invalid_type",
      "currency custom",
      "place custom",
    ]);
    expect(issuesOf(checked.itemBought, null)).toEqual([" invalid_type"]);
  });

  test("are not in `schemas`, of which parts can be taken, as zod refuses of the others", () => {
    expect(issuesOf(itemBought, { count: 1, value: 5 })).toBeUndefined();
    expect(itemBought.pick({ value: true }).safeParse({ value: 5 }).success).toBe(true);
    expect(itemBought.partial().safeParse({ value: 5 }).success).toBe(true);
    expect(() => checked.itemBought.pick({ value: true })).toThrow(/refinements/u);
    expect(() => checked.itemBought.omit({ value: true })).toThrow(/refinements/u);
    expect(() => checked.itemBought.partial()).toThrow(/refinements/u);
  });

  test("leave the schemas of other events as they are", () => {
    const both = load(zod, "checked");
    expect(both.signedOut).toBe(both.signedOut);
    expect(both.itemBought).toBe(both.itemBought);
    expect(issuesOf(both.signedOut, { a: 1 })).toEqual([" unrecognized_keys"]);
  });
});
