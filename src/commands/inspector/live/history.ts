import type { Observation } from "../../../observe/observation.ts";
import { writeShown } from "../../../observe/shown-event.ts";

/** So many events are kept: the oldest give way. The page keeps as many. */
export const MAX_EVENTS = 100_000;

/** Of the text of all of them: 100 MB, or 200 MB where it is beyond Latin. */
const MAX_CHARACTERS = 100_000_000;

/** The last events of a session, as lines, within bounds. They are numbered from 1. */
export class History {
  /** The number that the next event gets. */
  next = 1;
  #lines: string[] = [];
  /** How many of the lines, from the start, have been given up. */
  #gone = 0;
  #characters = 0;

  /** The number of the oldest event that is kept. */
  get oldest(): number {
    return this.next - this.size;
  }

  get size(): number {
    return this.#lines.length - this.#gone;
  }

  keep(observation: Observation): void {
    const line = writeShown(this.next, observation);
    this.next += 1;
    this.#lines.push(line);
    this.#characters += line.length;
    while (this.size > 1 && (this.size > MAX_EVENTS || this.#characters > MAX_CHARACTERS)) this.#forget();
  }

  clear(): void {
    this.#lines = [];
    this.#gone = 0;
    this.#characters = 0;
  }

  /**
   * The lines from a number on, or from the oldest that is kept.
   *
   * @param characters - about how many at most, but at least one line
   */
  from(number: number, characters = Infinity): readonly string[] {
    const start = this.#gone + Math.max(0, number - this.oldest);
    let end = start;
    for (let size = 0; end < this.#lines.length && size < characters; end += 1)
      size += this.#lines[end]!.length;
    return this.#lines.slice(start, end);
  }

  #forget(): void {
    this.#characters -= this.#lines[this.#gone]!.length;
    this.#lines[this.#gone] = "";
    this.#gone += 1;
    if (this.#gone <= MAX_EVENTS / 10) return;
    this.#lines = this.#lines.slice(this.#gone);
    this.#gone = 0;
  }
}
