import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { nodeIo } from "../../src/cli/node-io.ts";
import { generate } from "../../src/commands/generate.ts";
import { watch } from "../../src/commands/watch/watch.ts";
import type { Io } from "../../src/commands/io.ts";
import { largePlan } from "./large-plan.ts";

/** Saves that are measured, on each side. */
const SAVES = 5;

/** What a save costs, in ms. */
export interface SaveCosts {
  /** To `generate`, which reads every file again. */
  readonly cold: number;
  /** To `generate --watch`, from the event of the disk to the line that says that all is written. */
  readonly watched: number;
}

/** Measures a save of one file of a plan of 1,000 events in 40 files: the medians. */
export async function measureSaves(): Promise<SaveCosts> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tracking-plan-bench-")));
  const files = Object.entries(largePlan({ events: 1000, files: 40 }));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const [path = "", text = ""] = files.at(-1) ?? [];
  let count = 0;
  const save = (): void => writeFileSync(join(folder, path), text.replace("Somebody", `Person ${count++}`));
  try {
    return { cold: await measureCold(folder, save), watched: await measureWatched(folder, save) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const ARGS = { plan: "tracking-plan.yaml", out: undefined, format: "text", strict: false } as const;

async function measureCold(cwd: string, save: () => void): Promise<number> {
  const io = ioIn(cwd, () => {});
  await generate(ARGS, io);
  return await measure(save, () => generate(ARGS, io));
}

async function measureWatched(cwd: string, save: () => void): Promise<number> {
  let [tell, wrote, end] = [() => {}, () => {}, () => {}];
  const io: Io = {
    ...ioIn(cwd, () => wrote()),
    watchFolders: (onChange) => {
      tell = onChange;
      return { watch: async () => false, close: () => {} };
    },
    interrupted: () => new Promise<void>((resolve) => (end = resolve)),
  };
  const line = (): Promise<void> => new Promise<void>((resolve) => (wrote = resolve));
  const started = line();
  const watching = watch({ ...ARGS, poll: false }, io);
  await started;
  const median = await measure(save, () => {
    const written = line();
    tell();
    return written;
  });
  end();
  await watching;
  return median;
}

/** The real disk, and streams that only say that something was written to them. */
function ioIn(cwd: string, onWrite: () => void): Io {
  const stream = { isTTY: false, write: onWrite };
  return { ...nodeIo(cwd), stdout: stream, stderr: stream };
}

async function measure(save: () => void, react: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < SAVES; round += 1) {
    save();
    const start = performance.now();
    await react();
    times.push(performance.now() - start);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(SAVES / 2)] ?? Number.NaN;
}
