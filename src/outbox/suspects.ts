/**
 * A row that ends the process, such as one over which something runs out of memory, must not end it for ever, and must not take others
 * along. So claims are counted before anything is sent, and a row with many claims that no process outlived is a suspect: it is sent when
 * nothing else could be blamed for the end of the process. It is parked when that happened too often.
 */

/** After so many claims that no process outlived, a row is a suspect. */
export const SUSPECT_CLAIMS = 3;

/** After so many, it is parked. */
export const MAX_CLAIMS = 10;

/** What the log says of a row that is parked for that. */
export function describeParked(event: string): string {
  return `An event of the outbox is parked: the process ended each time that it was to be sent. ${event}`;
}

/** The turn to send a suspect. The trackers of an outbox share it, because the process ends for all of them. */
export class SuspectTurn {
  readonly #onFree: () => void;
  #holder: object | undefined;

  /** @param onFree - called when another tracker can have the turn */
  constructor(onFree: () => void) {
    this.#onFree = onFree;
  }

  get isFree(): boolean {
    return this.#holder === undefined;
  }

  /** Gives a tracker the turn. `false` while another one has it. */
  take(tracker: object): boolean {
    this.#holder ??= tracker;
    return this.#holder === tracker;
  }

  /** Takes the turn from a tracker, if it has it. */
  end(tracker: object): void {
    if (this.#holder !== tracker) return;
    this.#holder = undefined;
    this.#onFree();
  }
}
