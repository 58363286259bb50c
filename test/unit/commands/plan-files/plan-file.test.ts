import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand } from "../../../support/run-command.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

const PLAN =
  "plan: 1\nname: shop\nidentity: { user_id: { format: uuid, prefix: user_ } }\nevents: { paid: { description: Paid. } }\n";

describe("the plan that no option names", () => {
  it("is looked for upwards by every command, and its output stays beside it", async () => {
    const base = makeTempFolder({ ".git/HEAD": "", "tracking-plan.yaml": PLAN, "src/billing/x.ts": "" });
    const cwd = join(base, "src/billing");
    expect(await runCommand(["generate"], { cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("From ../../tracking-plan.yaml into ../../generated/: 1 event."),
    });
    expect(await runCommand(["check"], { cwd })).toMatchObject({ code: 0 });
    expect((await runCommand(["explain", "paid"], { cwd })).stdout).toContain("Paid.");
    expect((await runCommand(["doctor", "--offline"], { cwd })).stdout).toContain(
      "../../tracking-plan.yaml is valid",
    );
    const added = await runCommand(["add", "event", "shipped", "--description", "Sent."], { cwd });
    expect(added.stdout).toContain(
      "Added `shipped` to ../../tracking-plan.yaml, line 4.\nNext: npx tracking-plan generate, then",
    );
  });

  it("is the nearest", async () => {
    const base = makeTempFolder({
      "tracking-plan.yaml": "",
      "api/tracking-plan.yaml": PLAN,
      "api/src/x.ts": "",
    });
    const { stdout } = await runCommand(["generate"], { cwd: join(base, "api/src") });
    expect(stdout).toContain("From ../tracking-plan.yaml into ../generated/");
  });

  it.each([
    ["above the repository", "repository/src"],
    ["anywhere", "repository"],
  ])("is not looked for %s, and `init` is named", async (_, folder) => {
    const base = makeTempFolder({
      "tracking-plan.yaml": PLAN,
      "repository/.git": "",
      "repository/src/x.ts": "",
    });
    for (const command of [["generate"], ["check"], ["diff"], ["add", "event", "x"]]) {
      expect(await runCommand(command, { cwd: join(base, folder) })).toEqual({
        code: 2,
        stdout: "",
        stderr:
          "tracking-plan: There is no tracking-plan.yaml in this folder or above it.\n" +
          "hint: Create one with `npx tracking-plan init`, or give the plan with `--plan FILE`.\n",
      });
    }
    expect((await runCommand(["doctor", "--offline"], { cwd: join(base, folder) })).stdout).toContain(
      "There is no tracking-plan.yaml in this folder or above it.",
    );
  });

  it("is only the one that an option names, if it does", async () => {
    const base = makeTempFolder({ "tracking-plan.yaml": PLAN, "src/x.ts": "" });
    const { code, stderr } = await runCommand(["check", "--plan", "tracking-plan.yaml"], {
      cwd: join(base, "src"),
    });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        "tracking-plan: Cannot read tracking-plan.yaml: no such file or directory.\n" +
        "hint: Correct the path, or create a plan with `npx tracking-plan init`.\n",
    });
  });
});
