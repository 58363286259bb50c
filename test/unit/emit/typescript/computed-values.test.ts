import { expect, test } from "vitest";
import { computedRules } from "../../../../src/emit/typescript/computed-values.ts";
import { Constants } from "../../../../src/emit/typescript/constants.ts";
import { ModuleWriter } from "../../../../src/emit/typescript/module-writer.ts";
import type { Property } from "../../../../src/plan/property.ts";
import { makeEvent, makeProperty } from "../../../support/make-plan.ts";

function computed(name: string, of: string, parts: Partial<Property> = {}): Property {
  const expression = { kind: "property", name: of } as const;
  return makeProperty(name, "number", {
    source: { kind: "computed", optional: false, text: of, expression },
    ...parts,
  });
}

const NUMBERS = [makeProperty("a", "number"), makeProperty("b", "number")];

/** What each event of some properties refers to. */
function written(...events: readonly (readonly Property[])[]): readonly (string | undefined)[] {
  const write = { constants: new Constants(), decimal: (operation: string): string => operation };
  return events.map((own) => computedRules(makeEvent("paid", { properties: [...NUMBERS, ...own] }), write));
}

test("what events compute alike is one constant, whatever else differs", () => {
  expect(written([computed("x", "a")], [computed("x", "a", { description: "Another." })], [])).toEqual([
    "{ x: computed_x }",
    "{ x: computed_x }",
    undefined,
  ]);
});

test("what is computed from something else, or has another limit, has a constant of its own", () => {
  const limited = { type: { kind: "number", max: 1 } } as const;
  expect(
    written(
      [computed("x", "a"), computed("y", "a", limited)],
      [computed("x", "b")],
      [computed("x", "b", limited)],
    ),
  ).toEqual(["{ x: computed_x, y: computed_y }", "{ x: computed_x_2 }", "{ x: computed_x_3 }"]);
});

test("text that is a property has the limits of its type even where the plan says none, and other text has none", () => {
  const expression = { kind: "property", name: "a" } as const;
  const literal = { kind: "literal", value: "x" } as const;
  const text = (parts: object): Property =>
    makeProperty("t", "string", {
      source: { kind: "computed", optional: false, text: "", expression, ...parts },
    } as Partial<Property>);
  const write = { constants: new Constants(), decimal: (operation: string): string => operation };
  const properties = [makeProperty("a", "string"), text({}), text({ expression: literal })];
  computedRules(makeEvent("paid", { properties }), write);
  const module = new ModuleWriter("js");
  write.constants.write(module);
  const limited = module.head
    .toString()
    .split("\n\n")
    .map((constant) => constant.includes("limits: {}"));
  expect(limited.slice(0, 2)).toEqual([true, false]);
});
