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

  /** For a message that was delivered: remembers its uuid while at most 10,000 others come after it. */
  delivered(uuid: string): void {
    if (!this.#waiting.delete(uuid)) return;
    this.#young.add(uuid);
    if (this.#young.size < CAPACITY) return;
    this.#old = this.#young;
    this.#young = new Set();
  }

  /** For a message that may not have arrived: the next one with its uuid is to be sent. */
  forget(uuid: string): void {
    this.#waiting.delete(uuid);
  }

  clear(): void {
    this.#waiting.clear();
    this.#young.clear();
    this.#old.clear();
  }
}
