import type {
  Claimed,
  ClaimedRow,
  Conclusion,
  Outbox,
  OutboxClient,
  OutboxRow,
  Written,
} from "../../src/runtime/delivery/outbox.ts";

/** An outbox in memory that a test can look into, and make busy. */
export class MemoryOutbox implements Outbox {
  readonly #isAsync: boolean;
  readonly #clients: OutboxClient[] = [];
  readonly #rows = new Map<number, ClaimedRow & { state: "free" | "claimed" | "parked" }>();
  #next = 1;
  /** What it answers to a write instead of writing. */
  answer: Exclude<Written, { readonly kind: "stored" }> | undefined;
  /** Most rows of each write, claim and conclusion. */
  readonly sizes: number[] = [];
  /** The uuid of each parked row, and why. */
  readonly parked: (readonly [uuid: string, reason: string | undefined])[] = [];
  /** The uuids of the rows that requests left here. */
  readonly survived: string[] = [];
  isClosed = false;

  constructor(isAsync: boolean) {
    this.#isAsync = isAsync;
  }

  /** The uuids of its rows, parked ones among them. */
  get uuids(): readonly string[] {
    return [...this.#rows.values()].map(({ uuid }) => uuid);
  }

  get states(): readonly string[] {
    return [...this.#rows.values()].map(({ state }) => state);
  }

  wake(): void {
    for (const client of this.#clients) client.wake();
  }

  writeHeld(): Promise<readonly boolean[]> {
    return Promise.all(this.#clients.map((client) => client.writeHeld()));
  }

  put(row: OutboxRow): void {
    const id = this.#next;
    this.#next += 1;
    this.#rows.set(id, { ...row, id, state: "free" });
  }

  open(client: OutboxClient): ReturnType<Outbox["open"]> {
    this.#clients.push(client);
    return {
      write: (rows) => this.answer ?? { kind: "stored", repeated: this.#add(rows) },
      writeHeld: (rows) => this.#soon(() => this.answer === undefined && this.#add(rows) !== undefined),
      claim: (limit) => this.#soon((): Claimed => (this.answer ? undefined : this.#claim(limit))),
      conclude: (conclusions) => this.#soon(() => this.answer === undefined && this.#conclude(conclusions)),
      survived: (ids) => {
        this.survived.push(...ids.map((id) => this.#rows.get(id as number)?.uuid ?? "unknown"));
      },
      close: () => {
        this.isClosed = true;
      },
    };
  }

  #soon<T>(work: () => T): T | Promise<T> {
    return this.#isAsync ? new Promise((resolve) => setImmediate(() => resolve(work()))) : work();
  }

  #add(rows: readonly OutboxRow[]): ReadonlySet<string> {
    this.sizes.push(rows.length);
    const known = new Set(this.uuids);
    for (const row of rows) if (!known.has(row.uuid)) this.put(row);
    return new Set(rows.map(({ uuid }) => uuid).filter((uuid) => known.has(uuid)));
  }

  #claim(limit: number): readonly ClaimedRow[] {
    const claimed = [...this.#rows.values()].filter(({ state }) => state === "free").slice(0, limit);
    this.sizes.push(claimed.length);
    for (const row of claimed) row.state = "claimed";
    return claimed;
  }

  #conclude(conclusions: readonly Conclusion[]): true {
    this.sizes.push(conclusions.length);
    for (const { id, kind, reason } of conclusions) {
      const row = this.#rows.get(id as number);
      if (row === undefined) throw new Error(`row ${id} was concluded twice`);
      if (kind === "delivered") this.#rows.delete(id as number);
      else row.state = kind === "released" ? "free" : "parked";
      if (kind === "parked") this.parked.push([row.uuid, reason]);
    }
    return true;
  }
}
