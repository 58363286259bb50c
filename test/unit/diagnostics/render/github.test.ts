import { describe, expect, it } from "vitest";
import { renderGithub } from "../../../../src/diagnostics/render/github.ts";
import { REPORT } from "./samples.ts";

describe("renderGithub", () => {
  it("makes one workflow command a diagnostic, then says the summary", () => {
    expect(renderGithub(REPORT, { color: false, workingDirectory: "" })).toBe(
      [
        "::error file=plans/a.yaml,line=112,col=7,endColumn=18,title=yaml-syntax::`ammount_usd` is not a property of this event.%0Ahint: Did you mean `amount_usd`?",
        "::warning file=generated/events.ts,line=9,col=1,endColumn=2,title=file-stale::`generated/events.ts` is stale: the plan has changed since it was generated.%0A- const a = 1;%0A- %0A+ const a = 2;%0A+ %0A+ const b = 100%25;",
        "::notice title=yaml-syntax::`include` has no effect yet.",
        "1 error, 1 warning, 1 note",
        "Nothing was written.",
        "",
      ].join("\n"),
    );
  });

  it("names files from the root of the repository", () => {
    const lines = renderGithub(REPORT, { color: false, workingDirectory: "packages/api" });
    expect(lines).toContain("::error file=packages/api/plans/a.yaml,line=112,");
  });

  it("lets no text of a plan start a command of its own", () => {
    const hostile = "x\n::set-env name=A::b\r::error::c, d: e";
    const place = { file: hostile, line: 1, column: 1, length: 1, source: hostile };
    const text = renderGithub(
      {
        ...REPORT,
        diagnostics: [{ code: "yaml-syntax", severity: "error", message: hostile, hint: hostile, place }],
        summary: [`done ${hostile}`],
      },
      { color: false, workingDirectory: "" },
    );
    expect(text.split(/\r|\n/u).map((line) => line.slice(0, 9))).toEqual([
      "::error f",
      "1 error",
      "done x\u{fffd}::",
      "",
    ]);
    expect(text).toContain("file=x%0A%3A%3Aset-env name=A%3A%3Ab%0A%3A%3Aerror%3A%3Ac%2C d%3A e,line=1");
  });
});
