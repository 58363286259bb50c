import type { Client as PgClient } from "pg";
import { stopTimer } from "../../runtime/delivery/timing.ts";
import { startInBackground, type Timer } from "../background-timer.ts";
import { requireFromApplication } from "../require-from-application.ts";
import { quoteName } from "./migrations.ts";

/** How soon a lost connection is opened again, and how late when that keeps failing, in milliseconds. */
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 30_000;

/** How long a notification of our own may take to arrive, in milliseconds. Through a transaction pooler it never does. */
const ARRIVAL_MS = 5000;

interface ListenerParts {
  readonly connectionString: string;
  /** A name of PostgreSQL: at most 63 bytes. */
  readonly channel: string;
  /** Sends a notification to the channel by another connection. */
  readonly notify: (payload: string) => Promise<unknown>;
  /** Called with the payload of each notification of others; without one when some may have been missed. */
  readonly onNotification: (payload?: string) => void;
  readonly warn: (line: string) => void;
}

/**
 * Listens for notifications of PostgreSQL on a connection of its own.
 *
 * ```text
 * closed ─→ connecting ─→ listening ─→ sure, once a notification of its own arrived
 *                ↑             │  └──→ given up, when none did: something between pools transactions
 *                └─ lost, failed
 * ```
 *
 * Nothing depends on it: it only saves the time until the next poll.
 */
export class Listener {
  readonly #parts: ListenerParts;
  #client: PgClient | undefined;
  #retry: Timer | undefined;
  #arrival: Timer | undefined;
  #retryMs = FIRST_RETRY_MS;

  constructor(parts: ListenerParts) {
    this.#parts = parts;
  }

  /** Never throws. Keeps no process alive. */
  open(): void {
    const pg = requireFromApplication("pg") as { readonly Client: typeof PgClient } | undefined;
    try {
      if (pg !== undefined) this.#connect(pg.Client);
      else this.#parts.warn("The option listen needs the package pg. The outbox is polled instead.");
    } catch {
      this.#parts.warn("The option listen is no URL of a database. The outbox is polled instead.");
    }
  }

  close(): void {
    stopTimer(this.#retry);
    this.#drop();
  }

  #connect(Client: typeof PgClient): void {
    const { connectionString, channel, onNotification } = this.#parts;
    const token = `${crypto.randomUUID()} listens`;
    const client = new Client({ connectionString, keepAlive: true, connectionTimeoutMillis: 10_000 });
    this.#client = client;
    const lost = (): void => this.#lost(client, Client);
    client.on("error", lost);
    client.on("end", lost);
    client.on("notification", ({ payload = "" }) => {
      if (payload === token) stopTimer(this.#arrival);
      else if (!payload.endsWith(" listens")) onNotification(payload);
    });
    const listen = async (): Promise<void> => {
      await client.connect();
      await client.query(`LISTEN ${quoteName(channel)}`);
      this.#retryMs = FIRST_RETRY_MS;
      // Something may have been written since the connection was lost.
      onNotification();
      await this.#expect(token, client);
    };
    listen().catch(lost);
    // Its types lack it.
    (client as PgClient & { readonly unref?: () => void }).unref?.();
  }

  async #expect(token: string, client: PgClient): Promise<void> {
    if (this.#client !== client) return;
    this.#arrival = startInBackground(() => {
      this.#drop();
      this.#parts.warn(
        "No notification arrives by the option listen, as behind a transaction pooler. The outbox is polled instead.",
      );
    }, ARRIVAL_MS);
    try {
      await this.#parts.notify(token);
    } catch {
      // Then it says nothing that none arrives.
      stopTimer(this.#arrival);
    }
  }

  #lost(client: PgClient, Client: typeof PgClient): void {
    if (this.#client !== client) return;
    this.#drop();
    this.#parts.warn("The connection of the option listen was lost. The outbox is polled until it is back.");
    this.#retry = startInBackground(() => this.#connect(Client), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }

  #drop(): void {
    const client = this.#client;
    this.#client = undefined;
    stopTimer(this.#arrival);
    // It may have ended.
    client?.end().catch(() => {});
  }
}
