import { monotonicNow, stopTimer } from "../../runtime/delivery/timing.ts";
import { startInBackground, type Timer } from "../background-timer.ts";
import type { Access } from "./access.ts";
import type { EventTable } from "./event-table.ts";
import type { PostgresStore } from "./postgres-store.ts";

/** How long new events are gathered once the first was heard of, in milliseconds. */
const GATHER_MS = 20;

/** How often it looks for rows that others wrote, extends leases, and deletes old rows, in milliseconds. */
const POLL_MS = 5000;
const EXTEND_MS = 10_000;
const DELETE_MS = 60_000;

interface RoundsParts {
  readonly table: EventTable;
  readonly access: Access;
  readonly stores: ReadonlySet<PostgresStore>;
  readonly maxAgeDays: number;
  readonly warn: (line: string) => void;
}

/** What an outbox does for all of its trackers from time to time, and when others say that they wrote something. */
export class Rounds {
  readonly #parts: RoundsParts;
  /** The plans of which new events were heard, while they gather; `undefined` stands for any. */
  readonly #heard = new Set<string | undefined>();
  #next: Timer | undefined;
  #extendedAt = 0;
  #deletedAt = -Infinity;

  constructor(parts: RoundsParts) {
    this.#parts = parts;
  }

  /** Begins with a round at once. */
  start(): void {
    this.#schedule(0);
  }

  stop(): void {
    stopTimer(this.#next);
    this.#next = undefined;
  }

  /** Others wrote events of a plan, or of any. Those that follow at once are sent with them. */
  hear(plan: string | undefined): void {
    const isFirst = this.#heard.size === 0;
    this.#heard.add(plan);
    if (!isFirst) return;
    startInBackground(() => {
      for (const { of } of this.#parts.stores) {
        if (this.#heard.has(undefined) || this.#heard.has(of.planName)) of.wake();
      }
      this.#heard.clear();
    }, GATHER_MS);
  }

  #schedule(ms: number): void {
    this.#next ??= startInBackground(() => {
      void this.#go().finally(() => {
        this.#next = undefined;
        if (this.#parts.stores.size > 0) this.#schedule(POLL_MS);
      });
    }, ms);
  }

  /** Extends leases, and looks for what other processes wrote or left. */
  async #go(): Promise<void> {
    const { table, access, stores, maxAgeDays, warn } = this.#parts;
    const now = monotonicNow();
    if (now - this.#extendedAt > EXTEND_MS) {
      this.#extendedAt = now;
      for (const store of stores) await store.extendLeases();
    }
    if (now - this.#deletedAt > DELETE_MS) {
      this.#deletedAt = now;
      const count = (await access.use((query) => table.deleteOld(query, maxAgeDays))) ?? 0;
      if (count > 0) warn(`${count} events of the outbox were older than maxAgeDays and deleted.`);
    }
    for (const { of } of stores) {
      if (await access.use((query) => table.hasUnclaimed(query, of.planName))) of.wake();
    }
  }
}
