/** Tells somebody who waits that something happened. */
export interface Signal {
  readonly raise: () => void;
  /** Resolves when the signal is raised, or at once when it was since the last time. */
  next(): Promise<void>;
}

/** A signal that was not raised yet. Several raises before anybody waits are one. */
export function createSignal(): Signal {
  let isRaised = false;
  let wake: (() => void) | undefined;
  return {
    raise() {
      isRaised = true;
      wake?.();
    },
    async next() {
      if (!isRaised) await new Promise<void>((resolve) => (wake = resolve));
      isRaised = false;
    },
  };
}
