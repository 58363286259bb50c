import { expect, test } from "vitest";
import { jsonLiteral, objectLiteral } from "../../../../src/emit/typescript/literals.ts";

test("a member whose name is its value is written short only where both are one name", () => {
  expect(objectLiteral([["plan", "plan"]])).toBe("{ plan }");
  expect(jsonLiteral({ true: true, false: false, null: null })).toBe(
    "{ true: true, false: false, null: null }",
  );
  expect(jsonLiteral({ 1: 1, "-1": -1 })).toBe('{ "1": 1, "-1": -1 }');
});
