import type { Plan } from "../../plan/plan.ts";
import { printable } from "../../text/terminal.ts";
import { plural } from "../../text/words.ts";
import type { Io } from "../io.ts";
import { type DiskPlan, type LoadedPlan, readDiskPlan } from "../plan-files/load-plan.ts";
import { PlanFollower } from "../watch/plan-follower.ts";

/** A plan that was read again, without errors. */
export interface ChangedPlan extends LoadedPlan {
  readonly plan: Plan;
}

/**
 * Does something while the plan may change. One with errors is told, and not gone on with.
 *
 * @param adopt - called with each changed plan
 */
export async function followingPlan<Result>(
  act: () => Promise<Result>,
  adopt: (changed: ChangedPlan) => void,
  { plan: file, io }: { readonly plan: string; readonly io: Io },
): Promise<Result> {
  let isFirst = true;
  const onChange = async (found: DiskPlan): Promise<void> => {
    const loaded = readDiskPlan(found);
    io.progress.end();
    const { plan } = loaded.read;
    if (isFirst) isFirst = false;
    else if (plan === undefined) {
      const errors = loaded.read.diagnostics.filter(({ severity }) => severity === "error");
      const shown = printable(loaded.planFile);
      io.stderr.write(
        `${shown} has ${plural(errors.length, "error")}, which \`tracking-plan check\` shows. Events are compared with the plan as it was.\n`,
      );
    } else {
      adopt({ ...loaded, plan });
      io.stderr.write(
        `${printable(loaded.planFile)} changed. What arrives from now on is compared with it.\n`,
      );
    }
  };
  const { follower } = await PlanFollower.start({ plan: file, poll: false, onChange }, io);
  try {
    const done = act();
    // Its failure is told below.
    await follower.followUntil(done.catch(() => {}));
    return await done;
  } finally {
    follower.close();
  }
}
