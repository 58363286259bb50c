import type { PlanEvent } from "../../plan/plan.ts";
import { byCodeUnit } from "../../text/order.ts";

/** A page of more events than this is one that nobody reads to its end. */
export const MAX_EVENTS_ON_PAGE = 60;

/** Events whose names begin alike. */
export interface NameRange {
  /** What the names begin with, in lower case. */
  readonly beginning: string;
  readonly events: readonly PlanEvent[];
}

/**
 * Splits the events of a large category by the beginnings of their names, by no more letters than it takes. An event's page
 * so depends on its own name, and a new event moves others at most once: when those that begin as it does become too many.
 *
 * @param events Sorted by name; names differ by more than capitals.
 */
export function splitByName(events: readonly PlanEvent[], length = 1): readonly NameRange[] {
  const ranges = new Map<string, PlanEvent[]>();
  for (const event of events) {
    const beginning = event.name.slice(0, length).toLowerCase();
    const range = ranges.get(beginning);
    if (range === undefined) ranges.set(beginning, [event]);
    else range.push(event);
  }
  return [...ranges]
    .toSorted(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([beginning, begun]) => {
      const isDone = begun.length <= MAX_EVENTS_ON_PAGE || begun.every(({ name }) => name.length < length);
      return isDone ? [{ beginning, events: begun }] : splitByName(begun, length + 1);
    });
}
