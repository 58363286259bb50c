import { describe, expect, it } from "vitest";
import { finish, isFailure } from "../../../src/commands/command.ts";
import { captureIo } from "../../support/captured-io.ts";
import { REPORT, SAMPLES } from "../diagnostics/render/samples.ts";

const [ERROR, WARNING, INFO] = SAMPLES;

describe("isFailure", () => {
  it.each([
    [[], false, false],
    [[INFO], false, false],
    [[WARNING, INFO], false, true],
    [[ERROR, WARNING], true, true],
  ])("%#", (diagnostics, lax, strict) => {
    const present = diagnostics.filter((diagnostic) => diagnostic !== undefined);
    expect([isFailure(present, { strict: false }), isFailure(present, { strict: true })]).toEqual([
      lax,
      strict,
    ]);
  });
});

describe("finish", () => {
  const ARGS = { plan: "tracking-plan.yaml", format: "text", strict: false } as const;

  it.each<[boolean, Record<string, string>, boolean]>([
    [true, {}, true],
    [false, {}, false],
    [true, { TERM: "dumb" }, false],
    [true, { NO_COLOR: "1" }, false],
    [true, { NO_COLOR: "" }, true],
    [false, { FORCE_COLOR: "1" }, true],
    [true, { FORCE_COLOR: "0" }, false],
    [true, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
  ])("on a terminal: %s, with %j, shows colour: %s", async (isTTY, env, colored) => {
    const io = captureIo({ cwd: "/srv", env, isTTY });
    expect(await finish(REPORT, ARGS, io)).toBe(1);
    expect(io.printed.stdout.includes("\u001b[")).toBe(colored);
  });

  it("exits with 0 when all is well, and prints what was done", async () => {
    const io = captureIo({ cwd: "/srv" });
    const report = { ...REPORT, ok: true, diagnostics: [], summary: ["Done.", "And \u001b[2J more."] };
    expect(await finish(report, ARGS, io)).toBe(0);
    expect(io.printed).toEqual({ stdout: "Done.\nAnd \u{fffd}[2J more.\n", stderr: "" });
  });

  it("names files for GitHub from the root of its checkout", async () => {
    const io = captureIo({ cwd: "/srv/repo/api", env: { GITHUB_WORKSPACE: "/srv/repo" } });
    await finish(REPORT, { ...ARGS, format: "github" }, io);
    expect(io.printed.stdout).toContain("file=api/plans/a.yaml,");
  });
});
