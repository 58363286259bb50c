import type { OutboxRow } from "../../runtime/delivery/outbox.ts";

/** What a callback of `within` accepted. */
export class Transaction {
  readonly rows: (OutboxRow & { readonly plan: string })[] = [];
  readonly #keyed = new Set<string>();

  /** Adds rows, but not those of an event that is here. Gives the uuids of these. */
  add(plan: string, rows: readonly OutboxRow[]): ReadonlySet<string> {
    const repeated = new Set<string>();
    for (const row of rows) {
      const key = `${row.uuid} ${plan}`;
      if (row.isKeyed && this.#keyed.has(key)) {
        repeated.add(row.uuid);
        continue;
      }
      if (row.isKeyed) this.#keyed.add(key);
      this.rows.push({ ...row, plan });
    }
    return repeated;
  }
}
