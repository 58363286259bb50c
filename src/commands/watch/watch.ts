import { join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { plainLine } from "../../diagnostics/render/report.ts";
import type { Plan } from "../../plan/plan.ts";
import { plural } from "../../text/words.ts";
import { type CommandArguments, finish } from "../command.ts";
import { explainFailure, renderFailure } from "../failure.ts";
import { generateOnce } from "../generate.ts";
import type { ExitCode, FolderWatch, Io } from "../io.ts";
import { collectFromDisk, type DiskPlan, readDiskPlan } from "../load-plan.ts";
import { createPlanMemory, type PlanMemory, type SeenPlan, shareStructure } from "./plan-memory.ts";

/** What the command line says to `generate --watch`. */
interface WatchArguments extends CommandArguments {
  readonly poll: boolean;
}

/** How long a save may take between emptying a file and writing it, in milliseconds. */
const SAVE_TIME = 300;

/**
 * `generate --watch`: generates, and again at each change of the plan, until the user ends it. One run at a time: what
 * changes meanwhile is seen by the next. A plan with errors is told and waited for, and so is a file that cannot be read or
 * written.
 *
 * What the system says of a change is only a reason to look: whether the plan is another is seen in its files.
 *
 * @throws UsageError or a system error when the first run cannot be carried out.
 */
export async function watch(args: WatchArguments, io: Io): Promise<ExitCode> {
  const change = createSignal();
  const ended = io.interrupted().then(() => "ended" as const);
  const folders = io.watchFolders(change.raise, args);
  const watcher = new PlanWatcher(args, io, folders);
  try {
    const { isNew, files } = await watcher.look();
    if (args.format === "text") io.stdout.write(`Watching ${plural(files, "file")}. Ctrl-C ends it.\n`);
    // What changed in a folder before it was watched, nobody told.
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
  /** Whether the output may not be what the plan makes. */
  #isDue = true;
  /** As it was when it last had no error. */
  #plan: Plan | undefined;
  /** Why the last run could not be carried out; empty when it was. */
  #failure = "";

  constructor(args: CommandArguments, io: Io, folders: FolderWatch) {
    this.#args = args;
    this.#io = io;
    this.#folders = folders;
  }

  /**
   * Looks at the plan, and generates when it changed.
   *
   * @returns whether there are folders that were not watched before, and how many files the plan has
   */
  async look(): Promise<{ readonly isNew: boolean; readonly files: number }> {
    let { plan, seen } = await this.#read();
    if (seen.emptied) {
      await rest(SAVE_TIME);
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
    if (seen.changed) this.#isDue = true;
    return { plan, seen };
  }

  /** The same, for as long as it goes on: what cannot be carried out is told, once, and tried again. */
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
    const loaded = readDiskPlan(found);
    // What did not change is not made again: emitters remember it by its object.
    const plan = shareStructure(this.#plan, loaded.read.plan);
    this.#plan = plan ?? this.#plan;
    const report = await generateOnce(this.#args, this.#io, { ...loaded, read: { ...loaded.read, plan } });
    // One line when all is well.
    finish(
      { ...report, summary: [report.summary.map(plainLine).join(" ")].filter(Boolean) },
      this.#args,
      this.#io,
    );
    this.#isDue = false;
  }
}

/**
 * Where to look out for changes, absolute: the folders, and those that they are in, since a folder that is removed and made
 * again is another one.
 */
function foldersOf({ repository }: DiskPlan, folders: readonly string[]): readonly string[] {
  const all = new Set<string>();
  for (const folder of folders) {
    const steps = folder.split("/").filter((step) => step !== "");
    for (let count = 0; count <= steps.length; count += 1) {
      all.add(join(repository, ...steps.slice(0, count)));
    }
  }
  return [...all];
}

/** Tells somebody who waits that something happened. */
interface Signal {
  readonly raise: () => void;
  /** Resolves when the signal is raised, or at once when it was since the last time. */
  next(): Promise<void>;
}

/** A signal that was not raised yet. Several raises before anybody waits are one. */
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
