import { expect, test } from "vitest";
import { describeType, enumIn } from "../../../../src/emit/docs/describe-type.ts";
import type { PropertyType } from "../../../../src/plan/property.ts";
import { makeItem } from "../../../support/make-plan.ts";

const tier: PropertyType = { kind: "enum", shared: "tier", values: [{ value: "free" }, { value: "pro" }] };
const list = (type: PropertyType, parts: object = {}): PropertyType => ({
  kind: "array",
  items: makeItem(type),
  ...parts,
});
const map = (type: PropertyType): PropertyType => ({ kind: "map", items: makeItem(type) });

test.each<[PropertyType, string]>([
  [{ kind: "string" }, "text"],
  [{ kind: "string", minLength: 1 }, "text, not empty"],
  [{ kind: "string", maxLength: 40, truncate: 40 }, "text, cut after 40 characters"],
  [{ kind: "string", maxLength: 20, truncate: 40 }, "text, at most 20 characters, cut after 40 characters"],
  [{ kind: "string", minLength: 0, maxLength: 1000 }, "text"],
  [{ kind: "integer", min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }, "whole number"],
  [{ kind: "integer", min: 0, max: Number.MAX_SAFE_INTEGER }, "whole number, at least 0"],
  [{ kind: "string", pattern: "a|b" }, "text, like `a\\|b`"],
  [{ kind: "number", min: 0 }, "number, at least 0"],
  [{ kind: "number", min: 1 }, "number, at least 1"],
  [{ kind: "integer", min: 1, max: 5 }, "whole number, 1 to 5"],
  [{ kind: "integer", max: 5 }, "whole number, at most 5"],
  [{ kind: "integer", min: 5, max: 5 }, "whole number, exactly 5"],
  [{ kind: "boolean" }, "true or false"],
  [{ kind: "datetime" }, "date and time"],
  [{ kind: "date" }, "date"],
  [{ kind: "uuid" }, "UUID"],
  [{ kind: "url" }, "web address"],
  [{ kind: "json" }, "any JSON"],
  [{ kind: "object", properties: [] }, "object"],
  [{ kind: "union", types: [{ kind: "string" }, { kind: "integer" }] }, "text or whole number"],
  [
    list({
      kind: "union",
      types: [
        { kind: "string", minLength: 1, truncate: 9 },
        { kind: "number", max: 5 },
      ],
    }),
    "list of texts or numbers, each as text not empty, cut after 9 characters, each as number at most 5",
  ],
  [tier, "one of [tier](#tier)"],
  [{ ...tier, shared: undefined }, "one of the values"],
  [list(tier), "list of [tier](#tier)"],
  [
    list({ kind: "string", maxLength: 9 }, { minItems: 1 }),
    "list of texts, not empty, each at most 9 characters",
  ],
  [
    list(list({ kind: "integer", min: 0 }, { maxItems: 3 })),
    "list of lists of whole numbers, each at most 3 items, each at least 0",
  ],
  [map(list({ kind: "date" })), "map of any key to lists of dates"],
  [{ kind: "array", items: makeItem({ kind: "url" }, { nullable: true }) }, "list of web addresses or null"],
])("%j: %s", (type, words) => {
  expect(describeType(type, (name) => `[${name}](#${name})`)).toBe(words);
});

test("an enum is found in lists and maps too", () => {
  expect(enumIn(list(map(tier)))).toBe(tier);
  expect(enumIn({ kind: "object", properties: [] })).toBeUndefined();
});
