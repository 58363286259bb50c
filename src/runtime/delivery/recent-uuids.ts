/** Most uuids that are remembered. */
const CAPACITY = 10_000;

/** The uuids of the last keyed messages that are queued or delivered, so that a repeat is not sent again. */
export class RecentUuids {
  /** In the order in which they came. */
  readonly #uuids = new Set<string>();

  has(uuid: string): boolean {
    return this.#uuids.has(uuid);
  }

  /** Remembers a uuid, in place of the oldest one when there are 10,000. */
  add(uuid: string): void {
    this.#uuids.add(uuid);
    if (this.#uuids.size <= CAPACITY) return;
    for (const oldest of this.#uuids) {
      this.#uuids.delete(oldest);
      return;
    }
  }

  /** For a message that was lost: the next one with its uuid is to be sent. */
  forget(uuid: string): void {
    this.#uuids.delete(uuid);
  }

  clear(): void {
    this.#uuids.clear();
  }
}
