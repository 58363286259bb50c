import type {
  Claimed,
  ClaimedRow,
  Conclusion,
  OutboxClient,
  OutboxRow,
  OutboxStore,
  Written,
} from "../../runtime/delivery/outbox.ts";
import { Hold } from "../hold.ts";
import { describeParked, type SuspectTurn } from "../suspects.ts";
import type { Access } from "./access.ts";
import type { EventTable, TakenRow } from "./event-table.ts";

interface StoreParts {
  readonly of: OutboxClient;
  readonly table: EventTable;
  readonly access: Access;
  readonly concurrency: number;
  readonly turn: SuspectTurn;
  /** Hands rows to an open transaction, or has the tracker hold them. */
  readonly accept: (planName: string, rows: readonly OutboxRow[]) => Written;
  readonly onClosed: () => void;
}

/**
 * The table as one tracker uses it, which is a relay: what it has claimed, and what it may claim next. A row goes through these states:
 *
 * ```text
 * waiting ─ claim ─→ claimed ─→ deleted, when PostHog has it
 *    ↑                  ├─────→ parked, when PostHog will never take it
 *    ├──── released ────┤
 *    └─── lease over ───┘
 * ```
 *
 * - A claim is one statement. It leases rows to a tracker and counts one more attempt for each, before anything is sent. The lease of
 *   the first row of a lane keeps other relays out of the lane, so a person's events are sent by one relay at a time.
 * - Claimed rows are the tracker's. It sends them without any transaction being open, sends them again while PostHog fails, and extends
 *   their leases. It claims more while requests are under way.
 * - What became of them is one statement, too. Released rows, those that an ending process has not sent, lose their last attempt.
 * - The lease of a dead process ends, and its rows are waiting again with one attempt more. A row with 3 attempts is a suspect: it is
 *   claimed when the tracker has no other row and no other tracker of the process sends a suspect, and no other row with it. When a
 *   request with it ends, it is no suspect any more. With 10 attempts, the next claim parks it.
 * - A statement that fails changes nothing here. The tracker keeps what it claimed and what it has to say of it, and says it when the
 *   database is back. What a claim took whose answer was lost is given back before the next claim, so that no later event of a person
 *   comes before it. If another relay has claimed a row by then, the statement passes over it: PostHog gets it twice, with one uuid.
 */
export class PostgresStore implements OutboxStore {
  readonly #parts: StoreParts;
  /** Who has claimed its rows. */
  readonly #owner = crypto.randomUUID();
  /** The rows that it has claimed, and the others with the same uuid. */
  readonly #claimed = new Map<string, readonly string[]>();
  /** The row that stands for all with its uuid. */
  readonly #byUuid = new Map<string, string>();
  readonly #hold: Hold;
  /** The suspect that it sends. */
  #suspect: string | undefined;
  /** How many conclusions have begun, and how many of these have not ended. */
  #concluded = 0;
  #concluding = 0;
  /** Whether there is a claim without an answer: it may have taken rows that nobody here knows of. */
  #hasUnanswered = false;

  constructor(parts: StoreParts) {
    this.#parts = parts;
    this.#hold = new Hold(parts.of.wake);
  }

  get of(): OutboxClient {
    return this.#parts.of;
  }

  get concurrency(): number {
    return this.#parts.concurrency;
  }

  /** Whether a claim found less than there may be. */
  get hasMissed(): boolean {
    return this.#hold.hasMissed;
  }

  write(rows: readonly OutboxRow[]): Written {
    return this.#parts.accept(this.of.planName, rows);
  }

  async writeHeld(rows: readonly OutboxRow[]): Promise<boolean> {
    const { table, access, of } = this.#parts;
    const ofPlan = rows.map((row) => ({ ...row, plan: of.planName }));
    const isDone = await access.use(async (query) => {
      await table.insert(query, ofPlan);
      return true;
    });
    return isDone === true;
  }

  async claim(limit: number): Promise<Claimed> {
    if (this.#hold.isHeld) return undefined;
    const { table, access, of, turn } = this.#parts;
    const owner = this.#owner;
    const isAlone = this.#claimed.size === 0 && turn.take(this);
    const [concluding, concluded] = [this.#concluding, this.#concluded];
    const taken = await access.use(async (query) => {
      // Before later rows of the same people are claimed.
      if (this.#hasUnanswered) await table.release(query, of.planName, owner, this.#ids());
      this.#hasUnanswered = true;
      const answer = await table.claim(query, of.planName, { owner, limit, isAlone });
      this.#hasUnanswered = false;
      return answer;
    });
    this.#suspect = taken?.rows.find(({ isSuspect, isParked }) => isSuspect && !isParked)?.id;
    if (this.#suspect === undefined) turn.end(this);
    if (taken === undefined) return undefined;
    const rows = taken.rows.filter((row) => this.#take(row));
    const isHeld = taken.isHeldUp && (this.#claimed.size > 0 || !turn.isFree);
    // It got fewer than it could, so the tracker would wait for the next poll. A claim passes over the lanes in which a conclusion
    // deletes the first row at the same time.
    const isCrossed = concluding > 0 || this.#concluded !== concluded;
    const isShort = taken.rows.length === limit || taken.isHeldUp || isCrossed;
    this.#hold.claimed({ isHeld, hasMissed: rows.length < limit && isShort });
    this.#wakeIfMissed();
    return rows;
  }

  async conclude(conclusions: readonly Conclusion[]): Promise<boolean> {
    const { table, access } = this.#parts;
    const all = conclusions.flatMap(({ id: first, kind, reason }) =>
      (this.#claimed.get(String(first)) ?? []).map((id) =>
        reason === undefined ? { id, kind } : { id, kind, reason },
      ),
    );
    this.#concluded += 1;
    this.#concluding += 1;
    const isDone = await access.use(async (query) => {
      await table.conclude(query, this.#owner, all);
      return true;
    });
    this.#concluding -= 1;
    if (isDone !== true) return false;
    this.#forget(new Set(conclusions.map(({ id }) => String(id))));
    this.#wakeIfMissed();
    return true;
  }

  async extendLeases(): Promise<void> {
    const ids = this.#ids();
    if (ids.length === 0) return;
    await this.#parts.access.use((query) => this.#parts.table.lease(query, this.#owner, ids));
  }

  survived(ids: readonly ClaimedRow["id"][]): void {
    const suspect = this.#suspect;
    if (suspect === undefined || !ids.some((id) => String(id) === suspect)) return;
    void this.#parts.access.use((query) => this.#parts.table.clear(query, this.#owner, [suspect]));
    this.#endSuspect();
    this.#wakeIfMissed();
  }

  /** Another tracker has sent its suspect. */
  lift(): void {
    this.#hold.lift();
    this.#wakeIfMissed();
  }

  close(): void {
    this.#endSuspect();
    this.#parts.onClosed();
  }

  #endSuspect(): void {
    this.#suspect = undefined;
    this.#hold.lift();
    this.#parts.turn.end(this);
  }

  #ids(): readonly string[] {
    return [...this.#claimed.values()].flat();
  }

  /** Whether a row is to be sent: neither parked nor another one of an event that this tracker is sending. */
  #take({ id, uuid, event, isParked }: TakenRow): boolean {
    if (isParked) {
      this.of.warn(describeParked(event));
      return false;
    }
    const first = this.#byUuid.get(uuid);
    if (first === undefined) {
      this.#byUuid.set(uuid, id);
      this.#claimed.set(id, [id]);
      return true;
    }
    this.#claimed.set(first, [...(this.#claimed.get(first) ?? []), id]);
    return false;
  }

  #forget(ids: ReadonlySet<string>): void {
    for (const id of ids) this.#claimed.delete(id);
    for (const [uuid, id] of this.#byUuid) if (ids.has(id)) this.#byUuid.delete(uuid);
    if (this.#claimed.size === 0) this.#endSuspect();
  }

  #wakeIfMissed(): void {
    if (this.#concluding === 0) this.#hold.wakeIfMissed();
  }
}
