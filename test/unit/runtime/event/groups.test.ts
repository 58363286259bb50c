import { expect, test } from "vitest";
import { type ResolvedGroups, resolveGroups, toGroupKey } from "../../../../src/runtime/event/groups.ts";
import { checkoutCompleted as definition } from "../../../support/shop-plan.ts";

const NOTHING = { violations: [], optionViolations: [] };

test.each([
  ["org_1", "org_1"],
  [42, "42"],
  [0, "0"],
  ["x".repeat(400), "x".repeat(400)],
  ["x".repeat(401), undefined],
  ["", undefined],
  [" \t", undefined],
  ["a\u0000", undefined],
  ["\ud83d", undefined],
  [1.5, undefined],
  [2 ** 53, undefined],
  [null, undefined],
  [true, undefined],
  [["org_1"], undefined],
])("the value %j is the key %j", (value, key) => {
  expect(toGroupKey(value)).toBe(key);
});

test("a key property sends the event to its group, an absent or null one to none", () => {
  expect(resolveById("org_1")).toEqual({ ...NOTHING, groups: { organization: "org_1" } });
  expect(resolveById(7)).toEqual({ ...NOTHING, groups: { organization: "7" } });
  expect(resolveById(null)).toEqual({ ...NOTHING, groups: {} });
  expect(resolveGroups(definition, {}, undefined)).toEqual({ ...NOTHING, groups: {} });
});

test("a value that is no key sends no group, and is named", () => {
  expect(resolveGroups(definition, { organization_id: " " }, undefined)).toEqual({
    ...NOTHING,
    groups: {},
    violations: [{ path: ["organization_id"], code: "not_a_group_key" }],
  });
});

test("the caller may name groups of the plan that no property names", () => {
  const options = { team: "t1", organization: "org_1" };
  expect(resolveGroups(definition, {}, options)).toEqual({ ...NOTHING, groups: options });
  expect(resolveGroups(definition, { organization_id: "org_1" }, options)).toEqual({
    ...NOTHING,
    groups: options,
  });
});

test("a caller's group that is not in the plan, or has no key, is left out and named", () => {
  const options = { galaxy: "g", team: "", organization: undefined } as unknown as Record<string, string>;
  expect(resolveGroups(definition, {}, options)).toEqual({
    groups: {},
    violations: [],
    optionViolations: ["options.groups.team: not_a_group_key", "options.groups: unknown_group_type"],
  });
});

test("a list of groups is named, whatever it is", () => {
  expect(resolveGroups(definition, {}, "organization" as never).optionViolations).toEqual([
    "options.groups: wrong_type",
  ]);
});

test("two groups of one type are a conflict", () => {
  const resolved = resolveGroups(definition, { organization_id: "org_1" }, { organization: "org_2" });
  expect(resolved.conflict).toBe("organization");
});

function resolveById(value: string | number | null): ResolvedGroups {
  return resolveGroups(definition, { organization_id: value }, undefined);
}
