import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { diff } from "../../../../src/diff/diff.ts";
import { TYPE_ORDER } from "../../../../src/diff/table/type-changes.ts";
import { userIdEmitter } from "../../../../src/emit/typescript/user-id-module.ts";
import { validatorsEmitter } from "../../../../src/emit/typescript/validators-module.ts";
import type { Plan } from "../../../../src/plan/plan.ts";
import type { PropertyType, UnionBranch } from "../../../../src/plan/property.ts";
import { loadContract, type LoadedSchema, loadValidators } from "../../../support/load-validators.ts";
import { makeEvent, makeItem, makePlan, makeProperty } from "../../../support/make-plan.ts";
import { validValue } from "../../../support/sample-values.ts";

type Kind = PropertyType["kind"];

/** A type without limits of each kind. */
function plainType(kind: Kind): PropertyType {
  switch (kind) {
    case "enum":
      return { kind, values: [{ value: "a" }, { value: "b" }] };
    case "array":
    case "map":
      return { kind, items: makeItem({ kind: "string" }) };
    case "object":
      return { kind, properties: [makeProperty("inner", "integer")] };
    default:
      return { kind } as PropertyType;
  }
}

function union(...kinds: readonly UnionBranch["kind"][]): PropertyType {
  return { kind: "union", types: kinds.map((kind) => ({ kind })) };
}

const STRING_OR_INTEGER = union("string", "integer");

function planWith(type: PropertyType): Plan {
  return makePlan({ events: [makeEvent("sent", { properties: [makeProperty("value", type)] })] });
}

function schemaOf(plan: Plan): LoadedSchema {
  const contract = loadContract(userIdEmitter.emit(plan)[0]!.body);
  return loadValidators(validatorsEmitter.emit(plan)[0]!.body, contract)["sent"]!;
}

/** The kinds of the changes of one property. */
function kindsOf(before: PropertyType, after: PropertyType): readonly string[] {
  return diff(planWith(before), planWith(after)).map(({ kind }) => kind);
}

/** Whether the generated validator of the new type takes all that the old type takes. */
function takesAll(before: PropertyType, after: PropertyType): boolean {
  const schema = schemaOf(planWith(after));
  const values = fc.sample(validValue({ type: before, nullable: false }), { numRuns: 200, seed: 7 });
  // Longer than text may be, which samples seldom are.
  const long = before.kind === "url" ? [`https://example.com/${"a".repeat(1000)}`] : [];
  return [...values, ...long].every((value) => schema.safeParse({ value }).success);
}

const PAIRS = TYPE_ORDER.flatMap((before) =>
  TYPE_ORDER.flatMap((after) => (before === after ? [] : [[before, after] as const])),
);

/** After the types: those of which all that comes now came before. */
const NARROWER: Partial<Record<Kind, readonly Kind[]>> = {
  string: ["enum", "datetime", "date", "uuid", "url", "email", "ip"],
  number: ["integer"],
  datetime: ["string", "json"],
  url: ["string"],
  json: TYPE_ORDER.filter((kind) => kind !== "json"),
};

describe("from one type to another", () => {
  test.each(PAIRS)("%s → %s", (before, after) => {
    const [old, now] = [plainType(before), plainType(after)];
    const isNarrower = NARROWER[before]?.includes(after) ?? false;
    const expected = takesAll(old, now) ? "type-widened" : isNarrower ? "type-narrowed" : "type-changed";
    expect(kindsOf(old, now)).toEqual([expected]);
  });

  test("there are all pairs", () => {
    expect(PAIRS.length).toBe(15 * 14);
  });

  it.each<[string, PropertyType, PropertyType, string]>([
    ["a short text", plainType("uuid"), { kind: "string", maxLength: 35 }, "type-narrowed"],
    ["a long text", plainType("uuid"), { kind: "string", maxLength: 36 }, "type-widened"],
    ["a pattern", plainType("enum"), { kind: "string", pattern: "a|b" }, "type-narrowed"],
    ["a cut text", plainType("date"), { kind: "string", truncate: 4 }, "type-narrowed"],
    [
      "an enum of long values",
      { kind: "enum", values: [{ value: "x".repeat(1001) }] },
      { kind: "string" },
      "type-narrowed",
    ],
    [
      "a range that holds the other",
      { kind: "integer", min: 0, max: 9 },
      { kind: "number", min: 0, max: 9 },
      "type-widened",
    ],
    ["a range that does not", { kind: "integer", min: 0 }, { kind: "number", min: 1 }, "type-narrowed"],
    [
      "a range that holds the values",
      { kind: "integer", values: [{ value: 1 }, { value: 9 }] },
      { kind: "number", min: 0, max: 9 },
      "type-widened",
    ],
    [
      "a range that lacks a value",
      { kind: "integer", values: [{ value: 1 }, { value: 9 }] },
      { kind: "number", max: 8 },
      "type-narrowed",
    ],
    [
      "values instead of a range",
      { kind: "integer", min: 0 },
      { kind: "integer", values: [{ value: 1 }] },
      "type-narrowed",
    ],
    [
      "any integer instead of values",
      { kind: "integer", values: [{ value: 1 }] },
      { kind: "integer" },
      "type-widened",
    ],
    [
      "integers from 2 instead of values",
      { kind: "integer", values: [{ value: 1 }] },
      { kind: "integer", min: 2 },
      "type-narrowed",
    ],
    [
      "another value",
      { kind: "integer", values: [{ value: 1 }] },
      { kind: "integer", values: [{ value: 1 }, { value: 2 }] },
      "values-added",
    ],
    ["a short text for an email", plainType("email"), { kind: "string", maxLength: 253 }, "type-narrowed"],
    ["a text as long as emails are", plainType("email"), { kind: "string", maxLength: 254 }, "type-widened"],
    [
      "a text as long as addresses are",
      plainType("ip"),
      { kind: "string", minLength: 2, maxLength: 45 },
      "type-widened",
    ],
    [
      "more schemes",
      plainType("url"),
      { kind: "url", schemes: ["https", "mailto", "http"] },
      "limit-widened",
    ],
    ["other schemes", plainType("url"), { kind: "url", schemes: ["https", "mailto"] }, "limit-narrowed"],
    ["the same schemes", plainType("url"), { kind: "url", schemes: ["https", "http"] }, "limit-restated"],
    [
      "a list of moments",
      { kind: "array", items: makeItem({ kind: "datetime" }) },
      { kind: "json" },
      "type-narrowed",
    ],
    ["one type more", STRING_OR_INTEGER, union("string", "integer", "boolean"), "type-widened"],
    ["a list with the type", { kind: "integer", min: 1 }, STRING_OR_INTEGER, "type-widened"],
    ["a list with a wider type", plainType("uuid"), STRING_OR_INTEGER, "type-widened"],
    ["a list whose type is wider", STRING_OR_INTEGER, union("string", "number"), "type-widened"],
    ["any JSON instead of a list", STRING_OR_INTEGER, { kind: "json" }, "type-widened"],
    ["one type fewer", STRING_OR_INTEGER, { kind: "string" }, "type-narrowed"],
    ["a list instead of any JSON", { kind: "json" }, STRING_OR_INTEGER, "type-narrowed"],
    ["a list whose type is narrower", union("string", "number"), STRING_OR_INTEGER, "type-narrowed"],
    [
      "a list whose type has a limit",
      { kind: "string" },
      { kind: "union", types: [{ kind: "string", maxLength: 5 }, { kind: "integer" }] },
      "type-changed",
    ],
    ["another type of a list", STRING_OR_INTEGER, union("string", "boolean"), "type-changed"],
    [
      "a limit of one type of a list",
      STRING_OR_INTEGER,
      { kind: "union", types: [{ kind: "string" }, { kind: "integer", min: 1 }] },
      "limit-narrowed",
    ],
    [
      "a longer text in a list",
      { kind: "union", types: [{ kind: "string", maxLength: 5 }, { kind: "integer" }] },
      STRING_OR_INTEGER,
      "limit-widened",
    ],
  ])("limits count: %s", (_, before, after, kind) => {
    expect(kindsOf(before, after)).toEqual([kind]);
    expect(takesAll(before, after) || !/widened|added/u.test(kind)).toBe(true);
  });
});

/** A plan whose one value is always the same. */
function fixed(type: PropertyType, value: string | number): Plan {
  return makePlan({
    events: [
      makeEvent("sent", {
        properties: [makeProperty("value", type, { source: { kind: "const", value } })],
      }),
    ],
  });
}

describe("where no caller passes the value", () => {
  it("no call can break", () => {
    const changes = diff(fixed({ kind: "string" }, "1"), fixed({ kind: "integer" }, 1));
    expect(changes.map(({ kind, effects }) => [kind, effects.map(({ audience }) => audience)])).toEqual([
      ["type-changed", ["data"]],
      ["const-changed", ["data"]],
    ]);
  });
});
