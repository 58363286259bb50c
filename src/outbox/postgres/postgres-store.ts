import type {
  Claimed,
  Conclusion,
  OutboxClient,
  OutboxRow,
  OutboxStore,
  Written,
} from "../../runtime/delivery/outbox.ts";
import { startInBackground } from "../background-timer.ts";
import type { Access } from "./access.ts";
import type { EventTable, TakenRow } from "./event-table.ts";

interface StoreParts {
  readonly of: OutboxClient;
  readonly table: EventTable;
  readonly access: Access;
  readonly concurrency: number;
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
 *   claimed when the tracker has no other row, and no other with it. With 10, the next claim parks it.
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
  /** Whether it claims nothing until all that it claimed is concluded. */
  #isHeldUp = false;
  /** How many conclusions have begun, and how many of these have not ended. */
  #concluded = 0;
  #concluding = 0;
  #hasMissed = false;
  /** Whether there is a claim without an answer: it may have taken rows that nobody here knows of. */
  #hasUnanswered = false;

  constructor(parts: StoreParts) {
    this.#parts = parts;
  }

  get of(): OutboxClient {
    return this.#parts.of;
  }

  get concurrency(): number {
    return this.#parts.concurrency;
  }

  /** Whether a claim found less than there may be. */
  get hasMissed(): boolean {
    return this.#hasMissed;
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
    if (this.#isHeldUp) return undefined;
    const { table, access, of } = this.#parts;
    const owner = this.#owner;
    const isIdle = this.#claimed.size === 0;
    const [concluding, concluded] = [this.#concluding, this.#concluded];
    const taken = await access.use(async (query) => {
      // Before later rows of the same people are claimed.
      if (this.#hasUnanswered) await table.release(query, of.planName, owner, this.#ids());
      this.#hasUnanswered = true;
      const answer = await table.claim(query, of.planName, { owner, limit, isIdle });
      this.#hasUnanswered = false;
      return answer;
    });
    if (taken === undefined) return undefined;
    const rows = taken.rows.filter((row) => this.#take(row));
    this.#isHeldUp = taken.isHeldUp && this.#claimed.size > 0;
    // It got fewer than it could, so the tracker would wait for the next poll. A claim passes over the lanes in which a conclusion
    // deletes the first row at the same time.
    const isCrossed = concluding > 0 || this.#concluded !== concluded;
    this.#hasMissed = rows.length < limit && (taken.rows.length === limit || taken.isHeldUp || isCrossed);
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

  close(): void {
    this.#parts.onClosed();
  }

  #ids(): readonly string[] {
    return [...this.#claimed.values()].flat();
  }

  /** Whether a row is to be sent: neither parked nor another one of an event that this tracker is sending. */
  #take({ id, uuid, event, isParked }: TakenRow): boolean {
    if (isParked) {
      this.of.warn(
        `An event of the outbox is parked: the process ended each time that it was to be sent. ${event}`,
      );
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
    if (this.#claimed.size === 0) this.#isHeldUp = false;
  }

  /** Lets the tracker claim again, once it can get what its last claim did not. */
  #wakeIfMissed(): void {
    if (!this.#hasMissed || this.#isHeldUp || this.#concluding > 0) return;
    startInBackground(() => {
      this.#hasMissed = false;
      this.of.wake();
    }, 0);
  }
}
