import { describe, expect, it } from "vitest";
import { run } from "../../../src/cli/run.ts";
import type { Files } from "../../../src/commands/io.ts";
import { captureIo } from "../../support/captured-io.ts";
import { makeTempFolder } from "../../support/temp-folder.ts";

const failing = (error: Error): Partial<Files> => ({ stat: () => Promise.reject<never>(error) });

describe("run", () => {
  it("calls an exception a bug, in two lines without a stack trace", async () => {
    const io = captureIo({
      cwd: makeTempFolder({ "tracking-plan.yaml": "" }),
      files: failing(new TypeError("x is\nnot a\u001b function")),
    });
    expect(await run(["check"], "1.2.3", io)).toBe(2);
    expect(io.printed).toEqual({
      stdout: "",
      stderr:
        "tracking-plan: This is a bug in tracking-plan 1.2.3: x is\u{fffd}not a\u{fffd} function\n" +
        "hint: Please report it with the plan that causes it and the output of TRACKING_PLAN_STACK=1.\n",
    });
  });

  it("shows the stack trace when it was asked for", async () => {
    const io = captureIo({
      cwd: makeTempFolder({ "tracking-plan.yaml": "" }),
      env: { TRACKING_PLAN_STACK: "1" },
      files: failing(new TypeError("x is not a function")),
    });
    expect(await run(["check"], "1.2.3", io)).toBe(2);
    expect(io.printed.stderr).toContain("\n    at ");
    expect(io.printed.stderr).toContain("run.test.ts");
  });

  it("ends the progress, also where nothing is printed", async () => {
    const io = captureIo({ cwd: makeTempFolder({ "tracking-plan.yaml": "" }) });
    await run(["check", "--format", "github"], "1.2.3", io);
    expect(io.phases).toEqual(["Reading tracking-plan.yaml", "Checking tracking-plan.yaml", ""]);
  });

  it("prints help and version on stdout", async () => {
    const io = captureIo({ cwd: "/" });
    expect(await run(["--version"], "1.2.3", io)).toBe(0);
    expect(io.printed).toEqual({ stdout: "1.2.3\n", stderr: "" });
  });

  it("quotes no control character of the command line", async () => {
    const io = captureIo({ cwd: "/" });
    expect(await run(["\u001b[2J\u202e"], "1.2.3", io)).toBe(2);
    expect(io.printed.stderr).toBe(
      "tracking-plan: Unknown command `\u{fffd}[2J\u{fffd}`.\nhint: Run `tracking-plan --help` to see all commands and options.\n",
    );
  });
});
