/**
 * The seam between the runtime and what keeps durable events outside of the process. The store decides whether an event is accepted;
 * the request loop claims from it.
 */

import type { OutboxAdmin } from "./outbox-admin.ts";

/** Keeps durable events. Made by the application and passed as the option `outbox`; trackers can share one. */
export interface Outbox {
  /** Called once for each tracker. Never throws: a store that cannot be opened says so, and is busy from then on. */
  readonly open: (client: OutboxClient) => OutboxStore;
  /** For people and monitors, where the store offers that. */
  readonly admin?: OutboxAdmin;
}

/** What a store needs of a tracker. Nothing here throws. */
export interface OutboxClient {
  /** Rows of other plans belong to other trackers. */
  readonly planName: string;
  /** Says a line in the log, once for each text. */
  readonly warn: (line: string) => void;
  /** The store can be written to again, or has rows that nobody has claimed. Safe to call at any time. */
  readonly wake: () => void;
  /** Writes what is held now. Resolves once that is done; `false` when something is still held. */
  readonly writeHeld: () => Promise<boolean>;
  /** Rows that were said to be stored are not: holds them, however many. */
  readonly takeBack: (rows: readonly OutboxRow[]) => void;
}

/** A message as a store keeps it. */
export interface OutboxRow {
  readonly uuid: string;
  readonly event: string;
  readonly distinctId: string;
  /** Whether the event has an idempotency key: then its uuid is that of every repeat. */
  readonly isKeyed: boolean;
  /** The message as JSON, without U+0000. What else may have one, stores can cut there. */
  readonly body: string;
}

/** What a store did with the rows of one call. */
export type Written =
  /** They are in the store. `repeated` has the uuids of those that were in it already. */
  | { readonly kind: "stored"; readonly repeated: ReadonlySet<string> }
  /** They are part of a transaction of the application, which decides about them. `repeated` has the uuids of those that were in it already. */
  | { readonly kind: "handed"; readonly repeated: ReadonlySet<string> }
  /** It cannot write now. Hold them in memory, and write them when it wakes the tracker. */
  | { readonly kind: "hold" }
  /** It cannot write now, or has no room. Refuse the call. */
  | { readonly kind: "refused"; readonly reason: "store_busy" | "store_full" };

/** A row that this tracker may send. Nobody else does while the lease lasts. */
export interface ClaimedRow extends OutboxRow {
  /** Identifies the row in its store. */
  readonly id: number | string | bigint;
}

export type Claimed = readonly ClaimedRow[] | undefined;

/** What is to become of a claimed row. */
export interface Conclusion {
  readonly id: ClaimedRow["id"];
  /** Delivered rows are deleted. Parked ones stay, and nobody claims them. Released ones can be claimed again. */
  readonly kind: "delivered" | "parked" | "released";
  /** Why it is parked. */
  readonly reason?: string;
}

/**
 * An outbox as one tracker uses it. No method throws or rejects. Where a method can return a promise, a store that needs none returns
 * its result at once.
 */
export interface OutboxStore {
  /** With how many requests at once its rows are sent. Default 1. */
  readonly concurrency?: number;
  /** Writes the rows of one call, all or none. Returns at once. */
  write(rows: readonly OutboxRow[]): Written;
  /** Writes rows that were held, all or none. A row that is there already counts as written. `false`: it wakes the tracker later. */
  writeHeld(rows: readonly OutboxRow[]): boolean | Promise<boolean>;
  /** Claims at most so many rows, the oldest first. `undefined`: not now, it wakes the tracker later. */
  claim(limit: number): Claimed | Promise<Claimed>;
  /** Whether the last claim may have passed over rows. Then it wakes the tracker as soon as they can be claimed. */
  readonly hasMissed?: boolean;
  /** Records what became of claimed rows. `false`: not now, it wakes the tracker later and keeps the leases meanwhile. */
  conclude(conclusions: readonly Conclusion[]): boolean | Promise<boolean>;
  /** A request with these claimed rows ended, and did not end the process. They are sent again. */
  survived?(ids: readonly ClaimedRow["id"][]): void;
  /** The tracker ends: its leases are not extended any more. Called after the last `conclude`. */
  close(): void;
}
