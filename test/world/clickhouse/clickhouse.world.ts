import loadParser from "@posthog/hogql-parser";
import type { Session } from "chdb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emitAll } from "../../../src/emit/emit-all.ts";
import { readPlan } from "../../../src/read/read-plan.ts";

const PLAN = `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
events:
  invoice_paid:
    description: A customer paid an invoice.
    idempotency: { key: [invoice_id] }
    revenue: { amount: amount, currency: { property: currency_code } }
    properties:
      invoice_id: { type: string }
      amount: { type: number, min: 0 }
      currency_code: { type: enum, values: [EUR, USD] }
`;

/** More uuids than ClickHouse's `uniq` counts exactly. */
const PAYMENTS = 200_000;

const queries = queriesOf(PLAN);

describe("the queries of the docs", () => {
  test("are two: one counts, one sums", () => {
    expect(queries.map((query) => query.split(/\s/u).slice(0, 2))).toEqual([
      ["SELECT", "count(DISTINCT"],
      ["SELECT", "currency,"],
    ]);
  });

  test("are read by PostHog's parser of HogQL", async () => {
    const parser = await loadParser();
    for (const query of queries) {
      expect(JSON.parse(parser.parseSelect(query, true))).toMatchObject({ node: "SelectQuery" });
    }
    expect(JSON.parse(parser.parseSelect("SELECT FROM GROUP", true))).toMatchObject({ error: true });
  });
});

/**
 * A table with PostHog's columns, as far as the queries name them. HogQL's `properties.name` is a tuple's element here, and its
 * `toFloat` a function of our own: the rest of a query is ClickHouse's as it stands.
 */
describe.skipIf(`${process.platform}-${process.arch}` !== "linux-x64")(
  "in ClickHouse, where every second payment came twice",
  () => {
    const truth = { EUR: (PAYMENTS / 2) * 10.5, USD: (PAYMENTS / 2) * 2 };
    let session: Session;
    beforeAll(async () => {
      const chdb = await import("chdb");
      session = new chdb.Session();
      run("CREATE DATABASE posthog ENGINE = Atomic");
      run("USE posthog");
      run("CREATE FUNCTION toFloat AS (value) -> toFloat64OrNull(toString(value))");
      run(`CREATE TABLE events (
      uuid UUID, event String, distinct_id String, timestamp DateTime64(6, 'UTC'), _timestamp DateTime,
      properties Tuple(\`$revenue\` Float64, currency String)
    ) ENGINE = ReplacingMergeTree(_timestamp) ORDER BY (toDate(timestamp), event, cityHash64(distinct_id), cityHash64(uuid))`);
      run("SYSTEM STOP MERGES events");
      for (const [step, second] of [
        [1, 0],
        [2, 1],
      ]) {
        run(`INSERT INTO events SELECT
        reinterpretAsUUID(MD5(toString(number))), 'invoice_paid', 'user_1',
        toDateTime64('2026-03-01 12:00:00', 6, 'UTC'), toDateTime('2026-03-01 12:00:0${second}'),
        if(number % 4 < 2, tuple(10.5, 'EUR'), tuple(2, 'USD'))
        FROM numbers(${PAYMENTS}) WHERE number % ${step} = 0`);
      }
    });
    afterAll(() => session.cleanup());

    const run = (query: string): string => session.query(query, "CSV").trim();
    const [count = "", sum = ""] = queries;

    test("both rows are there, and each payment counts once", () => {
      expect(run("SELECT count() FROM events")).toBe(String(PAYMENTS * 1.5));
      expect(run(count)).toBe(String(PAYMENTS));
      expect(run(sum)).toBe(`"EUR",${truth.EUR}\n"USD",${truth.USD}`);
    });

    test("an estimate is not the number", () => {
      expect(run("SELECT uniq(uuid) FROM events")).not.toBe(String(PAYMENTS));
    });

    test("the same once ClickHouse has made the rows one", () => {
      run("SYSTEM START MERGES events");
      run("OPTIMIZE TABLE events FINAL");
      expect(run("SELECT count() FROM events")).toBe(String(PAYMENTS));
      expect(run(count)).toBe(String(PAYMENTS));
      expect(run(sum)).toBe(`"EUR",${truth.EUR}\n"USD",${truth.USD}`);
    });
  },
);

/** All SQL in the docs of a plan. */
function queriesOf(text: string): readonly string[] {
  const { plan, diagnostics } = readPlan({ file: "plan.yaml", bytes: new TextEncoder().encode(text) });
  if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
  return emitAll(plan).flatMap(({ text: page }) =>
    [...page.matchAll(/```sql\n(.*?)\n```/gsu)].map(([, query]) => query ?? ""),
  );
}
