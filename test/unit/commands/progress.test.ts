/** What commands tell the person who waits. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { check } from "../../../src/commands/check.ts";
import { diff } from "../../../src/commands/diff/diff.ts";
import { doctor } from "../../../src/commands/doctor/doctor.ts";
import { generate } from "../../../src/commands/generate.ts";
import { createSignal } from "../../../src/commands/watch/plan-follower.ts";
import { watch } from "../../../src/commands/watch/watch.ts";
import { EMITTERS } from "../../../src/emit/emit-all.ts";
import { captureIo } from "../../support/captured-io.ts";
import { makeGitRepository } from "../../support/git-repository.ts";
import { makeTempFolder } from "../../support/temp-folder.ts";

const FILES = {
  ".git/HEAD": "",
  "tracking-plan.yaml": `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
include: [plans/*.yaml]
`,
  "plans/orders.yaml": "events:\n  order_placed: { description: A customer placed an order. }\n",
};

const ARGS = { plan: "tracking-plan.yaml", format: "text", strict: false } as const;

const READING = ["Reading tracking-plan.yaml", "Reading plans/orders.yaml", "Checking tracking-plan.yaml"];
const MAKING = EMITTERS.map(({ name }) => `Generating ${name}`);

test("generate tells what it reads, makes and writes", async () => {
  const io = captureIo({ cwd: makeTempFolder(FILES) });
  await generate(ARGS, io);
  expect(io.phases).toEqual([...READING, ...MAKING, "Comparing 12 files", "Writing 12 files"]);
});

test("check tells what it reads, makes and looks at", async () => {
  const io = captureIo({ cwd: makeTempFolder(FILES) });
  await check(ARGS, io);
  expect(io.phases).toEqual([...READING, ...MAKING, "Comparing 12 files", "Linting the plan"]);
});

test("diff tells what it reads of both plans", async () => {
  const { ".git/HEAD": _, ...files } = FILES;
  const { folder, commit } = makeGitRepository(files);
  commit("Begin");
  const io = captureIo({ cwd: folder });
  await diff({ ...ARGS, against: "HEAD", allow: [], all: false, log: false }, io);
  expect(io.phases).toEqual([
    ...READING,
    "Reading HEAD:tracking-plan.yaml",
    "Reading HEAD:plans/orders.yaml",
    "Comparing with HEAD",
  ]);
});

test("doctor tells what it waits for, and never a host that may be a key", async () => {
  const io = captureIo({
    cwd: makeTempFolder(FILES),
    env: { POSTHOG_HOST: "https://phc_secret.example.com" },
    fetch: async () => new Response(),
  });
  await doctor({ plan: ARGS.plan, offline: false, send: false, format: "text" }, io);
  expect(io.phases).toContain("Waiting for the host to answer");
  expect(io.phases).toContainEqual(expect.stringMatching(/^Comparing \d+ files$/u));
  expect(io.phases.join("\n")).not.toContain("phc_secret");
});

test("generate --watch has nothing to wait for once it has looked, also where nothing changed", async () => {
  const cwd = makeTempFolder(FILES);
  let change: (() => void) | undefined;
  const interrupt = createSignal();
  const io = {
    ...captureIo({ cwd }),
    watchFolders: (onChange: () => void) => {
      change = onChange;
      return { watch: async () => false, close: () => {} };
    },
    interrupted: () => interrupt.next(),
  };
  const watching = watch({ ...ARGS, poll: false }, io);
  const settled = async (times: number): Promise<void> => {
    await expect.poll(() => io.phases.filter((phase) => phase === "")).toHaveLength(times);
  };
  await expect.poll(() => io.printed.stdout).toContain("Watching");
  writeFileSync(join(cwd, "plans/orders.yaml"), FILES["plans/orders.yaml"]);
  change?.();
  await settled(1);
  writeFileSync(join(cwd, "plans/orders.yaml"), "events: {");
  change?.();
  await settled(2);
  expect(io.phases.at(-1)).toBe("");
  interrupt.raise();
  await watching;
});
