import type { Cursor } from "../source/cursor.ts";
import type { ImportLog, LossDetail } from "../source/import-log.ts";

/** What a type is made for. */
export class TypeContext {
  readonly #log: ImportLog;
  /** The section and names of the thing: `["events", "order_paid", "amount"]`. */
  readonly #path: readonly string[];
  /** How many objects, lists and maps are around it. */
  readonly depth: number;

  constructor(log: ImportLog, path: readonly string[], depth = 0) {
    this.#log = log;
    this.#path = path;
    this.depth = depth;
  }

  /** The same for a part of the thing. */
  inside(name: string): TypeContext {
    return new TypeContext(this.#log, [...this.#path, name], this.depth + 1);
  }

  /** Remembers where the thing is described. */
  remember(at: Cursor): void {
    this.#log.remember(this.#path, at);
  }

  lose(at: Cursor, detail: LossDetail): void {
    this.#log.lose(at, this.#path.slice(1).join(".") || String(this.#path[0]), detail);
  }

  loseOfMany(at: Cursor, key: Parameters<ImportLog["loseOfMany"]>[2]): void {
    this.#log.loseOfMany(at, this.#path.slice(1).join("."), key);
  }
}
