import { describe, expect, test } from "vitest";
import { deprecationNote, propertyTable } from "../../../../src/emit/docs/property-table.ts";
import type { Deprecation, Property } from "../../../../src/plan/property.ts";
import { makeItem, makeProperty } from "../../../support/make-plan.ts";

const HEADING = ["| Property | Meaning |", "| - | - |"];

function rowsOf(properties: readonly Property[]): readonly string[] {
  return propertyTable(properties, () => undefined).split("\n");
}

describe("required or not", () => {
  test.each<[Partial<Property>, string]>([
    [{}, "required"],
    [{ nullable: true }, "required · may be null"],
    [{ source: { kind: "argument", optional: true } }, "optional"],
    [{ source: { kind: "argument", optional: true }, nullable: true }, "optional · may be null"],
    [{ source: { kind: "argument", optional: false, default: "a|b" } }, "default `a\\|b`"],
    [
      { source: { kind: "argument", optional: false, default: null }, nullable: true },
      "default `null` · may be null",
    ],
    [{ source: { kind: "argument", optional: false, default: ["a", 1] } }, 'default `["a",1]`'],
    [{ source: { kind: "const", value: false } }, "always `false`"],
  ])("%j: %s", (parts, required) => {
    expect(rowsOf([makeProperty("p", "json", parts)])).toEqual([
      "| Property |",
      "| - |",
      `| \`p\`<br />any JSON · ${required} |`,
    ]);
  });
});

describe("values", () => {
  test("with meanings stand in lines, also where only some have one", () => {
    const values = [{ value: "a", meaning: "The *first*." }, { value: "b" }];
    expect(rowsOf([makeProperty("p", { kind: "enum", values }, { description: "Which." })])).toEqual([
      ...HEADING,
      "| `p`<br />one of the values · required | Which.<br />• `a`: The \\*first\\*.<br />• `b` |",
    ]);
  });

  test("that are shared are listed once", () => {
    const tier = {
      kind: "enum",
      shared: "tier",
      values: [{ value: "free", meaning: "No charge." }],
    } as const;
    const own = { kind: "enum", values: [{ value: "free" }] } as const;
    expect(
      rowsOf([
        makeProperty("old", tier, { description: "Before." }),
        makeProperty("new", { kind: "array", items: makeItem(tier) }),
        makeProperty("a", own),
        makeProperty("b", own),
      ]),
    ).toEqual([
      ...HEADING,
      "| `old`<br />one of the values · required | Before.<br />• `free`: No charge. |",
      "| `new`<br />list of the values · required | Values as for `old`. |",
      "| `a`<br />one of the values · required | One of `free`. |",
      "| `b`<br />one of the values · required | One of `free`. |",
    ]);
  });

  test("have their meanings where the link of a shared one leads", () => {
    const tier = {
      kind: "enum",
      shared: "tier",
      values: [{ value: "free", meaning: "No charge." }],
    } as const;
    expect(propertyTable([makeProperty("p", tier)], () => "[`tier`](#tier)").split("\n")).toEqual([
      ...HEADING,
      "| `p`<br />one of [`tier`](#tier) · required | One of `free`. |",
    ]);
  });

  test("without meanings stand in one line", () => {
    const values = [{ value: "a" }, { value: "" }];
    expect(rowsOf([makeProperty("p", { kind: "enum", values })])).toEqual([
      ...HEADING,
      '| `p`<br />one of the values · required | One of `a`, `""`. |',
    ]);
  });
});

test("what is inside objects, lists and maps has rows of its own", () => {
  const values = [{ value: "red", meaning: "Warm." }];
  const size = makeProperty("size", "number", { description: "In cm.", deprecated: { use: "width" } });
  const box = { kind: "object", properties: [size] } as const;
  expect(
    rowsOf([
      makeProperty("box", box),
      makeProperty("boxes", { kind: "array", items: makeItem({ kind: "map", items: makeItem(box) }) }),
      makeProperty("colours", {
        kind: "array",
        items: makeItem({ kind: "enum", values }, { description: "One colour." }),
      }),
    ]),
  ).toEqual([
    ...HEADING,
    "| `box`<br />object · required | |",
    "| ~~`box.size`~~<br />number · required | **Deprecated.** Use `width` instead.<br />In cm. |",
    "| `boxes`<br />list of maps of any key to objects · required | |",
    "| ~~`boxes[].*.size`~~<br />number · required | **Deprecated.** Use `width` instead.<br />In cm. |",
    "| `colours`<br />list of the values · required | |",
    "| `colours[]`<br />one of the values | One colour.<br />• `red`: Warm. |",
  ]);
});

test("personal data and former names are said", () => {
  expect(
    rowsOf([
      makeProperty("a", "string", { pii: "personal", renamedFrom: "b" }),
      makeProperty("c", "string", { pii: "pseudonymous" }),
    ]),
  ).toEqual([
    ...HEADING,
    "| `a`<br />text · required | **Personal data.**<br />Formerly `b`. |",
    "| `c`<br />text · required | _Pseudonymous: identifies a person only together with other data._ |",
  ]);
});

test.each<[Deprecation, string]>([
  [{}, "**Deprecated.**"],
  [{ since: "2026-01-31", use: "b" }, "**Deprecated since 2026-01-31.** Use <b> instead."],
  [
    { reason: "It lies,\n\nfor `x`", removeAfter: "2026-06-30" },
    "**Deprecated.** It lies,<br />for `x`. To be removed after 2026-06-30.",
  ],
])("a deprecation, %j", (deprecated, note) => {
  expect(deprecationNote(deprecated, (use) => `<${use}>`)).toBe(note);
});
