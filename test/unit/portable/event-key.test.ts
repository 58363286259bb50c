import { toIso } from "../../../src/portable/timestamps.ts";
import { describe, expect, test } from "vitest";
import type { PropertyType } from "../../../src/plan/property.ts";
import { resolveEventKey } from "../../../src/portable/event-key.ts";
import { fillFields } from "../../../src/portable/fill-fields.ts";
import type { FieldRule } from "../../../src/portable/field-rule.ts";
import { prepareProperties } from "../../../src/runtime/properties/plain-copy.ts";
import { readEventUuidVectors } from "../../vectors/load-vectors.ts";

const byOrder = { idempotency: ["order_id", "line"] };

/** What the generator writes for a property of the type. */
function ruleOf(type: PropertyType): FieldRule {
  if (type.kind === "string" && type.truncate !== undefined)
    return { type: type.kind, truncate: type.truncate };
  if (type.kind === "datetime") return { as: toIso };
  return type.kind === "uuid" ? { type: type.kind } : {};
}

describe("the values of the plan's key are text, as in the published table", () => {
  test.each(readEventUuidVectors().keyParts)("$type.kind $value is $text", ({ type, value, text }) => {
    const fields = { key: ruleOf(type) };
    const { properties } = prepareProperties(fields, { key: value });
    fillFields(properties, fields);
    expect(resolveEventKey({ idempotency: ["key"] }, properties, undefined)).toEqual({
      key: { parts: [text] },
    });
  });
});

test("the plan's key goes before the caller's, in the plan's order", () => {
  expect(resolveEventKey(byOrder, { line: 2, order_id: "o1" }, "evt_1")).toEqual({
    key: { parts: ["o1", "2"] },
  });
});

test.each([[{ order_id: "o1" }], [{ order_id: "o1", line: null }], [{ order_id: "o1", line: {} }]])(
  "where a part of it is absent, as in %j, the caller's is used, if there is one",
  (properties) => {
    expect(resolveEventKey(byOrder, properties, undefined)).toEqual({});
    const key = { parts: ["evt_1"], callerKey: "evt_1" };
    expect(resolveEventKey(byOrder, properties, "evt_1")).toEqual({ key });
  },
);

test("an event that happens once has a key without parts", () => {
  expect(resolveEventKey({ idempotency: "once" }, {}, "evt_1")).toEqual({ key: { parts: [] } });
});

test("an event without idempotency has the caller's key, or none", () => {
  expect(resolveEventKey({}, { order_id: "o1" }, undefined)).toEqual({});
  expect(resolveEventKey({}, {}, "evt_1")).toEqual({ key: { parts: ["evt_1"], callerKey: "evt_1" } });
});

test.each([
  [""],
  [" \t"],
  ["x".repeat(1001)],
  ["a\0b"],
  ["\ud800"],
  [42],
  [{}],
  [["evt_1"]],
  [Symbol("key")],
])("the caller's key %j is refused", (key) => {
  for (const idempotency of ["caller", ["order_id"]] as const) {
    expect(resolveEventKey({ idempotency }, {}, key)).toEqual({
      fault: "not_a_key",
    });
  }
});

test("a missing key is refused where the caller has to give one", () => {
  for (const missing of [undefined, null]) {
    expect(resolveEventKey({ idempotency: "caller" }, {}, missing)).toEqual({
      fault: "missing",
    });
  }
});
