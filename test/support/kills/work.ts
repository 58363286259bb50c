import type { Outbox } from "../../../src/runtime/delivery/outbox.ts";
import type { Tracker } from "../../../src/runtime/tracker.ts";

/** An outbox, and a program that writes to it. */
export interface Work {
  readonly outbox: Outbox;
  /** Tracks events until it is killed, and says when it has written the first. */
  readonly write: (tracker: Tracker, sayReady: () => void) => Promise<void>;
}
