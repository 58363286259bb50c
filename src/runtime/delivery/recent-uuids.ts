/** Number of delivered uuids that are remembered. */
const CAPACITY = 10_000;

/**
 * The uuids of pending and recently delivered keyed messages, so that a duplicate is not sent. Two pending messages never share a
 * uuid.
 */
export class RecentUuids {
  /** All of them in one set, because every call with a key looks here. */
  readonly #known = new Set<string>();
  /** Those of them that were delivered, in a ring. */
  #delivered: string[] = [];
  /** Where the next delivered one is put, over the oldest. */
  #next = 0;

  has(uuid: string): boolean {
    return this.#known.has(uuid);
  }

  /** Remembers the uuid of a pending message. */
  add(uuid: string): void {
    this.#known.add(uuid);
  }

  /** Remembers the uuid of a message that was delivered and never pending here. */
  addDelivered(uuid: string): void {
    if (this.#known.has(uuid)) return;
    this.#known.add(uuid);
    this.settle(uuid, true);
  }

  /** The message got an outcome. A delivered uuid is remembered until 10,000 others were delivered. */
  settle(uuid: string, isDelivered: boolean): void {
    if (!isDelivered) {
      this.#known.delete(uuid);
      return;
    }
    if (!this.#known.has(uuid)) return;
    const oldest = this.#delivered[this.#next];
    if (oldest !== undefined) this.#known.delete(oldest);
    this.#delivered[this.#next] = uuid;
    this.#next = (this.#next + 1) % CAPACITY;
  }

  /** Forgets all delivered uuids. */
  clear(): void {
    for (const uuid of this.#delivered) this.#known.delete(uuid);
    this.#delivered = [];
    this.#next = 0;
  }
}
