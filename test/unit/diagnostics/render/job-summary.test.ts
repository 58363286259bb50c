import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../../src/diagnostics/diagnostic.ts";
import { renderJobSummary } from "../../../../src/diagnostics/render/job-summary.ts";
import { REPORT, SAMPLES } from "./samples.ts";

describe("a job summary", () => {
  test("has all findings, those without a place among them, the worst first", () => {
    const diagnostics = [
      ...SAMPLES.toReversed(),
      { ...SAMPLES[1]!, place: { ...SAMPLES[1]!.place!, line: 12 } },
    ];
    expect(renderJobSummary({ ...REPORT, diagnostics }, 10_000)).toBe(`## tracking-plan check

Nothing was written.

| | Where | Finding | Code |
| - | - | - | - |
| error | \`plans/a.yaml:112\` | \`ammount_usd\` is not a property of this event. Did you mean \`amount_usd\`? | \`yaml-syntax\` |
| warning | \`generated/events.ts:9\` | \`generated/events.ts\` is stale: the plan has changed since it was generated. Here and in 1 more place: generated/events.ts:12 | \`file-stale\` |
| info | | \`include\` has no effect yet. | \`yaml-syntax\` |
`);
  });

  test("has the changes of each kind", () => {
    const change: Diagnostic = {
      code: "event-removed:paid",
      severity: "error",
      message: "`paid` was removed.",
      label: "breaking",
      effects: [{ on: "data", text: "Reports that count it stop growing." }],
    };
    const report = { ...REPORT, command: "diff", diagnostics: [], changes: [change], summary: ["1 change."] };
    expect(renderJobSummary(report, 10_000)).toBe(`## tracking-plan diff

1 change.

### Breaking: 1

| Change | Data | Id |
| - | - | - |
| \`paid\` was removed. | Reports that count it stop growing. | \`event-removed:paid\` |
`);
  });

  test("shows nothing of a plan as Markdown", () => {
    const message = "<img src=x> | @everyone [a](javascript:b) `c` ![](//d)\n# e";
    const line = renderJobSummary({ ...REPORT, diagnostics: [{ ...SAMPLES[2]!, message }] }, 10_000)
      .split("\n")
      .find((row) => row.startsWith("| info"));
    expect(line).toMatchInlineSnapshot(
      `"| info | &lt;img src=x&gt; \\| @everyone \\[a\\](javascript:b) \`c\` !\\[\\](//d) \\# e | \`yaml-syntax\` |"`,
    );
  });

  test("is never longer than it may be, and counts what it leaves out", () => {
    const diagnostics = Array.from({ length: 5000 }, (_, index) => ({
      ...SAMPLES[2]!,
      message: `The finding ${index} has some words to say.`,
    }));
    const text = renderJobSummary({ ...REPORT, diagnostics }, 20_000);
    expect(text.length).toBeLessThanOrEqual(20_000);
    expect(text.length).toBeGreaterThan(18_000);
    const shown = text.split("\n").filter((line) => line.startsWith("| info")).length;
    expect(text).toContain(
      `\n${5000 - shown} more findings left out. \`tracking-plan check\` prints them.\n`,
    );
  });
});
