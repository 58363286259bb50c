import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv, type ValidateFunction } from "ajv";
import { describe, expect, test } from "vitest";
import { parse, parseDocument } from "yaml";
import { NAME_PATTERN } from "../../../../src/plan/names.ts";
import { schemaEmitter } from "../../../../src/emit/schema/schema-emitters.ts";
import type { Actor } from "../../../../src/plan/ids/identity.ts";
import type { Plan } from "../../../../src/plan/plan.ts";
import { GOLDEN_CASES } from "../../../support/golden-cases.ts";
import { makeEvent, makePlan, makeProperty } from "../../../support/make-plan.ts";
import { samplePlan } from "../docs/sample-plan.ts";

function schemaOf(plan: Plan): Record<string, unknown> {
  const [file] = schemaEmitter.emit(plan);
  return JSON.parse(file!.body) as Record<string, unknown>;
}

/** Strict: an unknown keyword, that editors would ignore, is an error. */
function validatorOf(plan: Plan): ValidateFunction {
  // What must be there is said beside what may be there, one level up.
  const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  ajv.addVocabulary([
    "markdownDescription",
    "enumDescriptions",
    "markdownEnumDescriptions",
    "defaultSnippets",
    "patternErrorMessage",
  ]);
  return ajv.compile(schemaOf(plan));
}

/** Where and why a plan is refused, without the noise of other branches. */
function faults(validate: ValidateFunction, plan: unknown): readonly string[] {
  validate(plan);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const seed = readFileSync(new URL("../../../../tracking-plan.yaml", import.meta.url), "utf8");

/** The repository's plan with one value changed, or removed where the value is undefined. */
function seedWith(path: readonly string[], value: unknown): unknown {
  const document = parseDocument(seed);
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, value);
  return document.toJS();
}

test("is one file, sorted, with one line end", () => {
  const [file, ...others] = schemaEmitter.emit(samplePlan);
  expect(others).toEqual([]);
  expect(file?.path).toBe("tracking-plan.schema.json");
  expect(file?.body).toMatch(
    /^\{\n {2}"\$schema": "http:\/\/json-schema.org\/draft-07\/schema#",\n[^]*[^\n]\n$/u,
  );
});

describe.each([
  ["a plan without names", makePlan()],
  ["the sample plan", samplePlan],
])("the schema of %s", (_, plan) => {
  const validate = validatorOf(plan);

  test("takes the repository's plan, whose names are new to it", () => {
    expect(faults(validate, parseDocument(seed).toJS())).toEqual([]);
  });

  const event = ["events", "user_created"];
  const sixGroups = Object.fromEntries([..."abcdef"].map((name) => [name, { key: "k" }]));
  test.each<[string, readonly string[], unknown, string]>([
    ["an unknown key", ["evnets"], {}, " must NOT have additional properties"],
    ["another version", ["plan"], 2, "/plan must be equal to constant"],
    ["no name", ["name"], undefined, " must have required property 'name'"],
    ["an unknown key", [...event, "triger"], "x", "/events/user_created must NOT have additional properties"],
    [
      "an empty description",
      [...event, "description"],
      "",
      "/events/user_created/description must NOT have fewer than 1 characters",
    ],
    [
      "an unknown key",
      [...event, "properties", "x"],
      { typ: "string" },
      "/events/user_created/properties/x must NOT have additional properties",
    ],
    [
      "an unknown type",
      ["properties", "tier", "type"],
      "text",
      "/properties/tier/type must be equal to one of the allowed values",
    ],
    [
      "an unknown source",
      [...event, "source"],
      "backend",
      "/events/user_created/source must be equal to one of the allowed values",
    ],
    [
      "an empty category",
      [...event, "category"],
      "",
      "/events/user_created/category must NOT have fewer than 1 characters",
    ],
    ["a number", [...event, "category"], 3, "/events/user_created/category must be string"],
    ["a list in a list", [...event, "tags"], [[]], "/events/user_created/tags/0 must be string"],
    [
      "a number for a shared property",
      [...event, "properties", "tier"],
      3,
      "/events/user_created/properties/tier must be object",
    ],
    ["a bad name", ["events", "$st"], { description: "x" }, `/events must match pattern "${NAME_PATTERN}"`],
    ["six groups", ["groups"], sixGroups, "/groups must NOT have more than 5 properties"],
    ["false", ["groups", "organization", "key"], false, "/groups/organization/key must be string"],
    [
      "an unknown key",
      [...event, "sets", "people"],
      {},
      "/events/user_created/sets must NOT have additional properties",
    ],
    [
      "a list",
      [...event, "sets", "groups", "company", "tier"],
      [],
      "/events/user_created/sets/groups/company/tier must be string",
    ],
    ["an unknown key", ["output", "folder"], "x", "/output must NOT have additional properties"],
  ])("refuses %s at %j", (_name, path, value, fault) => {
    expect(faults(validate, seedWith(path, value))).toContain(fault);
  });
});

test("takes every plan that reading takes, of those that are written down", () => {
  const diagnostics = fileURLToPath(new URL("../../../diagnostics", import.meta.url));
  const valid = readdirSync(diagnostics, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("valid.yaml") && !file.endsWith("invalid.yaml"))
    .map((file) => join(diagnostics, file));
  const files = [...GOLDEN_CASES.map(({ planFile }) => planFile), ...valid];
  const validate = validatorOf(samplePlan);
  const refused = files.flatMap((file) => {
    const plan: unknown = parse(readFileSync(file, "utf8"), { merge: true });
    return faults(validate, plan).map((fault) => `${file}: ${fault}`);
  });
  expect(refused).toEqual([]);
  expect(valid.length).toBeGreaterThan(30);
});

const nightlyJob: Actor = {
  name: "nightly_job",
  at: [],
  forms: [{ at: [], format: { kind: "ulid" }, prefix: "job_", acceptUnprefixed: false }],
  profile: false,
};

describe("names to choose from", () => {
  const schema = schemaOf({ ...samplePlan, identity: { ...samplePlan.identity, actors: [nightlyJob] } });

  /** A part of the schema, by its path. */
  const at = (path: string): unknown =>
    path.split("/").reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], schema);

  /** The keys that a map offers. */
  const keysAt = (path: string): readonly string[] => Object.keys(at(`${path}/properties`) as object);

  const event = "definitions/event/properties";
  const property = "definitions/propertyBody/properties";

  test("shared properties with what they mean, as keys where properties are listed", () => {
    expect(at("definitions/properties/properties")).toEqual({
      amount_usd: {
        anyOf: [{ $ref: "#/definitions/propertyBody" }, { type: "null" }],
        description: "What was paid. *number, at least 0, USD*",
        markdownDescription: "What was paid. *number, at least 0, USD*",
      },
      tier: {
        anyOf: [{ $ref: "#/definitions/propertyBody" }, { type: "null" }],
        description: "Subscription tier. *one of `free`, `pro`*",
        markdownDescription: "Subscription tier. *one of `free`, `pro`*",
      },
    });
  });

  test("shared properties with what they mean, as values, beside any other text", () => {
    const meanings = [
      "What was paid. *number, at least 0, USD*",
      "Subscription tier. *one of `free`, `pro`*",
    ];
    expect(at("definitions/sharedName")).toEqual({
      type: "string",
      minLength: 1,
      pattern: "^\\S(?:[^\\n]*\\S)?$",
      patternErrorMessage: "Write it on one line, without whitespace around it.",
      anyOf: [{ enum: ["amount_usd", "tier"], markdownEnumDescriptions: meanings }, {}],
    });
  });

  test.each([
    ["numericName", ["amount_usd"]],
    ["eventName", ["old_paid", "opened", "paid"]],
    ["actorName", ["user", "nightly_job"]],
    ["category", ["Billing"]],
    ["owner", ["billing"]],
    ["tag", ["money", "stripe"]],
  ])("of the kind %s: %j", (definition, names) => {
    expect(at(`definitions/${definition}/anyOf/0/enum`)).toEqual(names);
  });

  test.each([
    ["properties", "properties/person"],
    ["properties", `${event}/properties`],
    ["properties", `${property}/properties`],
    ["properties", "definitions/group/properties/properties"],
    ["sharedName", `${property}/use`],
    ["sharedName", `${property}/renamed_from`],
    ["sharedName", `${property}/deprecated/properties/use`],
    ["sharedName", "definitions/item/properties/use"],
    ["sharedName", "definitions/group/properties/key"],
    ["numericName", `${event}/revenue/properties/amount`],
    ["eventName", `${event}/renamed_from`],
    ["eventName", `${event}/deprecated/properties/use`],
    ["actorName", `${event}/actor`],
    ["category", `${event}/category`],
  ])("of the kind %s at %s", (definition, path) => {
    expect(at(`${path}/allOf`)).toEqual([{ $ref: `#/definitions/${definition}` }]);
    expect(at(path)).not.toHaveProperty("examples");
  });

  test("of an owner, and of each in a list of owners", () => {
    const owner = { $ref: "#/definitions/owner" };
    expect(at(`${event}/owner/anyOf`)).toEqual([owner, { type: "array", minItems: 1, items: owner }]);
    expect(at(`${event}/owner`)).not.toHaveProperty("examples");
  });

  test("an event's own properties where it speaks of them, and only numbers for an amount", () => {
    expect(at("definitions/paid.properties/anyOf/0/enum")).toEqual(
      samplePlan.events.find(({ name }) => name === "paid")?.properties.map(({ name }) => name),
    );
    expect(at("properties/events/properties/paid")).toEqual({ $ref: "#/definitions/paid.event" });
    const places = "definitions/paid.event/allOf/1/properties";
    const own = { $ref: "#/definitions/paid.properties" };
    expect(at(`${places}/idempotency`)).toEqual({ items: own, properties: { key: { items: own } } });
    expect(at(`${places}/revenue/properties/amount/anyOf/0/enum`)).toEqual([
      "amount_usd",
      "company_id",
      "fee",
      "attempt",
    ]);
  });

  test("once for all events that have the same properties", () => {
    const paid = samplePlan.events.find(({ name }) => name === "paid");
    const again = { ...paid!, name: "paid_again" };
    const shared = schemaOf({ ...samplePlan, events: [...samplePlan.events, again] });
    expect(shared).toMatchObject({
      properties: { events: { properties: { paid_again: { $ref: "#/definitions/paid.event" } } } },
    });
    expect(shared).not.toHaveProperty(["definitions", "paid_again.event"]);
  });

  test("the currencies of other events", () => {
    expect(at(`${event}/revenue/properties/currency/anyOf`)).toEqual([{ enum: ["USD"] }, {}]);
  });

  test("groups, and what their groups and people have", () => {
    const sets = `${event}/sets/properties`;
    expect(keysAt(`${event}/groups`)).toEqual(["company"]);
    expect(keysAt(`${sets}/groups`)).toEqual(["company"]);
    expect(keysAt(`${sets}/groups/properties/company`)).toEqual(["tier"]);
    expect(keysAt(`${sets}/person`)).toEqual(["email"]);
    expect(keysAt(`${sets}/person_once`)).toEqual(["email"]);
  });
});

test("every description is Markdown for editors too", () => {
  const missing: string[] = [];
  const visit = (part: unknown, path: string): void => {
    if (typeof part !== "object" || part === null) return;
    const { description, markdownDescription } = part as Record<string, unknown>;
    if (typeof description === "string" && typeof markdownDescription !== "string") missing.push(path);
    for (const [key, inner] of Object.entries(part)) {
      if (key !== "examples") visit(inner, `${path}/${key}`);
    }
  };
  visit(schemaOf(samplePlan), "");
  expect(missing).toEqual([]);
});

test("an event with the characters of a JSON pointer in its name has its own properties to choose from", () => {
  const name = "a/b~1c %25:done";
  const plan = makePlan({ events: [makeEvent(name, { properties: [makeProperty("own", "string")] })] });
  const event = { description: "x", properties: { own: { type: "string" } }, idempotency: ["own"] };
  expect(faults(validatorOf(plan), seedWith(["events", name], event))).toEqual([]);
});
