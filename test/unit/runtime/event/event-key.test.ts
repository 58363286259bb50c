import * as z from "zod";
import { describe, expect, test } from "vitest";
import { composeEvent } from "../../../../src/runtime/event/compose-event.ts";
import type { EventDefinition, FieldRule } from "../../../../src/runtime/definition.ts";
import { resolveEventKey } from "../../../../src/runtime/event/event-key.ts";
import { prepareProperties } from "../../../../src/runtime/properties/prepare.ts";
import type { PropertyType } from "../../../../src/plan/property.ts";
import { plan } from "../../../support/shop-plan.ts";
import { readEventUuidVectors } from "../../../vectors/load-vectors.ts";

const byOrder = { idempotency: ["order_id", "line"] };

/** What the generator writes for a property of the type. */
function ruleOf(type: PropertyType): FieldRule {
  if (type.kind === "string" && type.truncate !== undefined) return { truncate: type.truncate };
  return type.kind === "datetime" || type.kind === "uuid" ? { as: type.kind } : {};
}

describe("the values of the plan's key are text, as in the published table", () => {
  test.each(readEventUuidVectors().keyParts)("$type.kind $value is $text", ({ type, value, text }) => {
    const definition: EventDefinition = {
      plan,
      name: "x",
      schema: z.strictObject({ key: z.json() }),
      fields: { key: ruleOf(type) },
      idempotency: ["key"],
    };
    const { properties } = composeEvent(definition, prepareProperties(definition, { key: value }), undefined);
    expect(resolveEventKey(definition, properties, undefined)).toEqual({ parts: [text] });
  });
});

test("the plan's key goes before the caller's, in the plan's order", () => {
  expect(resolveEventKey(byOrder, { line: 2, order_id: "o1" }, "evt_1")).toEqual({ parts: ["o1", "2"] });
});

test.each([[{ order_id: "o1" }], [{ order_id: "o1", line: null }], [{ order_id: "o1", line: {} }]])(
  "where a part of it is absent, as in %j, the caller's is used, if there is one",
  (properties) => {
    expect(resolveEventKey(byOrder, properties, undefined)).toBeUndefined();
    expect(resolveEventKey(byOrder, properties, "evt_1")).toEqual({ parts: ["evt_1"], callerKey: "evt_1" });
  },
);

test("an event that happens once has a key without parts", () => {
  expect(resolveEventKey({ idempotency: "once" }, {}, "evt_1")).toEqual({ parts: [] });
});

test("an event without idempotency has the caller's key, or none", () => {
  expect(resolveEventKey({}, { order_id: "o1" }, undefined)).toBeUndefined();
  expect(resolveEventKey({}, {}, "evt_1")).toEqual({ parts: ["evt_1"], callerKey: "evt_1" });
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
  const idempotencyKey = key as string;
  for (const idempotency of ["caller", ["order_id"]] as const) {
    expect(() => resolveEventKey({ idempotency }, {}, idempotencyKey)).toThrow(
      "options.idempotencyKey is not 1 to 1,000 characters of text",
    );
  }
});

test("a missing key is refused where the caller has to give one", () => {
  for (const missing of [undefined, null as unknown as undefined]) {
    expect(() => resolveEventKey({ idempotency: "caller" }, {}, missing)).toThrow(
      "the event needs options.idempotencyKey",
    );
  }
});
