import { isRecord } from "../text/json.ts";
import type { Fault, Observation } from "./observation.ts";
import type { RecordedMessage } from "./recording.ts";

/** An observation as plain data: what the inspector's page shows. */
export interface ShownEvent extends RecordedMessage, Pick<Observation, "kind" | "side" | "sdk" | "planned"> {
  /** Counts up as events arrive, from 1. */
  readonly number: number;
  /** In milliseconds of Unix time. */
  readonly receivedAt: number;
  readonly faults: readonly Fault[];
}

/** What a line has of an event last. */
type Rest = Pick<ShownEvent, "number" | "receivedAt" | "kind" | "side" | "sdk" | "planned">;

/**
 * An event as a line of JSON: a list, so that a search of the line finds no names of keys but those of properties. What is no
 * matter of a search comes last.
 */
export function writeShown(
  number: number,
  { event: arrived, faults, kind, side, sdk, planned }: Observation,
): string {
  const { event, distinctId, uuid, timestamp, properties, receivedAt } = arrived;
  const rest: Rest = { number, receivedAt: receivedAt.getTime(), kind, side, sdk, planned };
  const told = faults.map(({ code, message, hint = null, path = null }) => [code, message, hint, path]);
  return JSON.stringify([event, distinctId, uuid, timestamp ?? null, properties, told, rest]);
}

/** Reads what {@link writeShown} wrote. */
export function readShown(line: string): ShownEvent {
  const [event, distinctId, uuid, timestamp, properties, faults, rest] = JSON.parse(line) as [
    event: string,
    distinctId: string,
    uuid: string,
    timestamp: string | null,
    properties: ShownEvent["properties"],
    faults: readonly [Fault["code"], message: string, hint: string | null, path: Fault["path"] | null][],
    rest: Rest,
  ];
  const { side, sdk, planned, ...always } = rest;
  return {
    ...always,
    side,
    sdk,
    planned,
    event,
    distinctId,
    uuid,
    properties,
    faults: faults.map(([code, message, hint, path]) => ({
      code,
      message,
      hint: hint ?? undefined,
      path: path ?? undefined,
    })),
    ...(timestamp !== null && { timestamp }),
  };
}

/** Where a line stops being a matter of a search. */
export function searchableLength(line: string): number {
  // Within JSON's strings the quotes have a backslash.
  return line.lastIndexOf(',{"number":');
}

/** The groups of an event, as keys by type. */
export function groupsOf({
  properties,
}: Pick<ShownEvent, "properties">): readonly (readonly [string, string])[] {
  const groups = properties["$groups"];
  return isRecord(groups)
    ? Object.entries(groups).map(([type, key]) => [type, typeof key === "object" ? "…" : String(key)])
    : [];
}
