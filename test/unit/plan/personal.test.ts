import { expect, test } from "vitest";
import { personalFields } from "../../../src/plan/personal.ts";
import type { PropertyType } from "../../../src/plan/property.ts";
import { redact } from "../../../src/portable/redact.ts";
import { makeProperty } from "../../support/make-plan.ts";

const hash = (text: string): string => `hash of ${text}`;

test("of several types, text is hashed and all else is removed", () => {
  const type: PropertyType = { kind: "union", types: [{ kind: "string" }, { kind: "integer" }] };
  const flags: PropertyType = { kind: "union", types: [{ kind: "integer" }, { kind: "boolean" }] };
  const personal = personalFields(
    [makeProperty("id", type, { pii: "personal" }), makeProperty("flag", flags, { pii: "personal" })],
    [],
  );
  expect(personal).toEqual({ id: "text", flag: "value" });
  expect(redact({ id: "a", flag: 1 }, personal, hash).properties).toEqual({ id: "hash of a" });
  expect(redact({ id: 5 }, personal, hash)).toEqual({ properties: {}, names: ["id"] });
});
