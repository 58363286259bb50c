import type { Tracker } from "./tracker.ts";

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
