import { expect, test } from "vitest";
import { diff } from "../../../../src/diff/diff.ts";
import { DEFAULT_MAX_LENGTH } from "../../../../src/plan/property.ts";
import { eventWith, PLAN_HEAD, planOf } from "../../../support/read-text.ts";

const planWith = (property: string) => planOf(`${PLAN_HEAD}${eventWith(property)}`);

/** Limits that are not given, and what each is the same as; one step in from there is narrower. */
test.each([
  ["type: string", "min_length", 0, 1],
  ["type: string", "max_length", DEFAULT_MAX_LENGTH, DEFAULT_MAX_LENGTH - 1],
  ["type: array, items: { type: string }", "min_items", 0, 1],
])("of %s, `%s: %i` says what holds without it, and %i less", (type, key, same, narrower) => {
  const kinds = (before: string, after: string) =>
    diff(planWith(`p: { ${type}${before} }`), planWith(`p: { ${type}${after} }`)).map(({ kind }) => kind);
  expect(kinds("", `, ${key}: ${same}`)).toStrictEqual(["limit-restated"]);
  expect(kinds(`, ${key}: ${same}`, "")).toStrictEqual(["limit-restated"]);
  expect(kinds("", `, ${key}: ${narrower}`)).toStrictEqual(["limit-narrowed"]);
  expect(kinds(`, ${key}: ${narrower}`, "")).toStrictEqual(["limit-widened"]);
});
