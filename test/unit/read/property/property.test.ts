import { describe, expect, test } from "vitest";
import { eventWith, PLAN_HEAD, planOf, readText } from "../../../support/read-text.ts";

const SHARED = `properties:
  amount: { type: number, min: 1, default: 5, example: 3 }
  note: { type: string, optional: true }
  always: { type: integer, const: 7 }
`;

/** Where something is told, with what is told and how to correct it. */
function toldIn(text: string): readonly string[] {
  return readText(text).diagnostics.map(
    ({ severity, code, place, message, hint }) =>
      `${severity} ${place?.line}:${place?.column} ${code}: ${message}${hint === undefined ? "" : ` ${hint}`}`,
  );
}

/** What is told of one property `p` of an event, at line 12. */
function toldOf(body: string): readonly string[] {
  return toldIn(PLAN_HEAD + SHARED + eventWith(`p: ${body}`));
}

describe("where the value of a property comes from", () => {
  test.each([
    ["{ type: string }", { kind: "argument", optional: false }],
    ["{ type: string, optional: false }", { kind: "argument", optional: false }],
    ["{ type: string, optional: true }", { kind: "argument", optional: true }],
    ["{ type: string, default: a }", { kind: "argument", optional: false, default: "a" }],
    ["{ type: string, nullable: true, default: null }", { kind: "argument", optional: false, default: null }],
    ["{ type: string, nullable: true, const: null }", { kind: "const", value: null }],
    ["{ type: boolean, const: false }", { kind: "const", value: false }],
    ["{ use: amount }", { kind: "argument", optional: false, default: 5 }],
    ["{ use: amount, default: 6 }", { kind: "argument", optional: false, default: 6 }],
    ["{ use: note }", { kind: "argument", optional: true }],
    ["{ use: note, optional: false }", { kind: "argument", optional: false }],
    ["{ use: note, required_with: [q] }", { kind: "argument", optional: true }],
  ])("%s", (body, source) => {
    const plan = planOf(PLAN_HEAD + SHARED + eventWith(`p: ${body}`, "q: { type: string, optional: true }"));
    expect(plan.events[0]?.properties[0]?.source).toEqual(source);
  });
});

describe("a value that the type does not accept is reported", () => {
  test.each([
    [
      "where it is",
      "{ type: integer, example: a }",
      "error 12:36 value-not-accepted: `example` must be a number, but is the string `a`.",
    ],
    [
      "at the part of it",
      "{ type: array, items: { type: integer }, example: [1, a] }",
      "error 12:64 value-not-accepted: `example.1` must be a number, but is the string `a`.",
    ],
    [
      "at what makes it wrong if the value is that of the shared property",
      "{ use: amount, min: 4 }",
      "error 12:25 value-not-accepted: `example` is 3, below the minimum 4. The `example` comes from the shared property `amount`; give one here.",
    ],
    ["not if nothing here makes it wrong", "{ use: amount, unit: m }", ""],
    [
      "but null, which `nullable` accepts",
      "{ type: integer, nullable: true, example: null, default: null }",
      "",
    ],
    [
      "as null is without `nullable`",
      "{ type: integer, const: null }",
      "error 12:34 value-not-accepted: `const` must be a number, but is `null`.",
    ],
  ])("%s", (_, body, told) => {
    expect(toldOf(body).join("\n")).toBe(told);
  });
});

describe("a value is defined once:", () => {
  test.each([
    [
      "{ type: integer, const: 1, default: 1 }",
      "error 12:27 source-conflict: `const` and `default` each define the value. Keep one of them.",
    ],
    [
      "{ use: always, default: 1 }",
      "error 12:25 source-conflict: `const` and `default` each define the value. Keep one of them.",
    ],
    [
      "{ type: integer, optional: true, default: 1 }",
      "error 12:43 optional-with-default: With `default` the property is never absent, so it cannot be `optional`. Remove one of the two.",
    ],
    [
      "{ type: integer, optional: true, const: 1 }",
      "error 12:43 source-conflict: With `const` the property is never absent, so it cannot be `optional`. Remove one of the two.",
    ],
    [
      "{ use: note, default: a }",
      "error 12:23 optional-with-default: With `default` the property is never absent, so it cannot be `optional`. The shared property is `optional`: add `optional: false`.",
    ],
    ["{ use: note, optional: false, default: a }", ""],
    [
      "{ use: amount, optional: true }",
      "error 12:25 optional-with-default: With `default` the property is never absent, so it cannot be `optional`. Remove one of the two.",
    ],
  ])("%s", (body, told) => {
    expect(toldOf(body).join("\n")).toBe(told);
  });

  test.each([
    [
      "person: { p: { type: integer, default: 1 } }",
      "`default` is not supported for a property of a person. Remove it.",
    ],
    [
      "person: { always: }",
      "`const` is not supported for a property of a person, but comes from the shared property `always`. Use a name that is not shared, and give the property its own type.",
    ],
    [
      "person: { o: { type: object, properties: { p: { type: integer, computed: q } } } }",
      "`computed` is not supported for a property inside an object. Remove it.",
    ],
    ["person: { o: { type: object, properties: { p: { type: integer, const: 1 } } } }", ""],
    ["person: { amount: }", ""],
  ])("%s", (person, told) => {
    expect(
      readText(`${PLAN_HEAD}${SHARED}${person}\nevents: {}\n`)
        .diagnostics.filter(({ code }) => code === "source-not-allowed")
        .map(({ message, hint }) => `${message} ${hint}`)
        .join("\n"),
    ).toBe(told);
  });
});

describe("a property without a type", () => {
  test.each([
    [
      "{ unit: m }",
      "error 12:7 type-missing: `p` has no `type`, and there is no shared property of that name. Give it a `type`, or define it under `properties`.",
    ],
    [
      "{ use: amuont }",
      "error 12:17 unknown-property: There is no shared property `amuont`. Did you mean `amount`?",
    ],
    [
      "{ use: zebra }",
      "error 12:17 unknown-property: There is no shared property `zebra`. Define it under `properties`.",
    ],
    [
      "{ type: array, items: { description: A word. } }",
      "error 12:25 type-missing: The items have no `type`. Give them a `type`.",
    ],
    ["{ typ: string }", "error 12:12 unknown-key: Unknown key `typ`. Did you mean `type`?"],
  ])("%s", (body, told) => {
    expect(toldOf(body).join("\n")).toBe(told);
  });

  test("that is misspelt is nearly a shared one", () => {
    expect(toldIn(PLAN_HEAD + SHARED + eventWith("amuont: { unit: m }"))).toEqual([
      "error 12:7 type-missing: `amuont` has no `type`, and there is no shared property of that name. Did you mean `amount`?",
    ]);
  });

  test("of its own, where a shared one has the name, has two", () => {
    const [{ code, message, related } = {}] = readText(
      PLAN_HEAD + SHARED + eventWith("note: { type: integer }"),
    ).diagnostics as readonly { code?: string; message?: string; related?: readonly { message: string }[] }[];
    expect({ code, message, related: related?.map((one) => one.message) }).toEqual({
      code: "type-on-shared",
      message: "`note` is a shared property, which already has a type.",
      related: ["The shared property is defined here."],
    });
  });

  test("may have another one inside of an object, where names are its own", () => {
    expect(toldOf("{ type: object, properties: { note: { type: integer } } }")).toEqual([]);
  });
});
