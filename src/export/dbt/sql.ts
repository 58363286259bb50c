import type { PropertyType } from "../../plan/property.ts";
import { quoteString } from "../../text/quote.ts";

/** The warehouses that PostHog exports events to, as far as their expressions for JSON are known. */
export const WAREHOUSES = ["bigquery", "snowflake", "postgres"] as const;

export type Warehouse = (typeof WAREHOUSES)[number];

/** How a warehouse reads the table of events. Its columns are named in lower case, of Snowflake in quotes. */
interface Dialect {
  /** The column of the event's name. */
  readonly event: string;
  /** The inside of a literal: nothing in it ends the literal. */
  readonly escape: (text: string) => string;
  /** The value of a property as text; null where it is absent or null. */
  readonly value: (name: string, type: PropertyType) => string;
  /** Whether an expression can name a property. */
  readonly canName: (name: string) => boolean;
}

/**
 * @see https://posthog.com/docs/cdp/batch-exports: `properties` is text or `JSON` in BigQuery, `VARIANT` in Snowflake, `JSONB` in
 *   Postgres. A property that is JSON's null is null in all.
 */
export const DIALECTS: Readonly<Record<Warehouse, Dialect>> = {
  bigquery: {
    event: "event",
    escape: withBackslashes,
    // The one gives null for a list or an object, the other for anything else.
    value: (name, { kind }) =>
      `json_${["array", "map", "object"].includes(kind) ? "query" : "value"}(properties, '$."${withBackslashes(name)}"')`,
    // The path is in quotes, and has no escape for them that is documented.
    canName: (name) => !/["\\]/u.test(name),
  },
  snowflake: {
    event: '"event"',
    escape: withBackslashes,
    value: (name) => `"properties"['${withBackslashes(name)}']::varchar`,
    canName: () => true,
  },
  postgres: {
    event: "event",
    escape: withQuotesDoubled,
    value: (name) => `(properties ->> '${withQuotesDoubled(name)}')`,
    canName: () => true,
  },
};

/** BigQuery and Snowflake read the same escapes as JSON, and `\'`. */
function withBackslashes(text: string): string {
  return quoteString(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
}

/** In Postgres a backslash is only a backslash. */
function withQuotesDoubled(text: string): string {
  return text.replaceAll("'", "''");
}
