import type { Entry } from "./entry.ts";

/** The most that may wait. */
export interface QueueBounds {
  readonly messages: number;
  /** In characters of JSON. */
  readonly bytes: number;
  /** The number of the last entry that may be taken; see `Entry`. */
  readonly last?: number;
}

/**
 * The messages that wait to be sent, first in, first out, in the memory of the process. What was put back goes before
 * what is new, unless it has to wait longer.
 */
export class MessageQueue {
  /** Taken from {@link #head} on; shortened when half of it is taken. */
  #fresh: Entry[] = [];
  #head = 0;
  /** What was taken and put back, the next one last. */
  #returned: Entry[] = [];
  /** What is not to be sent yet. Few: PostHog answered so for each of them. */
  #later: Entry[] = [];

  get size(): number {
    return this.#fresh.length - this.#head + this.#returned.length + this.#later.length;
  }

  /** Whether there are entries that may be sent now. */
  get hasReady(): boolean {
    return this.#returned.length > 0 || this.#head < this.#fresh.length;
  }

  push(entry: Entry): void {
    this.#fresh.push(entry);
  }

  /** Puts taken entries back, in their order. */
  putBack(entries: readonly Entry[], now: number): void {
    const ready = entries.filter(({ readyAt }) => readyAt <= now);
    this.#later.push(...entries.filter(({ readyAt }) => readyAt > now));
    for (const entry of ready.toReversed()) this.#returned.push(entry);
  }

  /** Takes the next entries that may be sent: at least one, if there is any, and no more than fit into the bounds. */
  take(bounds: QueueBounds, now: number): readonly Entry[] {
    this.#wakeLater(now);
    const { last = Infinity } = bounds;
    const taken: Entry[] = [];
    let bytes = 0;
    while (taken.length < bounds.messages) {
      const next = this.#returned.at(-1) ?? this.#fresh[this.#head];
      if (next === undefined || next.number > last || (taken.length > 0 && bytes + next.bytes > bounds.bytes))
        break;
      taken.push(next);
      bytes += next.bytes;
      if (this.#returned.length > 0) this.#returned.pop();
      else this.#head += 1;
    }
    this.#shorten();
    return taken;
  }

  /** When the first of those that are not to be sent yet may be, on the clock of `Timing`; `undefined` without any. */
  get nextReadyAt(): number | undefined {
    let next: number | undefined;
    for (const { readyAt } of this.#later) if (next === undefined || readyAt < next) next = readyAt;
    return next;
  }

  /** Nothing has to wait any longer. */
  hurry(): void {
    this.#wakeLater(Infinity);
  }

  /** Takes out everything. */
  clear(): readonly Entry[] {
    const all = [...this.#returned.toReversed(), ...this.#fresh.slice(this.#head), ...this.#later];
    this.#fresh = [];
    this.#head = 0;
    this.#returned = [];
    this.#later = [];
    return all;
  }

  #wakeLater(now: number): void {
    if (this.#later.length === 0) return;
    const ready = this.#later.filter(({ readyAt }) => readyAt <= now);
    if (ready.length === 0) return;
    this.#later = this.#later.filter(({ readyAt }) => readyAt > now);
    for (const entry of ready.toReversed()) this.#returned.push(entry);
  }

  /** Taking from the front of an array moves all the rest; this does so once for as many as were taken. */
  #shorten(): void {
    if (this.#head < 1024 || this.#head * 2 < this.#fresh.length) return;
    this.#fresh = this.#fresh.slice(this.#head);
    this.#head = 0;
  }
}
