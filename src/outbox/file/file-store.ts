import type {
  Claimed,
  ClaimedRow,
  Conclusion,
  OutboxClient,
  OutboxRow,
  OutboxStore,
  Written,
} from "../../runtime/delivery/outbox.ts";
import { wallClock } from "../../runtime/delivery/timing.ts";
import { Hold } from "../hold.ts";
import { describeParked, type SuspectTurn } from "../suspects.ts";
import type { Access } from "./access.ts";
import { type LeaseTime, leaseTime } from "./lease-time.ts";

interface StoreParts {
  readonly of: OutboxClient;
  readonly access: Access;
  /** Whether events are held in memory while the file cannot be written to. */
  readonly canHold: boolean;
  readonly turn: SuspectTurn;
  readonly onClosed: () => void;
}

/** The file as one tracker uses it. */
export class FileStore implements OutboxStore {
  readonly #parts: StoreParts;
  /** Who has claimed its rows. */
  readonly #owner = crypto.randomUUID();
  /** How many rows it has claimed. */
  #claimed = 0;
  readonly #hold: Hold;
  /** The suspect that it sends. */
  #suspect: number | undefined;

  constructor(parts: StoreParts) {
    this.#parts = parts;
    this.#hold = new Hold(parts.of.wake);
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

  /** Whether a suspect kept the last claim from further rows. */
  get hasMissed(): boolean {
    return this.#hold.hasMissed;
  }

  claim(limit: number): Claimed {
    const { of, access, turn } = this.#parts;
    // Those of the batch are not there yet, and this would be in its transaction.
    if (access.isInBatch || this.#hold.isHeld) return undefined;
    const isAlone = this.#claimed === 0 && turn.take(this);
    const request = { owner: this.#owner, limit, isAlone };
    const taken = access.transactBeyondLimit(({ table }) => table.claim(of.planName, request, leaseTime()));
    this.#suspect = taken?.suspect;
    if (this.#suspect === undefined) turn.end(this);
    if (taken === undefined) return undefined;
    const { rows, parked, isHeldUp = false } = taken;
    if (parked !== undefined) of.warn(describeParked(parked));
    this.#claimed += rows.length;
    this.#hold.claimed({
      isHeld: isHeldUp && (this.#claimed > 0 || !turn.isFree),
      hasMissed: isHeldUp,
    });
    this.#hold.wakeIfMissed();
    return rows;
  }

  conclude(conclusions: readonly Conclusion[]): boolean {
    const { access } = this.#parts;
    if (access.isInBatch) return false;
    const isDone = access.transactBeyondLimit(({ table }) => {
      table.conclude(this.#owner, conclusions, wallClock());
      return true;
    });
    if (isDone !== true) return false;
    this.#claimed -= conclusions.length;
    if (this.#claimed === 0) this.#endSuspect();
    return true;
  }

  survived(ids: readonly ClaimedRow["id"][]): void {
    const suspect = this.#suspect;
    if (suspect === undefined || !ids.includes(suspect)) return;
    this.#parts.access.transactBeyondLimit(({ table }) => table.clear(this.#owner, suspect));
    this.#endSuspect();
  }

  /** Another tracker has sent its suspect. */
  lift(): void {
    this.#hold.lift();
    this.#hold.wakeIfMissed();
  }

  extendLease(time: LeaseTime): void {
    if (this.#claimed > 0)
      this.#parts.access.transactBeyondLimit(({ table }) => table.lease(this.#owner, time));
  }

  close(): void {
    this.#endSuspect();
    this.#parts.onClosed();
  }

  #endSuspect(): void {
    this.#suspect = undefined;
    this.#parts.turn.end(this);
    this.lift();
  }
}
