import { createTracker, startTracker } from "./create-tracker.ts";
import type { PlanContract } from "./definition.ts";
import type { TrackerOptions } from "./options.ts";
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

/**
 * The places on `globalThis` that all copies of this package in one process share (bundled, reloaded, required and
 * imported), one of each kind for every plan name. A tracker in the place `test` goes before the one in `shared`.
 */
export type SlotKind = "shared" | "test";

export function readSlot(kind: SlotKind, planName: string): Tracker | undefined {
  return slots[keyOf(kind, planName)];
}

export function writeSlot(kind: SlotKind, planName: string, tracker: Tracker | undefined): void {
  slots[keyOf(kind, planName)] = tracker;
}

const slots = globalThis as { [key: symbol]: Tracker | undefined };

/** The number is that of the protocol: raise it when {@link Tracker} changes so that older copies cannot use it. */
function keyOf(kind: SlotKind, planName: string): symbol {
  return Symbol.for(`tracking-plan/${kind}-tracker/3/${planName}`);
}
