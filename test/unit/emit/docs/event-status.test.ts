import { expect, test } from "vitest";
import { deprecationNote } from "../../../../src/emit/docs/event-status.ts";
import type { Deprecation } from "../../../../src/plan/property.ts";

test.each<[Deprecation, string]>([
  [{}, "**Deprecated.**"],
  [{ since: "2026-01-31", use: "b" }, "**Deprecated since 2026-01-31.** Use <b> instead."],
  [
    { reason: "It lies,\n\nfor `x`", removeAfter: "2026-06-30" },
    "**Deprecated.** It lies,<br />for `x`. May be removed after 2026-06-30.",
  ],
])("%j", (deprecated, note) => {
  expect(deprecationNote(deprecated, (use) => `<${use}>`)).toBe(note);
});
