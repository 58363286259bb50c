import { type Filter, isNarrower, matcherOf, NO_FILTER } from "./filter.ts";
import type { Row } from "./row.ts";

/** How long a filter may work before the browser draws and takes keys. */
const SLICE_MS = 10;

/** Between looks at the clock. */
const AT_ONCE = 500;

/** More rows than this are given up together: to give up one costs as much. */
const SLACK = 1000;

/** The events that arrived, and those of them that are shown, the newest first. */
export class EventStore {
  /** All that are kept, the oldest first. */
  rows: Row[] = [];
  filter: Filter = NO_FILTER;
  /** Whether the list stands still. */
  isPaused = false;
  /** How many that would be shown arrived during the pause. */
  missed = 0;
  /** Whether the filter is still at work. */
  isFiltering = false;
  /** How many of those that are kept have faults. */
  faulty = 0;
  /** What the filter found, the newest first, and what arrived since, the oldest first. */
  #found: Row[] = [];
  #fresh: Row[] = [];
  #matches = matcherOf(NO_FILTER);
  readonly #onChange: () => void;
  readonly #capacity: () => number;

  /** @param onChange - called when there is something else to show */
  constructor(onChange: () => void, capacity: () => number) {
    this.#onChange = onChange;
    this.#capacity = capacity;
  }

  /** How many are shown. */
  get length(): number {
    return this.#fresh.length + this.#found.length;
  }

  /** One of those that are shown; the first is the newest. */
  at(index: number): Row | undefined {
    const { length } = this.#fresh;
    return index < length ? this.#fresh[length - 1 - index] : this.#found[index - length];
  }

  /** Where an event stands among those that are shown, or where it would. */
  indexOf(number: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle)!.number > number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  add(rows: readonly Row[]): void {
    for (const row of rows) {
      this.rows.push(row);
      if (row.faults > 0) this.faulty += 1;
      if (!this.#matches(row)) continue;
      if (this.isPaused) this.missed += 1;
      else this.#fresh.push(row);
    }
    if (this.rows.length > this.#capacity() + SLACK) this.#giveUp(this.rows.length - this.#capacity());
    this.#onChange();
  }

  clear(): void {
    this.rows = [];
    this.faulty = 0;
    this.#refill([]);
  }

  /** Has the list stand still, or shows what arrived in the meantime. */
  pause(isPaused: boolean): void {
    this.isPaused = isPaused;
    if (isPaused) this.#onChange();
    else this.setFilter(this.filter);
  }

  /** Shows other events. The newest are found at once, and the browser draws and takes keys until the oldest are. */
  setFilter(filter: Filter): void {
    const canNarrow = !this.isFiltering && this.missed === 0 && isNarrower(filter, this.filter);
    const candidates = canNarrow ? this.#fresh.toReversed().concat(this.#found) : this.rows.toReversed();
    this.filter = filter;
    this.#matches = matcherOf(filter);
    this.#refill(candidates);
  }

  #refill(candidates: readonly Row[]): void {
    this.missed = 0;
    this.#fresh = [];
    this.#scan(candidates, 0, []);
  }

  #scan(candidates: readonly Row[], from: number, found: Row[]): void {
    const matches = this.#matches;
    const end = performance.now() + SLICE_MS;
    let next = from;
    this.#found = found;
    while (next < candidates.length && performance.now() < end) {
      for (const row of candidates.slice(next, next + AT_ONCE)) if (matches(row)) found.push(row);
      next += AT_ONCE;
    }
    this.isFiltering = next < candidates.length;
    this.#onChange();
    if (!this.isFiltering) return;
    setTimeout(() => {
      // Another filter may have begun, with a list of its own.
      if (this.#found === found) this.#scan(candidates, next, found);
    });
  }

  #giveUp(count: number): void {
    for (const { faults } of this.rows.splice(0, count)) if (faults > 0) this.faulty -= 1;
    const oldest = this.rows[0]?.number ?? 0;
    while ((this.#found.at(-1)?.number ?? oldest) < oldest) this.#found.pop();
    const kept = this.#fresh.findIndex(({ number }) => number >= oldest);
    if (kept > 0) this.#fresh.splice(0, kept);
  }
}
