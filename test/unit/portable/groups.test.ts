import { expect, test } from "vitest";
import { type ResolvedGroups, resolveGroups, toGroupKey } from "../../../src/portable/groups.ts";
import type { PlainObject } from "../../../src/portable/values.ts";

const NOTHING = { violations: [], conflict: undefined };

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

/** Groups of an event whose property `organization_id` is the key of an organization. */
function resolve(properties: PlainObject, option?: unknown): ResolvedGroups {
  return resolveGroups(
    { organization: {}, team: {} },
    { organization: "organization_id" },
    properties,
    option,
  );
}

test("a key property sends the event to its group, an absent or null one to none", () => {
  expect(resolve({ organization_id: "org_1" })).toEqual({ ...NOTHING, groups: { organization: "org_1" } });
  expect(resolve({ organization_id: 7 })).toEqual({ ...NOTHING, groups: { organization: "7" } });
  expect(resolve({ organization_id: null })).toEqual({ ...NOTHING, groups: {} });
  expect(resolve({})).toEqual({ ...NOTHING, groups: {} });
});

test("a value that is no key sends no group, and is named", () => {
  const violations = ["organization_id: not_a_group_key"];
  expect(resolve({ organization_id: " " })).toEqual({ ...NOTHING, groups: {}, violations });
});

test("the caller may name groups of the plan that no property names", () => {
  const option = { team: "t1", organization: "org_1" };
  expect(resolve({}, option)).toEqual({ ...NOTHING, groups: option });
  expect(resolve({ organization_id: "org_1" }, option)).toEqual({ ...NOTHING, groups: option });
});

test("a caller's group that is not in the plan, or has no key, is left out and named", () => {
  const violations = ["options.groups.team: not_a_group_key", "options.groups: unknown_group_type"];
  const option = { galaxy: "g", team: "", organization: undefined };
  expect(resolve({}, option)).toEqual({ ...NOTHING, groups: {}, violations });
  expect(resolve({}, "organization").violations).toEqual(["options.groups: unknown_group_type"]);
});

test("two groups of one type are a conflict", () => {
  expect(resolve({ organization_id: "org_1" }, { organization: "org_2" }).conflict).toBe("organization");
});
