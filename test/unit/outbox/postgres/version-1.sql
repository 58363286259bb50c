CREATE SCHEMA IF NOT EXISTS "tracking_plan";

CREATE TABLE "tracking_plan".events (
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

CREATE INDEX events_to_send ON "tracking_plan".events (plan, lane, id) WHERE parked_at IS NULL;

COMMENT ON TABLE "tracking_plan".events IS 'tracking-plan outbox, version 1';
