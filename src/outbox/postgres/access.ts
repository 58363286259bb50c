import { stopTimer } from "../../runtime/delivery/timing.ts";
import { startInBackground, type Timer } from "../background-timer.ts";
import { readVersion, SCHEMA_VERSION, stateSql } from "./migrations.ts";
import { describeError, OutboxError, type Query, rowsOf } from "./query.ts";

/** How soon a database is tried again, and how late one that stays away, in milliseconds. */
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5000;

interface AccessParts {
  readonly query: Query;
  readonly schema: string;
  readonly warn: (line: string) => void;
  /** The database may be back. */
  readonly onRetry: () => void;
}

/** The way to the database: whether it can be used now, and when it is tried again. Events wait in memory meanwhile. */
export class Access {
  readonly #parts: AccessParts;
  #isOpen = false;
  #isChecked = false;
  /** Set while the database cannot be used: nobody asks it meanwhile. */
  #retry: Timer | undefined;
  #retryMs = FIRST_RETRY_MS;

  constructor(parts: AccessParts) {
    this.#parts = parts;
  }

  /** From now on, a database that cannot be used is tried again. */
  open(): void {
    this.#isOpen = true;
  }

  close(): void {
    this.#isOpen = false;
    stopTimer(this.#retry);
    this.#retry = undefined;
  }

  /** Uses the database if that may work. `undefined` when it does not: then it is tried again later. Never rejects. */
  async use<T>(work: (query: Query) => Promise<T>): Promise<T | undefined> {
    if (this.#retry !== undefined) return undefined;
    try {
      if (!this.#isChecked) await this.#check();
      const result = await work(this.#parts.query);
      this.#retryMs = FIRST_RETRY_MS;
      return result;
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  /** Uses the database for people, who want to hear why it cannot be used: rejects with an `OutboxError`. */
  async ask<T>(work: (query: Query) => Promise<T>): Promise<T> {
    try {
      await this.#check();
      return await work(this.#parts.query);
    } catch (error) {
      throw new OutboxError(describeError(error), { cause: error });
    }
  }

  /** The table has to be as this version needs it. */
  async #check(): Promise<void> {
    const { query, schema } = this.#parts;
    const [state] = await rowsOf(query, stateSql(schema), []);
    const version = readVersion(state?.["comment"]);
    if (state?.["encoding"] === undefined) {
      throw new OutboxError(
        "the option query must return columns under the names that the statement gives them",
      );
    }
    if (state["encoding"] !== "UTF8") throw new OutboxError("the encoding of the database is not UTF8");
    if (version > SCHEMA_VERSION) throw new OutboxError("a newer version of tracking-plan made its table");
    if (version < SCHEMA_VERSION) {
      throw new OutboxError(
        `the schema ${schema} has no table of this version: run tracking-plan outbox sql --apply`,
      );
    }
    this.#isChecked = true;
  }

  #failed(error: unknown): void {
    this.#isChecked = false;
    this.#parts.warn(`The outbox cannot be used: ${describeError(error)}. Durable events wait in memory.`);
    if (!this.#isOpen || this.#retry !== undefined) return;
    this.#retry = startInBackground(() => {
      this.#retry = undefined;
      this.#parts.onRetry();
    }, this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }
}
