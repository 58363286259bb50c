import { startInBackground } from "./background-timer.ts";

/** Whether a tracker must not claim now, and whether its last claim passed over rows that it can have later. */
export class Hold {
  readonly #wake: () => void;
  #isHeld = false;
  #hasMissed = false;

  /** @param wake - has the tracker claim again */
  constructor(wake: () => void) {
    this.#wake = wake;
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  get hasMissed(): boolean {
    return this.#hasMissed;
  }

  /** A claim ended. */
  claimed({ isHeld, hasMissed }: { readonly isHeld: boolean; readonly hasMissed: boolean }): void {
    this.#isHeld = isHeld;
    this.#hasMissed = hasMissed;
  }

  /** Nothing is in the way any more. */
  lift(): void {
    this.#isHeld = false;
  }

  /** Has the tracker claim what its last claim missed, if it may. */
  wakeIfMissed(): void {
    if (!this.#hasMissed || this.#isHeld) return;
    startInBackground(() => {
      this.#hasMissed = false;
      this.#wake();
    }, 0);
  }
}
