/** The samples of the table of other formats: each is valid where the table says that it belongs. */
import { expect, test } from "vitest";
import { rowsOf } from "../support/documentation.ts";
import { readTexts } from "../support/memory-files.ts";
import { PLAN_HEAD } from "../support/read-text.ts";

const rows = rowsOf("docs/plan-format.md", "Elsewhere").map(([, of = "", sample = ""]) => ({ of, sample }));

/** What samples refer to. */
const AROUND = `properties:
  amount_usd: { type: number }
  organization_id: { type: string }
bundles:
  device: { properties: { model: { type: string, optional: true } } }
`;

/** A plan with the sample in it. */
function planWith(of: string, sample: string): string {
  switch (of) {
    case "plan":
      return `${PLAN_HEAD}${AROUND}${sample}\n${/^(?:events|include)/u.test(sample) ? "" : "events: {}\n"}`;
    case "event":
      return `${PLAN_HEAD}${AROUND}events:\n  paid:\n    properties: { value: { type: number } }\n    ${sample}\n`;
    case "property":
      return `${PLAN_HEAD}${AROUND}events:\n  paid:\n    properties:\n      value: { type: number, optional: true }\n      it:\n        ${sample}\n`;
    default:
      throw new Error(`Nothing in a plan is called ${of}.`);
  }
}

test("the table has samples of each place", () => {
  expect([...new Set(rows.map(({ of }) => of))].toSorted()).toEqual(["event", "plan", "property"]);
});

test.each(rows)("$of: $sample", async ({ of, sample }) => {
  const { diagnostics } = await readTexts({
    "tracking-plan.yaml": planWith(of, sample),
    "node_modules/@acme/plan/package.json": "{}",
    "node_modules/@acme/plan/tracking-plan.yaml": "events: { shared: {} }\n",
  });
  expect(diagnostics).toEqual([]);
});
