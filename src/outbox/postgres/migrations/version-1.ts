/**
 * Version 1. A migration never changes once it is released.
 *
 * Only the row number is unique: an index over uuids would let two transactions of the application wait for each other. Most updates and
 * deletes hit the oldest rows, so the table asks to be vacuumed after a number of dead rows, whatever its size.
 */
export const version1 = (schema: string): string => `CREATE SCHEMA IF NOT EXISTS ${schema};

CREATE TABLE ${schema}.events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan text NOT NULL,
  uuid text NOT NULL,
  event text NOT NULL,
  distinct_id text NOT NULL,
  keyed boolean NOT NULL,
  lane smallint NOT NULL,
  body text NOT NULL,
  written_at timestamptz NOT NULL DEFAULT now(),
  claims integer NOT NULL DEFAULT 0,
  owner text,
  leased_until timestamptz,
  parked_at timestamptz,
  reason text
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE INDEX events_to_send ON ${schema}.events (plan, lane, id) WHERE parked_at IS NULL;
`;
