import { describe, expect, test } from "vitest";
import { propertyTable } from "../../../../src/emit/docs/property-table.ts";
import type { Property } from "../../../../src/plan/property.ts";
import { makeItem, makeProperty } from "../../../support/make-plan.ts";

const HEADING = ["| Property | Type | Required | Meaning |", "| - | - | - | - |"];

function rowsOf(properties: readonly Property[]): readonly string[] {
  return propertyTable(properties, () => undefined).split("\n");
}

describe("required or not", () => {
  test.each<[Partial<Property>, string]>([
    [{}, "yes"],
    [{ nullable: true }, "yes, may be null"],
    [{ source: { kind: "argument", optional: true } }, "no"],
    [{ source: { kind: "argument", optional: true }, nullable: true }, "no, may be null"],
    [{ source: { kind: "argument", optional: false, default: "a|b" } }, "no, default `a\\|b`"],
    [
      { source: { kind: "argument", optional: false, default: null }, nullable: true },
      "no, default `null`, may be null",
    ],
    [{ source: { kind: "argument", optional: false, default: ["a", 1] } }, 'no, default `["a",1]`'],
    [{ source: { kind: "const", value: false } }, "always `false`"],
  ])("%j: %s", (parts, required) => {
    expect(rowsOf([makeProperty("p", "json", parts)])).toEqual([
      "| Property | Type | Required |",
      "| - | - | - |",
      `| \`p\` | any JSON | ${required} |`,
    ]);
  });
});

describe("values", () => {
  test("with meanings stand in lines, also where only some have one", () => {
    const values = [{ value: "a", meaning: "The *first*." }, { value: "b" }];
    expect(rowsOf([makeProperty("p", { kind: "enum", values }, { description: "Which." })])).toEqual([
      ...HEADING,
      "| `p` | one of the values | yes | Which.<br />• `a`: The \\*first\\*.<br />• `b` |",
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
      "| `old` | one of the values | yes | Before.<br />• `free`: No charge. |",
      "| `new` | list of the values | yes | Values as for `old`. |",
      "| `a` | one of the values | yes | One of `free`. |",
      "| `b` | one of the values | yes | One of `free`. |",
    ]);
  });

  test("without meanings stand in one line", () => {
    const values = [{ value: "a" }, { value: "" }];
    expect(rowsOf([makeProperty("p", { kind: "enum", values })])).toEqual([
      ...HEADING,
      '| `p` | one of the values | yes | One of `a`, `""`. |',
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
    "| `box` | object | yes | |",
    "| ~~`box.size`~~ | number | yes | **Deprecated.** Use `width` instead.<br />In cm. |",
    "| `boxes` | list of maps of any key to objects | yes | |",
    "| ~~`boxes[].*.size`~~ | number | yes | **Deprecated.** Use `width` instead.<br />In cm. |",
    "| `colours` | list of the values | yes | |",
    "| `colours[]` | one of the values | | One colour.<br />• `red`: Warm. |",
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
    "| `a` | text | yes | **Personal data.**<br />Formerly `b`. |",
    "| `c` | text | yes | _Pseudonymous: leads to a person only together with other data._ |",
  ]);
});
