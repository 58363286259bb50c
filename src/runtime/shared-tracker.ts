import { createTracker, startTracker } from "./create-tracker.ts";
import type { PlanContract } from "./definition.ts";
import type { TrackerOptions } from "./options.ts";
import type { Tracker } from "./tracker.ts";

/**
 * The tracker of a plan that the whole process shares, made from the environment when first asked for. Copies of this
 * package in one process (bundled, reloaded, required and imported) find the same one by the plan's name.
 */
export function sharedTracker(plan: PlanContract): Tracker {
  return readSlot(plan.name) ?? replaceSharedTracker(plan.name, createTracker(plan));
}

/**
 * Sets the options of the shared tracker; call it when the program starts. After the first event the tracker in use is
 * drained and shut down in the background, a new one takes its place, and a line in the log says so.
 */
export function configureTracking(plan: PlanContract, options: TrackerOptions): void {
  const previous = readSlot(plan.name);
  replaceSharedTracker(plan.name, startTracker(plan, options, previous));
  if (previous !== undefined) void previous.shutdown();
}

/** Puts a tracker into the place of the shared one, or clears the place; for this file and for tests. */
export function replaceSharedTracker<T extends Tracker | undefined>(planName: string, tracker: T): T {
  slots[keyOf(planName)] = tracker;
  return tracker;
}

/** The shared tracker of a plan, if there is one yet. */
export function readSlot(planName: string): Tracker | undefined {
  return slots[keyOf(planName)];
}

const slots = globalThis as { [key: symbol]: Tracker | undefined };

/** The number is that of the protocol: raise it when {@link Tracker} changes so that older copies cannot use it. */
function keyOf(planName: string): symbol {
  return Symbol.for(`tracking-plan/shared-tracker/1/${planName}`);
}
