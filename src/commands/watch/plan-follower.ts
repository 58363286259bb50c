import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { explainFailure, renderFailure } from "../failure.ts";
import type { FolderWatch, Io } from "../io.ts";
import { collectFromDisk, type DiskPlan } from "../plan-files/load-plan.ts";
import { findPlanFile } from "../plan-files/plan-file.ts";
import { createPlanMemory, type SeenPlan } from "./plan-memory.ts";

interface Following {
  /** The plan's file, relative to the working directory. Without one, the nearest one is looked for upwards. */
  readonly plan?: string | undefined;
  /** Whether to look without a reason, where file-change events may not arrive. */
  readonly poll: boolean;
  /** What else matters: a change of this text counts as one of the plan. */
  readonly readBeside?: (plan: DiskPlan) => Promise<string>;
  /** Called with the plan as it is first, and at each change. */
  readonly onChange: (plan: DiskPlan) => Promise<void>;
}

/** Milliseconds that a save may take between emptying a file and writing it. */
const SAVE_MS = 300;

/**
 * Reads a plan again when it changes, one reading at a time.
 *
 * A file-change event is only a reason to look; the contents of the files decide whether the plan changed.
 */
export class PlanFollower {
  readonly #memory = createPlanMemory();
  readonly #reason = createSignal();
  readonly #following: Following;
  readonly #io: Io;
  readonly #folders: FolderWatch;
  /** Whether somebody has yet to hear of a change. */
  #isDue = true;
  /** What was beside the plan when it was read last. */
  #beside = "";
  /** Why the last reading failed; empty if it did not. */
  #failure = "";

  /** @throws UsageError if there is no plan */
  static async start(following: Following, io: Io): Promise<{ follower: PlanFollower; files: number }> {
    // Once: while an editor replaces the plan, another one above must not be taken for it.
    const plan = await findPlanFile(following.plan, io);
    const follower = new PlanFollower({ ...following, plan }, io);
    try {
      const { isNew, files } = await follower.#look();
      // Changes before a folder was watched were not reported.
      if (isNew) follower.#reason.raise();
      return { follower, files };
    } catch (error) {
      follower.close();
      throw error;
    }
  }

  private constructor(following: Following, io: Io) {
    this.#following = following;
    this.#io = io;
    this.#folders = io.watchFolders(this.#reason.raise, following);
  }

  /** Looks at each reason until the promise resolves. A failure is reported once and tried again at the next reason. */
  async followUntil(end: Promise<unknown>): Promise<void> {
    const ended = end.then(() => "ended" as const);
    while ((await Promise.race([ended, this.#reason.next()])) !== "ended") {
      if (await this.#lookAgain()) this.#reason.raise();
    }
  }

  close(): void {
    this.#folders.close();
  }

  /** @returns whether new folders are being watched, and the number of files of the plan */
  async #look(): Promise<{ readonly isNew: boolean; readonly files: number }> {
    let { plan, seen } = await this.#read();
    if (seen.emptied) {
      await delay(SAVE_MS);
      ({ plan, seen } = await this.#read());
    }
    const isNew = await this.#folders.watch(foldersOf(plan, seen.folders));
    if (this.#isDue) {
      await this.#following.onChange(plan);
      this.#isDue = false;
    }
    this.#failure = "";
    return { isNew, files: seen.files };
  }

  async #read(): Promise<{ readonly plan: DiskPlan; readonly seen: SeenPlan }> {
    const plan = await collectFromDisk(this.#following, this.#io, this.#memory);
    const seen = this.#memory.settle();
    const beside = (await this.#following.readBeside?.(plan)) ?? "";
    if (seen.changed || beside !== this.#beside) this.#isDue = true;
    this.#beside = beside;
    return { plan, seen };
  }

  async #lookAgain(): Promise<boolean> {
    try {
      return (await this.#look()).isNew;
    } catch (error) {
      const failure = explainFailure(error, this.#io);
      if (failure === undefined) throw error;
      const text = renderFailure(failure, this.#io.stderr);
      if (text !== this.#failure) this.#io.stderr.write(text);
      this.#failure = text;
      // Who heard of it hears that it is over, even if the plan is as it was.
      this.#isDue = true;
      return false;
    } finally {
      this.#io.progress.end();
    }
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
