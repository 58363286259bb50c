import { createTracker } from "./create-tracker.ts";
import type { PlanContract } from "./definition.ts";
import type { TrackerOptions } from "./options.ts";
import type { Tracker } from "./tracker.ts";

/** The tracker of a plan that the whole process shares, made from the environment when first asked for. */
export function sharedTracker(plan: PlanContract): Tracker {
  return createTracker(plan);
}

/** Sets the options of the shared tracker. */
export function configureTracking(plan: PlanContract, options: TrackerOptions): void {
  createTracker(plan, options);
}
