import { describe, expect, test } from "vitest";
import type { Diagnostic, Severity } from "../../../../src/diagnostics/diagnostic.ts";
import { RENDERERS } from "../../../../src/diagnostics/render/renderers.ts";

const OPTIONS = { color: false, workingDirectory: "" };

/** Findings at lines from 1 on. */
function found(
  count: number,
  {
    code = "missing-description",
    severity = "warning" as Severity,
    message = "`site id` has no description.",
  } = {},
): readonly Diagnostic[] {
  return Array.from({ length: count }, (_, index) => ({
    code,
    severity,
    message: message.replace("#", String(index)),
    place: { file: "a.yaml", line: index + 1, column: 1, length: 2, source: "ab" },
  }));
}

function rendered(
  format: "text" | "github" | "sarif",
  diagnostics: readonly Diagnostic[],
  maxLines = 100,
): string {
  const report = { command: "check", ok: false, diagnostics, maxLines, summary: [], result: {} };
  return RENDERERS[format](report, OPTIONS);
}

describe("text", () => {
  test("says once what is so in many places, and ends with a table", () => {
    const text = rendered("text", [
      ...found(212),
      ...found(2, { code: "event-naming", message: "`e#` is not." }),
    ]);
    expect(text.split("\n").slice(0, 6)).toStrictEqual([
      "a.yaml:1:1  warning  missing-description",
      "  `site id` has no description.",
      "  1 | ab",
      "    | ^^",
      "  Here and in 211 more places: a.yaml:2, a.yaml:3, a.yaml:4, …",
      "",
    ]);
    expect(text).toMatch(/\n\nmissing-description {2}212\nevent-naming {11}2\n\n214 warnings\n$/u);
  });

  test("has at most 100 lines, of which none of the errors is left out, and one of each code is there", () => {
    const many = [
      ...found(500, { message: "`p#` has no description." }),
      ...found(1, { code: "event-naming", message: "`e` is not." }),
      ...found(2, { code: "unknown-key", severity: "error", message: "`k#` is not a key." }),
    ];
    const text = rendered("text", many);
    expect(text.split("\n").length).toBeLessThanOrEqual(101);
    for (const said of ["`k0` is", "`k1` is", "`e` is not", "`p0` has"]) expect(text).toContain(said);
    expect(text).toMatch(/\d+ more findings are not shown: `--all` prints everything/u);
    const all = rendered("text", many, Infinity);
    expect(all).toContain("`p499` has");
    expect(all).not.toContain("not shown");
  });
});

test("GitHub gets ten annotations of each severity, and is told of the others", () => {
  const text = rendered("github", [
    ...found(30, { message: "`p#` has no description." }),
    ...found(12, { code: "unknown-key", severity: "error", message: "`k#` is not a key." }),
    ...found(5),
  ]);
  const commands = (kind: string) => text.split("\n").filter((line) => line.startsWith(`::${kind} `)).length;
  expect([commands("error"), commands("warning")]).toStrictEqual([10, 10]);
  expect(text).toContain("23 more without an annotation: GitHub shows 10 errors, warnings and notices each.");
  expect(text).toContain("12 errors, 35 warnings");
});

test("SARIF says of how many results GitHub shows some", () => {
  const log = JSON.parse(rendered("sarif", found(5001))) as {
    readonly runs: readonly { invocations: unknown }[];
  };
  expect(JSON.stringify(log.runs[0]?.invocations)).toContain(
    "GitHub shows the 5000 most severe of 5001 results.",
  );
});
