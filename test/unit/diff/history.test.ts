import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { diff } from "../../../src/commands/diff.ts";
import { KINDS } from "../../../src/diff/table/kinds.ts";
import { captureIo } from "../../support/captured-io.ts";
import { makeGitRepository } from "../../support/git-repository.ts";
import { FIRST, STEPS } from "./history-steps.ts";

interface DiffDocument {
  readonly diagnostics: readonly { readonly severity: string; readonly message: string }[];
  readonly changes?: readonly { readonly id: string; readonly level: string }[];
}

/** What `diff` says, as level and id; of a plan with errors, the errors. */
async function changesIn(folder: string, against = "HEAD"): Promise<readonly string[]> {
  const io = captureIo({ cwd: folder, env: { PATH: process.env["PATH"] ?? "" } });
  const args = { plan: "tracking-plan.yaml", against, allow: [], format: "json", strict: false } as const;
  await diff(args, io);
  const { diagnostics, changes = [] } = JSON.parse(io.printed.stdout) as DiffDocument;
  return [
    ...diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message),
    ...changes.map(({ id, level }) => `${level} ${id}`),
  ];
}

test("a plan's history, commit by commit: every kind of change is seen, and no other", async () => {
  const { folder, commit } = makeGitRepository();
  const plan = structuredClone(FIRST) as object;
  const write = (): void => writeFileSync(join(folder, "tracking-plan.yaml"), JSON.stringify(plan, null, 2));
  write();
  commit("Begin");
  const seen: Record<string, readonly string[]> = {};
  const left: Record<string, readonly string[]> = {};
  for (const { title, edit } of STEPS) {
    edit(plan);
    write();
    seen[title] = await changesIn(folder);
    commit(title);
    left[title] = await changesIn(folder);
  }
  expect(seen).toEqual(Object.fromEntries(STEPS.map(({ title, changes }) => [title, changes])));
  expect(Object.values(left).flat()).toEqual([]);
  expect(STEPS.length).toBeGreaterThanOrEqual(20);
  expect((await changesIn(folder, `HEAD~${STEPS.length}`)).length).toBeGreaterThan(5);
}, 60_000);

test("the history shows every kind that there is", () => {
  const shown = new Set(
    STEPS.flatMap(({ changes }) => changes.map((text) => text.split(" ")[1]!.split(":")[0]!)),
  );
  expect(Object.keys(KINDS).filter((kind) => !shown.has(kind))).toEqual([]);
});
