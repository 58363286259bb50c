import { describe, expect, it } from "vitest";
import { renderJson } from "../../../../src/diagnostics/render/json.ts";
import { REPORT } from "./samples.ts";

describe("renderJson", () => {
  it("is one document of a fixed shape, without the source lines", () => {
    const text = renderJson(REPORT);
    expect(text.endsWith("}\n")).toBe(true);
    expect(JSON.parse(text)).toEqual({
      version: 1,
      command: "check",
      ok: false,
      counts: { errors: 1, warnings: 1, infos: 1 },
      diagnostics: [
        {
          code: "yaml-syntax",
          severity: "error",
          message: "`ammount_usd` is not a property of this event.",
          hint: "Did you mean `amount_usd`?",
          place: { file: "plans/a.yaml", line: 112, column: 7, length: 11 },
          related: [
            {
              message: "The shared properties begin here:",
              place: { file: "plans/a.yaml", line: 9, column: 1, length: 10 },
            },
          ],
        },
        {
          code: "file-stale",
          severity: "warning",
          message: "`generated/events.ts` is stale: the plan has changed since it was generated.",
          place: { file: "generated/events.ts", line: 9, column: 1, length: 1 },
          difference: { found: ["const a = 1;", ""], expected: ["const a = 2;", "", "const b = 100%;"] },
        },
        { code: "yaml-syntax", severity: "info", message: "`include` has no effect yet." },
      ],
      files: null,
    });
  });

  it("can be printed on a terminal", () => {
    const text = renderJson({ ...REPORT, diagnostics: [], result: { name: "\u202e\u009b2J" } });
    expect(text).toContain('"name": "\\u202e\\u009b2J"');
  });
});
