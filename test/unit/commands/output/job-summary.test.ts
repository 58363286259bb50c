import { appendFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../../../src/cli/run.ts";
import { captureIo } from "../../../support/captured-io.ts";
import { makeTempFolder } from "../../../support/temp-folder.ts";

const PLAN = `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
events:
  order_paid: { description: Stripe took the money., owner: billing, trigger: Webhook, category: billing }
`;

async function runIn(folder: string, args: readonly string[], summary = "summary.md") {
  const io = captureIo({ cwd: folder, env: { GITHUB_STEP_SUMMARY: join(folder, summary) } });
  const code = await run([...args], "1.2.3", io);
  return { code, ...io.printed };
}

test("what is found is added to the summary of the job, by each command of a step", async () => {
  const folder = makeTempFolder({ "tracking-plan.yaml": PLAN, "summary.md": "Of the step before.\n" });
  const checked = await runIn(folder, ["check", "--format", "github"]);
  expect(checked.code).toBe(1);
  const first = readFileSync(join(folder, "summary.md"), "utf8");
  expect(first).toBe(`Of the step before.
## tracking-plan check

| | Where | Finding | Code |
| - | - | - | - |
| error | \`generated/browser.ts:1\` | \`generated/browser.ts\` and 11 other generated files are missing. Run \`npx tracking-plan generate\` and commit the result. | \`file-missing\` |
`);
  writeFileSync(join(folder, "old.yaml"), PLAN.replace("order_paid", "order_placed"));
  await runIn(folder, ["diff", "--against", "old.yaml", "--format", "github"]);
  const both = readFileSync(join(folder, "summary.md"), "utf8");
  expect(both.startsWith(first)).toBe(true);
  expect(both.slice(first.length)).toContain("## tracking-plan diff\n");
  expect(both).toContain("`event-removed:order_placed`");
});

test("nothing is added without a finding, in other formats, and where GitHub would show nothing any more", async () => {
  const folder = makeTempFolder({ "tracking-plan.yaml": PLAN, "summary.md": "" });
  await runIn(folder, ["check"]);
  expect((await runIn(folder, ["generate", "--format", "github"])).code).toBe(0);
  expect((await runIn(folder, ["check", "--format", "github"])).code).toBe(0);
  expect(statSync(join(folder, "summary.md")).size).toBe(0);
  writeFileSync(join(folder, "tracking-plan.yaml"), PLAN.replace("name:", "nam:"));
  appendFileSync(join(folder, "summary.md"), "x".repeat(1_048_000));
  expect((await runIn(folder, ["check", "--format", "github"])).code).toBe(1);
  expect(statSync(join(folder, "summary.md")).size).toBe(1_048_000);
});

test("a summary that cannot be written changes nothing else", async () => {
  const folder = makeTempFolder({ "tracking-plan.yaml": PLAN });
  mkdirSync(join(folder, "a-folder"));
  const { code, stdout, stderr } = await runIn(folder, ["check", "--format", "github"], "a-folder");
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining("tracking-plan: Cannot write the job summary: "),
  ]);
  expect(stdout).toContain("::error ");
});
