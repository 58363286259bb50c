import type { Diagnostic } from "../../../../src/diagnostics/diagnostic.ts";
import type { Report } from "../../../../src/diagnostics/render/report.ts";

/** One diagnostic of each severity, with everything that a diagnostic can carry. */
export const SAMPLES: readonly Diagnostic[] = [
  {
    code: "yaml-syntax",
    severity: "error",
    message: "`ammount_usd` is not a property of this event.",
    hint: "Did you mean `amount_usd`?",
    place: {
      file: "plans/a.yaml",
      line: 112,
      column: 7,
      length: 11,
      source: "      ammount_usd: { min: 0 }",
    },
    related: [
      {
        message: "The shared properties begin here:",
        place: { file: "plans/a.yaml", line: 9, column: 1, length: 10, source: "properties:" },
      },
    ],
  },
  {
    code: "file-stale",
    severity: "warning",
    message: "`generated/events.ts` is stale: the plan has changed since it was generated.",
    place: { file: "generated/events.ts", line: 9, column: 1, length: 1, source: "const a = 1;" },
    difference: { found: ["const a = 1;", ""], expected: ["const a = 2;", "", "const b = 100%;"] },
  },
  { code: "yaml-syntax", severity: "info", message: "`include` has no effect yet." },
];

export const REPORT: Report = {
  command: "check",
  ok: false,
  plan: { file: "plans/a.yaml", workingDirectory: "" },
  diagnostics: SAMPLES,
  summary: ["Nothing was written."],
  result: { files: null },
};
