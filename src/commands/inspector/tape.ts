import type { CapturedEvent } from "../../endpoint/captured-event.ts";
import type { RecordedMessage } from "../../observe/recording.ts";

/** More events are only counted. */
const MAX_EVENTS = 100_000;

/** Of the JSON of all of them. */
const MAX_CHARACTERS = 100_000_000;

/** Keeps events for a recording, within bounds. */
export class Tape {
  readonly events: RecordedMessage[] = [];
  /** How many were not kept. */
  left = 0;
  #characters = 0;

  keep({ event, distinctId, uuid, properties, timestamp }: CapturedEvent): void {
    const size = JSON.stringify(properties).length;
    if (this.left > 0 || this.events.length >= MAX_EVENTS || this.#characters + size > MAX_CHARACTERS) {
      this.left += 1;
      return;
    }
    this.#characters += size;
    this.events.push({ event, distinctId, uuid, properties, ...(timestamp !== undefined && { timestamp }) });
  }
}
