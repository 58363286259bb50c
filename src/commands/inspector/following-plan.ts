import type { Plan } from "../../plan/plan.ts";
import { printable } from "../../text/terminal.ts";
import { plural } from "../../text/words.ts";
import { explainFailure, renderFailure } from "../failure.ts";
import type { Io } from "../io.ts";
import { type DiskPlan, type LoadedPlan, readDiskPlan } from "../plan-files/load-plan.ts";
import { PlanFollower } from "../watch/plan-follower.ts";

/** A plan that was read again, without errors. */
export interface ChangedPlan extends LoadedPlan {
  readonly plan: Plan;
}

interface Followed {
  /** The plan's file, absolute. */
  readonly plan: string;
  /** Called with the plan as it is when it begins to be followed, and with each changed one. */
  readonly adopt: (changed: ChangedPlan) => void;
  /** Called with what is wrong with a changed plan that is not adopted, in sentences. */
  readonly warn: (warning: string) => void;
}

/** Does something while the plan may change. Where it cannot be watched, that is reported and the plan stays as it is. */
export async function followingPlan<Result>(
  act: () => Promise<Result>,
  { plan: file, adopt, warn }: Followed,
  io: Io,
): Promise<Result> {
  let isFirst = true;
  const onChange = async (found: DiskPlan): Promise<void> => {
    const loaded = readDiskPlan(found);
    io.progress.end();
    const { plan, diagnostics } = loaded.read;
    const shown = printable(loaded.planFile);
    if (plan === undefined) {
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      const warning = `${shown} has ${plural(errors.length, "error")}, which \`tracking-plan check\` shows. Events are compared with the plan as it was.`;
      warn(warning);
      io.stderr.write(`${warning}\n`);
    } else {
      // Also at first: it may have changed since it was loaded.
      adopt({ ...loaded, plan });
      if (!isFirst) io.stderr.write(`${shown} changed. What arrives from now on is compared with it.\n`);
    }
    isFirst = false;
  };
  const follower = await startFollowing({ plan: file, poll: false, onChange }, io);
  if (follower === undefined) return act();
  try {
    const done = act();
    // Its failure is told below.
    await follower.followUntil(done.catch(() => {}));
    return await done;
  } finally {
    follower.close();
  }
}

/** Undefined where the plan cannot be watched, such as where the system watches too many files already. */
async function startFollowing(
  following: Parameters<typeof PlanFollower.start>[0],
  io: Io,
): Promise<PlanFollower | undefined> {
  try {
    return (await PlanFollower.start(following, io)).follower;
  } catch (error) {
    const failure = explainFailure(error, io);
    if (failure === undefined) throw error;
    io.progress.end();
    io.stderr.write(`${renderFailure(failure, io.stderr)}Changes of the plan are not followed.\n`);
    return undefined;
  }
}
