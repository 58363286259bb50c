/** A row of an outbox. */
export interface KeptRow {
  readonly key: string;
  readonly uuid: string;
  readonly isParked: boolean;
}

/** An outbox as the kill tests look at it, from outside of the processes that use it. */
export interface KillStore {
  /** Environment variables of a worker. */
  readonly variables: Readonly<Record<string, string>>;
  /** The keys of all events that must arrive or be kept. */
  readonly promised: () => Promise<readonly string[]>;
  /** Whether nobody may get an event with this key. */
  readonly isForbidden?: (key: string) => boolean;
  /** How many events were ever written, if that can be known. */
  readonly written?: () => Promise<number>;
  readonly kept: () => Promise<readonly KeptRow[]>;
  /** Ends the leases of dead processes. */
  readonly endLeases: () => Promise<void>;
  /** What happens to a store now and then while it is used. */
  readonly disturb?: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** The key and the uuid of an event as it is kept. */
export function readBody(body: string, isParked: boolean): KeptRow {
  const { uuid, properties } = JSON.parse(body) as {
    readonly uuid: string;
    readonly properties: { readonly idempotency_key: string };
  };
  return { key: properties.idempotency_key, uuid, isParked };
}

export function readLines(text: string): readonly string[] {
  // The last line may have been cut off by a kill.
  return text.split("\n").slice(0, -1);
}
