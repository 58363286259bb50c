import { expect, test } from "vitest";
import { resolveFlags } from "../../../../src/runtime/event/flags.ts";

test("flags are sent as posthog-node sends them: one property each, and the active ones by name", () => {
  expect(resolveFlags({ "new-checkout": "test", beta: true, "old-menu": false, later: undefined })).toEqual({
    properties: {
      "$feature/new-checkout": "test",
      "$feature/beta": true,
      "$feature/old-menu": false,
      $active_feature_flags: ["beta", "new-checkout"],
    },
    violations: [],
  });
});

test.each([
  ["none", undefined, []],
  ["null", null as never, []],
  ["an empty object", {}, []],
  ["text", "new-checkout", ["options.flags: wrong_type"]],
  ["a list", ["new-checkout"], ["options.flags: wrong_type"]],
  ["a number as variant", { beta: 1 }, ["options.flags: not_a_variant"]],
  ["an empty variant", { beta: "" }, ["options.flags: not_a_variant"]],
  ["a variant of 201 characters", { beta: "x".repeat(201) }, ["options.flags: not_a_variant"]],
  ["an empty key", { "": true }, ["options.flags: not_a_flag_key"]],
  ["a key of 201 characters", { ["x".repeat(201)]: true }, ["options.flags: not_a_flag_key"]],
  [
    "51 flags",
    Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`flag-${index}`, true])),
    ["options.flags: too_many_keys"],
  ],
  [
    "a getter that throws",
    {
      get beta(): never {
        throw new Error("no");
      },
    },
    ["options.flags: unreadable"],
  ],
])("%s: nothing is sent, and what is wrong is named", (_name, flags, violations) => {
  expect(resolveFlags(flags as Record<string, string>)).toEqual({ properties: {}, violations });
});

test("50 flags with names of 200 characters are sent, beside one at fault", () => {
  const flags = Object.fromEntries(
    Array.from({ length: 49 }, (_, index) => [`${index}`.padStart(200, "f"), "v".repeat(200)]),
  );
  const { properties, violations } = resolveFlags({ ...flags, bad: "" });
  expect([Object.keys(properties).length, violations]).toEqual([50, ["options.flags: not_a_variant"]]);
});
