import { createTracker, startTracker } from "./create-tracker.ts";
import type { PlanContract } from "./definition.ts";
import type { TrackerOptions } from "./options.ts";
import { readSlot, writeSlot } from "./shared-slots.ts";
import type { Tracker } from "./tracker.ts";

/**
 * The tracker of a plan that the whole process shares, made from the environment when first asked for. An installed
 * test tracker stands before it.
 */
export function sharedTracker(plan: PlanContract): Tracker {
  const { name } = plan;
  const present = readSlot("test", name) ?? readSlot("shared", name);
  if (present !== undefined) return present;
  const tracker = createTracker(plan);
  writeSlot("shared", name, tracker);
  return tracker;
}

/**
 * Sets the options of the shared tracker; call it when the program starts. After the first event the tracker in use is
 * drained and shut down in the background, a new one takes its place, and a line in the log says so. An
 * installed test tracker stays in its place.
 */
export function configureTracking(plan: PlanContract, options: TrackerOptions): void {
  const previous = readSlot("shared", plan.name);
  // One that was shut down has given its report.
  const open = previous?.stats().state === "closed" ? undefined : previous;
  writeSlot("shared", plan.name, startTracker(plan, options, open));
}
