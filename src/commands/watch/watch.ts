import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { plainLine } from "../../diagnostics/render/report.ts";
import { plural } from "../../text/words.ts";
import { type CommandArguments, finish } from "../command.ts";
import { explainFailure, renderFailure } from "../failure.ts";
import { generateOnce } from "../generate.ts";
import type { ExitCode, FolderWatch, Io } from "../io.ts";
import { collectFromDisk, type DiskPlan, readDiskPlan } from "../plan-files/load-plan.ts";
import { findPlanFile } from "../plan-files/plan-file.ts";
import { readRecord } from "../plan-files/source-record.ts";
import { createPlanMemory, type PlanMemory, type SeenPlan } from "./plan-memory.ts";

interface WatchArguments extends CommandArguments {
  readonly poll: boolean;
}

/** Milliseconds that a save may take between emptying a file and writing it. */
const SAVE_MS = 300;

/**
 * `generate --watch`: generates at each change of the plan until interrupted, one run at a time. Errors in the plan and files
 * that cannot be read or written are reported, and it keeps watching.
 *
 * A file-change event is only a reason to look; the contents of the files decide whether the plan changed.
 *
 * @throws UsageError or a system error if the first run fails.
 */
export async function watch(args: WatchArguments, io: Io): Promise<ExitCode> {
  // Once: while an editor replaces the plan, another one above must not be taken for it.
  const plan = await findPlanFile(args.plan, io);
  const change = createSignal();
  const ended = io.interrupted().then(() => "ended" as const);
  const folders = io.watchFolders(change.raise, args);
  const watcher = new PlanWatcher({ ...args, plan }, io, folders);
  try {
    const { isNew, files } = await watcher.look();
    if (args.format === "text") io.stdout.write(`Watching ${plural(files, "file")}. Press Ctrl-C to stop.\n`);
    // Changes before a folder was watched were not reported.
    if (isNew) change.raise();
    while ((await Promise.race([ended, change.next()])) !== "ended") {
      if (await watcher.lookAgain()) change.raise();
    }
    return 0;
  } finally {
    folders.close();
  }
}

class PlanWatcher {
  readonly #memory: PlanMemory = createPlanMemory();
  readonly #args: CommandArguments;
  readonly #io: Io;
  readonly #folders: FolderWatch;
  /** Whether the output may be out of date. */
  #isDue = true;
  /** Where events are sent from, as it was read last. */
  #record = "";
  /** Why the last run failed; empty if it did not. */
  #failure = "";

  constructor(args: CommandArguments, io: Io, folders: FolderWatch) {
    this.#args = args;
    this.#io = io;
    this.#folders = folders;
  }

  /**
   * Reads the plan, and generates if it changed.
   *
   * @returns whether new folders are being watched, and the number of files of the plan
   */
  async look(): Promise<{ readonly isNew: boolean; readonly files: number }> {
    let { plan, seen } = await this.#read();
    if (seen.emptied) {
      await delay(SAVE_MS);
      ({ plan, seen } = await this.#read());
    }
    const isNew = await this.#folders.watch(foldersOf(plan, seen.folders));
    if (this.#isDue) await this.#generate(plan);
    this.#failure = "";
    return { isNew, files: seen.files };
  }

  async #read(): Promise<{ readonly plan: DiskPlan; readonly seen: SeenPlan }> {
    const plan = await collectFromDisk(this.#args, this.#io, this.#memory);
    const seen = this.#memory.settle();
    const { found, diagnostics } = await readRecord(plan, this.#io);
    const record = found?.text ?? JSON.stringify(diagnostics);
    if (seen.changed || record !== this.#record) this.#isDue = true;
    this.#record = record;
    return { plan, seen };
  }

  /** The same after the first run: a failure is reported once and retried at the next change. */
  async lookAgain(): Promise<boolean> {
    try {
      return (await this.look()).isNew;
    } catch (error) {
      const failure = explainFailure(error, this.#io);
      if (failure === undefined) throw error;
      const text = renderFailure(failure, this.#io.stderr);
      if (text !== this.#failure) this.#io.stderr.write(text);
      this.#failure = text;
      return false;
    } finally {
      this.#io.progress.end();
    }
  }

  async #generate(found: DiskPlan): Promise<void> {
    const report = await generateOnce(this.#args, this.#io, readDiskPlan(found));
    // A single line on success.
    finish(
      { ...report, summary: [report.summary.map(plainLine).join(" ")].filter(Boolean) },
      this.#args,
      this.#io,
    );
    this.#isDue = false;
  }
}

/** The folders to watch, absolute: with their parents, since a folder may be removed and created again. */
function foldersOf({ root }: DiskPlan, folders: readonly string[]): readonly string[] {
  const all = new Set<string>();
  for (const folder of folders) {
    const steps = folder.split("/").filter((step) => step !== "");
    for (let count = 0; count <= steps.length; count += 1) {
      all.add(join(root.path, ...steps.slice(0, count)));
    }
  }
  return [...all];
}

interface Signal {
  readonly raise: () => void;
  /** Resolves when the signal is raised, or at once if it was since the last call. */
  next(): Promise<void>;
}

/** A signal. Raising it several times before the next wait counts once. */
export function createSignal(): Signal {
  let isRaised = false;
  let wake: (() => void) | undefined;
  return {
    raise() {
      isRaised = true;
      wake?.();
    },
    async next() {
      if (!isRaised) await new Promise<void>((resolve) => (wake = resolve));
      isRaised = false;
    },
  };
}
