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
`;
const ORDER = { organization_id: "org_3f2", amount: 5, at: "2026-01-15T10:30:00Z" };

type Schemas = Readonly<Record<"orderPlaced" | "signedOut", zod.ZodObject>>;

const plan = readPlanText(PLAN);

/** The schemas of the plan, with this for zod. */
function load(imported: object): Schemas {
  const contract = loadContract(userIdEmitter.emit(plan)[0]?.body ?? "");
  const loaded = loadValidators(validatorsEmitter.emit(plan)[0]?.body ?? "", contract, imported);
  return loaded as unknown as Schemas;
}

describe("schemas are built when they are first used", () => {
  test("an import of the generated code builds none", async () => {
    const code = await bundleGenerated(plan, {
      entry: 'export { schemas } from "./index.js";',
      platform: "node",
      format: "esm",
    });
    const { schemas } = await loadModule<{ readonly schemas: Schemas }>(code);
    const descriptors = Object.entries(Object.getOwnPropertyDescriptors(schemas));
    expect(descriptors.map(([name, { get }]) => [name, typeof get])).toEqual([
      ["personProperties", "function"],
      ["organizationGroup", "function"],
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
