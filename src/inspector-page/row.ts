import { readShown, searchableLength, type ShownEvent } from "../observe/shown-event.ts";

/** What is kept of an event: its line, and what the list shows of it. */
export interface Row extends Pick<
  ShownEvent,
  "number" | "event" | "distinctId" | "receivedAt" | "kind" | "side" | "sdk"
> {
  /** How many faults it has. */
  readonly faults: number;
  readonly line: string;
  /** As much of the line is searched. */
  readonly searchable: number;
}

export function toRow(line: string): Row {
  const { number, event, distinctId, receivedAt, kind, side, sdk, faults } = readShown(line);
  return {
    number,
    event,
    distinctId,
    receivedAt,
    kind,
    side,
    sdk,
    faults: faults.length,
    line,
    searchable: searchableLength(line),
  };
}
