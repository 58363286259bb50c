import { expect, test } from "vitest";
import { groupKeyForm } from "../../../../src/plan/ids/forms.ts";
import type { PropertyType } from "../../../../src/plan/property.ts";

const at = ["properties", "organization_id"];

test.each<[PropertyType, object | undefined]>([
  [{ kind: "uuid" }, { kind: "uuid" }],
  [
    { kind: "string", pattern: "org_[a-z0-9]+" },
    { kind: "pattern", pattern: "org_[a-z0-9]+" },
  ],
  [{ kind: "string" }, undefined],
  [{ kind: "integer" }, undefined],
])("the form of %j is of %j", (type, format) => {
  const form = groupKeyForm(type, at);
  expect(form).toEqual(
    format === undefined ? undefined : { at, prefix: "", acceptUnprefixed: false, format },
  );
});
