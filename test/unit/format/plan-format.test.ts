import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { planFormat } from "../../../src/format/plan-format.ts";

const schema = z.toJSONSchema(planFormat, { target: "draft-7", io: "input" });
const validate = new Ajv({ strict: false }).compile(schema);

const PLAN: unknown = parse(readFileSync(new URL("../../../tracking-plan.yaml", import.meta.url), "utf8"));

describe("planFormat", () => {
  test("takes this repository's plan, as a zod schema and as a JSON Schema", () => {
    expect(planFormat.safeParse(PLAN).error).toBeUndefined();
    expect(validate(PLAN)).toBe(true);
  });

  test("has a description for every key, for editors to show", () => {
    const silent = objectsIn(schema).flatMap((object) =>
      Object.entries(object.properties).flatMap(([key, value]) =>
        ["description", "$ref", "allOf"].some((word) => word in value) ? [] : [key],
      ),
    );
    expect(silent).toStrictEqual([]);
  });

  test.each([
    ["an unknown key", { extra: 1 }],
    ["another version", { plan: 2 }],
    ["no name", { name: undefined }],
    ["a blank name", { name: "  " }],
    ["a name with a space before it", { name: " shop" }],
    ["a name of two lines", { name: "shop\nfront" }],
    ["a blank description", { description: " \n" }],
    ["a description with a space behind it", { description: "What is tracked. " }],
    ["a blank reason", { identity: { user_id: { format: "uuid", accept_unprefixed: " " } } }],
    ["a spaced category", { events: { paid: { description: "Paid.", category: " billing " } } }],
    ["an event with a blank description", { events: { paid: { description: "" } } }],
    ["a shared property without a body", { properties: { a: null } }],
    ["a type that is none", { properties: { a: { type: "text" } } }],
    ["a format of ids that is none", { identity: { user_id: { format: "uid" } } }],
    ["an id without a form", { identity: { user_id: { forms: [] } } }],
    ["a form in a list without a format", { identity: { user_id: { forms: [{ prefix: "a" }] } } }],
    [
      "an actor whose profile is no boolean",
      { identity: { user_id: { format: "uuid" }, actors: { job: { format: "uuid", profile: "no" } } } },
    ],
    ["a side that is none", { events: { paid: { description: "Paid.", owner_side: "both" } } }],
    ["an unknown key deep inside", { properties: { a: { type: "object", properties: { b: { typ: 1 } } } } }],
    [
      "an item with a default",
      { properties: { a: { type: "array", items: { type: "string", default: "x" } } } },
    ],
  ])("refuses %s in both ways", (_, change) => {
    const changed: unknown = JSON.parse(JSON.stringify({ ...(PLAN as object), ...change }));
    expect(planFormat.safeParse(changed).success).toBe(false);
    expect(validate(changed)).toBe(false);
  });
});

test.each(["One line.", "a", "Two\nlines.\n", "One line, folded.\n"])(
  "takes the text %j in both ways",
  (text) => {
    const changed = { ...(PLAN as object), description: text };
    expect(planFormat.safeParse(changed).error).toBeUndefined();
    expect(validate(changed)).toBe(true);
  },
);

describe("what an id is", () => {
  const forms = [{ format: "uuid", prefix: "user_", accept_unprefixed: "It was so." }, { format: "integer" }];

  test.each([
    ["one form inline", { format: "nanoid", length: 12, alphabet: "ab", accept_emails: "They are." }, true],
    ["a list of forms", { forms, description: "The id." }, true],
    ["both", { forms, format: "uuid" }, false],
    ["neither", { description: "The id." }, false],
  ])("is %s: editors say so, too", (_, userId, isValid) => {
    expect(validate({ ...(PLAN as object), identity: { user_id: userId } })).toBe(isValid);
    expect(
      validate({
        ...(PLAN as object),
        identity: { user_id: { format: "uuid" }, actors: { job: { ...userId, profile: true } } },
      }),
    ).toBe(isValid);
  });
});

interface ObjectSchema {
  readonly properties: Readonly<Record<string, object>>;
}

/** Every schema of an object inside a schema. */
function objectsIn(node: unknown): readonly ObjectSchema[] {
  if (typeof node !== "object" || node === null) return [];
  const inner = Object.values(node).flatMap(objectsIn);
  return isObjectSchema(node) ? [node, ...inner] : inner;
}

function isObjectSchema(node: object): node is ObjectSchema {
  return "type" in node && node.type === "object" && "properties" in node;
}
