/** Keeps durable events in PostgreSQL: `tracking-plan/outbox/postgres`. Statements go through the application's own driver. */
import { PostgresOutbox, type PostgresOutboxOptions } from "./postgres-outbox.ts";

export type { PostgresOutbox, PostgresOutboxOptions } from "./postgres-outbox.ts";
export type { Query } from "./query.ts";

/**
 * An outbox in a table of PostgreSQL, which any number of processes can share. `tracking-plan outbox sql` has the table. Create one for
 * each process, and pass it to `configureTracking`. Never throws: while the database cannot be used, events are held in memory.
 *
 * @example
 * const outbox = postgresOutbox({ query: (sql, values) => pool.query(sql, values) });
 * configureTracking({ outbox });
 */
export function postgresOutbox(options: PostgresOutboxOptions): PostgresOutbox {
  return new PostgresOutbox(options);
}
