import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import * as nodeFiles from "node:fs/promises";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { run } from "../../../src/cli/run.ts";
import type { Files } from "../../../src/commands/io.ts";
import { captureIo } from "../../support/captured-io.ts";
import { makeTempFolder, writeFiles } from "../../support/temp-folder.ts";

const PLAN = `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
include: [plans/*.yaml]
`;

const EVENTS = `events:
  order_paid: { description: A customer paid., properties: { amount: { type: number, description: How much. } } }
`;

interface Circumstances {
  readonly now?: string;
  readonly version?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Partial<Files>;
  readonly isTTY?: boolean;
  readonly cache?: boolean;
}

async function refuse(): Promise<never> {
  throw Object.assign(new Error("no"), { code: "EACCES" });
}

/** A project with a plan of two files and its output. */
async function makeProject() {
  const cwd = makeTempFolder({ ".git/HEAD": "", "tracking-plan.yaml": PLAN, "plans/orders.yaml": EVENTS });
  const folder = join(cwd, "node_modules/.cache/tracking-plan");

  /** Runs a command. `read` counts the plan files that were parsed: none if the run was remembered. */
  const runs = async (command: string, circumstances: Circumstances = {}) => {
    const {
      now = "2026-01-31T12:00:00Z",
      version = "1.0.0",
      env = {},
      files = {},
      isTTY = false,
    } = circumstances;
    const io = captureIo({ cwd, now: new Date(now), env, files, isTTY });
    const cache = circumstances.cache === false ? undefined : { folder, version };
    const code = await run(command.split(" "), version, { ...io, cache });
    return { code, ...io.printed, isRemembered: io.phases.filter((phase) => phase !== "").length === 0 };
  };
  await runs("generate", { cache: false });
  return { cwd, folder, runs };
}

describe("a run of check that passed", () => {
  test("is printed again, without any work, while nothing changes", async () => {
    const { runs } = await makeProject();
    const first = await runs("check");
    expect(first).toMatchObject({ code: 0, isRemembered: false });
    expect(first.stdout).toContain("is valid, and generated/ is up to date");
    expect(await runs("check")).toEqual({ ...first, isRemembered: true });
    expect(await runs("check --strict")).toMatchObject({ code: 1, isRemembered: false });
  });

  test.each<[string, (cwd: string) => void]>([
    [
      "a plan file",
      (cwd) => writeFileSync(join(cwd, "plans/orders.yaml"), EVENTS.replace("How much", "How many")),
    ],
    ["a new file that is included", (cwd) => writeFileSync(join(cwd, "plans/new.yaml"), "events: {}\n")],
    ["a removed file that was included", (cwd) => rmSync(join(cwd, "plans/orders.yaml"))],
    [
      "one character of the output",
      (cwd) => change(join(cwd, "generated/events.ts"), "How much", "How Much"),
    ],
    ["a missing file of the output", (cwd) => rmSync(join(cwd, "generated/docs/README.md"))],
    ["no repository around it", (cwd) => rmSync(join(cwd, ".git"), { recursive: true })],
  ])("is forgotten with %s", async (_, edit) => {
    const { cwd, runs } = await makeProject();
    await runs("check");
    edit(cwd);
    const again = await runs("check");
    expect(again).toEqual({ ...(await runs("check", { cache: false })), isRemembered: false });
  });

  test.each<[string, Circumstances]>([
    ["on another day", { now: "2026-02-01T00:00:00Z" }],
    ["by another version", { version: "1.0.1" }],
    ["for a terminal", { isTTY: true }],
    ["with colours", { env: { FORCE_COLOR: "1" } }],
  ])("is not trusted %s", async (_, circumstances) => {
    const { runs } = await makeProject();
    await runs("check");
    expect(await runs("check", circumstances)).toMatchObject({ code: 0, isRemembered: false });
  });

  test("is not remembered where it failed, or nothing can be remembered", async () => {
    const { cwd, folder, runs } = await makeProject();
    expect(await runs("check", { files: { mkdir: refuse } })).toMatchObject({ code: 0 });
    writeFileSync(join(cwd, "plans/orders.yaml"), "events: 1\n");
    expect(await runs("check")).toMatchObject({ code: 1 });
    expect(() => readdirSync(folder)).toThrow("ENOENT");
  });
});

describe("a run of check that looked into source files", () => {
  const RECORD = `{ "version": 1, "events": {}, "files": { "src/a.ts": "1 trackOrderPaid" } }`;

  test.each<[string, (cwd: string) => void]>([
    ["a source file", (cwd) => change(join(cwd, "src/a.ts"), "1", "2")],
    ["a new source file", (cwd) => writeFileSync(join(cwd, "src/b.ts"), "trackOrderPaid();")],
    ["a removed source file", (cwd) => rmSync(join(cwd, "src/a.ts"))],
    ["the record", (cwd) => change(join(cwd, "tracking-plan.sources.json"), "1 track", "2 track")],
    ["no record", (cwd) => rmSync(join(cwd, "tracking-plan.sources.json"))],
  ])("is remembered, and forgotten with %s", async (_, edit) => {
    const { cwd, runs } = await makeProject();
    writeFiles(cwd, {
      "tracking-plan.sources.json": RECORD,
      "src/a.ts": "trackOrderPaid(1);",
      "node_modules/tracking-plan/package.json": "{}",
    });
    const first = await runs("check");
    expect(first).toMatchObject({ code: 0, isRemembered: false });
    expect(first.stdout).not.toContain("record-stale");
    expect(await runs("check")).toEqual({ ...first, isRemembered: true });
    edit(cwd);
    expect(await runs("check")).toMatchObject({ isRemembered: false });
  });
});

test("generate is remembered once it has nothing to write", async () => {
  const { cwd, runs } = await makeProject();
  rmSync(join(cwd, "generated/index.ts"));
  expect(await runs("generate")).toMatchObject({
    stdout: expect.stringContaining("1 file written") as unknown,
  });
  const second = await runs("generate");
  expect(second).toMatchObject({
    stdout: expect.stringContaining("0 files written") as unknown,
    isRemembered: false,
  });
  expect(await runs("generate")).toEqual({ ...second, isRemembered: true });
});

test("generate writes again what is missing again", async () => {
  const { cwd, runs } = await makeProject();
  for (const _ of [1, 2]) {
    rmSync(join(cwd, "generated/index.ts"));
    await runs("generate");
    expect(existsSync(join(cwd, "generated/index.ts"))).toBe(true);
  }
});

test("a record that was changed is not trusted", async () => {
  const { folder, runs } = await makeProject();
  await runs("check");
  const [record = ""] = readdirSync(folder);
  change(join(folder, record), "is valid", "is fine");
  expect((await runs("check")).stdout).toContain("is valid");
});

test("whatever byte changes, in the plan, the output or the record, check says what it says without a record", async () => {
  const { cwd, folder, runs } = await makeProject();
  await runs("check");
  const [record = ""] = readdirSync(folder);
  const edited = [
    "tracking-plan.yaml",
    "plans/orders.yaml",
    "generated/events.ts",
    "generated/plan.json",
  ].map((path) => join(cwd, path));
  const check = fc.asyncProperty(
    fc.constantFrom(...edited, join(folder, record)),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    fc.integer({ min: 1, max: 255 }),
    async (path, at, difference) => {
      const bytes = await nodeFiles.readFile(path);
      const changed = Buffer.from(bytes);
      const index = Math.floor(at * bytes.length);
      changed[index] = changed[index]! ^ difference;
      writeFileSync(path, changed);
      const kept = await nodeFiles.readFile(join(folder, record));
      const { code, stdout } = await runs("check");
      const fresh = await runs("check", { cache: false });
      writeFileSync(path, bytes);
      if (path !== join(folder, record)) writeFileSync(join(folder, record), kept);
      expect({ code, stdout }).toEqual({ code: fresh.code, stdout: fresh.stdout });
    },
  );
  await fc.assert(check, { numRuns: 25 });
  expect(await runs("check")).toMatchObject({ isRemembered: true });
});

function change(path: string, from: string, to: string): void {
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}
