import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { nodeIo } from "../../../src/cli/node-io.ts";
import { generate } from "../../../src/commands/generate.ts";
import { watch } from "../../../src/commands/watch/watch.ts";
import type { Io } from "../../../src/commands/io.ts";
import type { Bench } from "../bench.ts";
import { cpuOf } from "../programs/cpu.ts";
import { largePlan } from "../large-plan.ts";

/** Saves that are measured, on each side. */
const SAVES = 5;

/** What a save of one file costs to `generate --watch`, and to `generate`, which reads every file again. */
export async function measureWatch({ report }: Bench): Promise<void> {
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
    const beside = await measureCold(folder, save);
    report("watch", { ours: await measureWatched(folder, save), beside });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const ARGS = { plan: "tracking-plan.yaml", out: undefined, format: "text", strict: false } as const;

async function measureCold(cwd: string, save: () => void): Promise<readonly number[]> {
  const io = ioIn(cwd, () => {});
  await generate(ARGS, io);
  return await measure(save, () => generate(ARGS, io));
}

async function measureWatched(cwd: string, save: () => void): Promise<readonly number[]> {
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
  const times = await measure(save, () => {
    const written = line();
    tell();
    return written;
  });
  end();
  await watching;
  return times;
}

/** The real disk, and streams that only say that something was written to them. */
function ioIn(cwd: string, onWrite: () => void): Io {
  const stream = { isTTY: false, write: onWrite };
  return { ...nodeIo(cwd), stdout: stream, stderr: stream };
}

async function measure(save: () => void, react: () => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < SAVES; round += 1) {
    save();
    times.push(await cpuOf(react));
  }
  return times;
}
