import type { ShownEvent } from "../observe/shown-event.ts";

/** What arrived of an event of the plan. */
export interface Arrived {
  readonly events: number;
  /** How many of them have faults. */
  readonly faulty: number;
  readonly last: number;
}

/** Counts what arrived of each event of the plan. */
export class Arrivals {
  /** By the event's name in the plan. */
  readonly seen = new Map<string, Arrived>();

  take({ planned, faults, receivedAt }: ShownEvent): void {
    if (planned === undefined) return;
    const { events, faulty } = this.seen.get(planned) ?? { events: 0, faulty: 0 };
    this.seen.set(planned, {
      events: events + 1,
      faulty: faulty + (faults.length > 0 ? 1 : 0),
      last: receivedAt,
    });
  }
}
