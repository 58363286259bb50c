import { expect, test } from "vitest";
import { Constants } from "../../../../src/emit/typescript/constants.ts";
import { ModuleWriter } from "../../../../src/emit/typescript/module-writer.ts";

test("what has one code is one constant, and two of one name are told apart", () => {
  const constants = new Constants();
  const names = [
    constants.nameOf("values", "tier", '["a"]'),
    constants.nameOf("values", "old_tier", '["a"]'),
    constants.nameOf("values", "tier_2", '["b"]'),
    constants.nameOf("values", "tier", '["c"]'),
    constants.nameOf("computed", "tier", '["d"]'),
    constants.nameOf("values", "Größe: x", '["e"]'),
  ];
  expect(names).toEqual([
    "values_tier",
    "values_tier",
    "values_tier_2",
    "values_tier_3",
    "computed_tier",
    "values_größeX",
  ]);
  const module = new ModuleWriter("js");
  constants.write(module);
  expect(module.head.toString().split("\n\n").slice(0, 2)).toEqual([
    'const values_tier = ["a"] as const;',
    'const values_tier_2 = ["b"] as const;',
  ]);
});
