import type {
  Claimed,
  Conclusion,
  OutboxClient,
  OutboxRow,
  OutboxStore,
  Written,
} from "../../runtime/delivery/outbox.ts";
import { wallClock } from "../../runtime/delivery/timing.ts";
import type { Access } from "./access.ts";
import { type LeaseTime, leaseTime } from "./lease-time.ts";

interface StoreParts {
  readonly of: OutboxClient;
  readonly access: Access;
  /** Whether events are held in memory while the file cannot be written to. */
  readonly canHold: boolean;
  readonly onClosed: () => void;
}

/** The file as one tracker uses it. */
export class FileStore implements OutboxStore {
  readonly #parts: StoreParts;
  /** Who has claimed its rows. */
  readonly #owner = crypto.randomUUID();
  /** How many rows it has claimed. */
  #claimed = 0;

  constructor(parts: StoreParts) {
    this.#parts = parts;
  }

  get of(): OutboxClient {
    return this.#parts.of;
  }

  write(rows: readonly OutboxRow[]): Written {
    const { of, access, canHold } = this.#parts;
    const repeated = access.transact(({ table }) => table.insert(of.planName, rows, wallClock()));
    if (repeated !== undefined) {
      access.ifTakenBack(() => of.takeBack(rows.filter(({ uuid }) => !repeated.has(uuid))));
      return { kind: "stored", repeated };
    }
    if (access.isFull) return { kind: "refused", reason: "store_full" };
    return canHold ? { kind: "hold" } : { kind: "refused", reason: "store_busy" };
  }

  writeHeld(rows: readonly OutboxRow[]): boolean {
    const { of, access } = this.#parts;
    return access.transact(({ table }) => table.insert(of.planName, rows, wallClock())) !== undefined;
  }

  claim(limit: number): Claimed {
    const { of, access } = this.#parts;
    // Those of the batch are not there yet, and this would be in its transaction.
    if (access.isInBatch) return undefined;
    const rows = access.transact(({ table }) => table.claim(of.planName, this.#owner, limit, leaseTime()));
    this.#claimed += rows?.length ?? 0;
    return rows;
  }

  conclude(conclusions: readonly Conclusion[]): boolean {
    const { access } = this.#parts;
    if (access.isInBatch) return false;
    const isDone = access.transact(({ table }) => {
      table.conclude(this.#owner, conclusions, wallClock());
      return true;
    });
    if (isDone !== true) return false;
    this.#claimed -= conclusions.length;
    return true;
  }

  extendLease(time: LeaseTime): void {
    if (this.#claimed > 0) this.#parts.access.transact(({ table }) => table.lease(this.#owner, time));
  }

  close(): void {
    this.#parts.onClosed();
  }
}
