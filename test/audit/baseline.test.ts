import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeTempFolder, writeFiles } from "../support/temp-folder.ts";
import { auditFolder, linesOf, planFile } from "./audit-project.ts";

const code = (...names: readonly string[]): string =>
  `import posthog from "posthog-js";\n${names.map((name) => `posthog.capture("${name}");\n`).join("")}`;

function project(): string {
  return makeTempFolder({
    ...planFile("order_paid: { description: A customer paid., source: client }"),
    "src/a.ts": `${code("order_paid", "unknown_one", "unknown_one")}posthog.identify("someone@example.com");\n`,
  });
}

const UPDATE = { updateBaseline: true } as const;

test("--update-baseline accepts warnings by event or file, never errors or what is about ids", async () => {
  const cwd = project();
  const rules = `{\n  "version": 1,\n  "rules": {\n    "missing-owner order_paid": 1\n  }\n}\n`;
  writeFiles(cwd, { "tracking-plan.baseline.json": rules });
  const { code: exit, stdout } = await auditFolder(cwd, { ...UPDATE, format: "json" });
  expect(exit).toBe(1);
  expect(linesOf(stdout).map((line) => line.split(": ")[0])).toEqual([
    "src/a.ts:2 capture-before-identify",
    "src/a.ts:5 id-is-email",
  ]);
  expect(readFileSync(join(cwd, "tracking-plan.baseline.json"), "utf8")).toBe(`{
  "version": 1,
  "rules": {
    "missing-owner order_paid": 1
  },
  "audit": {
    "bypassing-call order_paid": 1,
    "bypassing-identify src/a.ts": 1,
    "unplanned-event unknown_one": 2
  }
}
`);
});

test("growth fails, in a part of the project, too; less is a note that fails with --strict", async () => {
  const cwd = project();
  await auditFolder(cwd, UPDATE);
  writeFileSync(join(cwd, "src/a.ts"), code("order_paid", "unknown_one", "unknown_one"));
  const fewer =
    "baseline-outdated: `tracking-plan.baseline.json` accepts more findings than there are: `bypassing-identify` of `src/a.ts` (0 instead of 1). Run `tracking-plan audit --update-baseline`, so that they do not come back unnoticed.";
  const less = await auditFolder(cwd, { format: "json" });
  expect([less.code, linesOf(less.stdout)]).toEqual([0, [fewer]]);
  expect((await auditFolder(cwd, { strict: true })).code).toBe(1);
  expect(await auditFolder(cwd, { strict: true, paths: ["src"] })).toMatchObject({ code: 0 });

  writeFiles(cwd, { "src/b.ts": code("unknown_one") });
  const more = await auditFolder(cwd, { format: "json", paths: ["src/b.ts"] });
  expect(more.code).toBe(1);
  expect(linesOf(more.stdout)).toEqual([
    "src/b.ts:2 unplanned-event: `unknown_one` is not in the plan. Add the event: `npx tracking-plan add event`.",
    "baseline-exceeded: There are more findings than `tracking-plan.baseline.json` accepts: `unplanned-event` of `unknown_one` (3 instead of 2). Fix them, or write `// tracking-plan-ignore CODE: REASON`. `tracking-plan audit --update-baseline` accepts them.",
  ]);
});

test("a part of the project is never the baseline", async () => {
  const cwd = project();
  for (const part of [{ paths: ["src"] }, { changed: true }, { tsconfig: "tsconfig.json" }]) {
    await expect(auditFolder(cwd, { ...UPDATE, ...part })).rejects.toThrow(
      "`--update-baseline` accepts what is in the whole project.",
    );
  }
});

test("a file that is no baseline is a usage error", async () => {
  const cwd = project();
  writeFiles(cwd, { "tracking-plan.baseline.json": `{ "version": 1, "audit": [] }` });
  await expect(auditFolder(cwd)).rejects.toThrow(
    "tracking-plan.baseline.json is not a baseline: its `audit` section is not an object.",
  );
});
