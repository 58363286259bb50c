/** Minimum number of delivered uuids that are remembered. */
const CAPACITY = 10_000;

/**
 * The uuids of pending and recently delivered keyed messages, so that a duplicate is not sent. Two pending messages never share a
 * uuid.
 */
export class RecentUuids {
  readonly #waiting = new Set<string>();
  /** Delivered uuids in two generations: dropping a whole generation is cheaper than finding the oldest uuid. */
  #young = new Set<string>();
  #old = new Set<string>();

  has(uuid: string): boolean {
    return this.#waiting.has(uuid) || this.#young.has(uuid) || this.#old.has(uuid);
  }

  /** Remembers the uuid of a pending message. */
  add(uuid: string): void {
    this.#waiting.add(uuid);
  }

  /** The message got an outcome. A delivered uuid is remembered until at least 10,000 others were delivered. */
  settle(uuid: string, isDelivered: boolean): void {
    if (!this.#waiting.delete(uuid) || !isDelivered) return;
    this.#young.add(uuid);
    if (this.#young.size < CAPACITY) return;
    this.#old = this.#young;
    this.#young = new Set();
  }

  /** Forgets all delivered uuids. */
  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }
}
