/** How many delivered uuids are remembered at least. */
const CAPACITY = 10_000;

/**
 * The uuids of the keyed messages that wait, and of the last ones that were delivered, so that a repeat is not sent
 * again. Two waiting messages never have one uuid.
 */
export class RecentUuids {
  readonly #waiting = new Set<string>();
  /** The delivered ones, in two generations: dropping an old one whole costs less than looking for the oldest. */
  #young = new Set<string>();
  #old = new Set<string>();

  has(uuid: string): boolean {
    return this.#waiting.has(uuid) || this.#young.has(uuid) || this.#old.has(uuid);
  }

  /** Remembers a uuid as long as its message waits. */
  add(uuid: string): void {
    this.#waiting.add(uuid);
  }

  /** For a message that ended. One that was delivered is remembered while at most 10,000 others come after it. */
  settle(uuid: string, isDelivered: boolean): void {
    if (!this.#waiting.delete(uuid) || !isDelivered) return;
    this.#young.add(uuid);
    if (this.#young.size < CAPACITY) return;
    this.#old = this.#young;
    this.#young = new Set();
  }

  /** Forgets all that were delivered. */
  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }
}
