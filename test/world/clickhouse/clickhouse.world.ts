import loadParser from "@posthog/hogql-parser";
import type { Session } from "chdb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { queryOf } from "../../../src/emit/docs/queries.ts";
import { emitAll } from "../../../src/emit/emit-all.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { readPlan } from "../../../src/read/read-plan.ts";
import { GOLDEN_CASES, readGoldenPlan } from "../../support/golden-cases.ts";
import { makeEvent, makeProperty } from "../../support/make-plan.ts";

const PLAN = `plan: 1
name: shop
identity: { user_id: { format: uuid, prefix: user_ } }
events:
  report_opened:
    description: A customer opened a report.
    idempotency: { key: caller }
    properties:
      kind: { type: enum, values: [sales, stock] }
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

const [count = "", sum = ""] = queriesOf(readText(PLAN), "other.md");

/** Words of HogQL's grammar, which may be names of properties. */
const KEYWORDS =
  "columns exclude ignore include interpolate lambda local materialized natural positional replace values within all and anti any array as asc asof between both by case cast catch cohort collate cross cube current date day desc descending distinct else end escape except extract false filter final finally first fn following for from full fun function global grouping group having hour id if ilike in inf inner intersect interval into is join key last leading left let like limit minute month nan not null nulls offset on or order outer over partition preceding prewhere qualify quarter range recursive return right rollup row rows sample second select semi sets settings substring team_id then throw ties timestamp to top totals trailing trim true truncate try unbounded union unpivot using week when where while window with year".split(
    " ",
  );

describe("the queries of the docs", () => {
  test("are one an event, and one more on the page on identity", () => {
    expect([count, sum].map((query) => query.split("\n").slice(0, 2))).toEqual([
      ["SELECT", "  toDate(timestamp) AS day,"],
      ["SELECT day, currency, count() AS times, sum(revenue) AS total", "FROM ("],
    ]);
    expect(queriesOf(readText(PLAN), "identity.md")).toEqual([sum]);
  });

  test("are read by PostHog's parser of HogQL", async () => {
    const plans = await Promise.all(GOLDEN_CASES.map((golden) => readGoldenPlan(golden)));
    const queries = plans.flatMap((plan) => queriesOf(plan));
    expect(queries.length).toBeGreaterThan(plans.flatMap(({ events }) => events).length);
    const faults = await faultsOf([count, sum, ...queries]);
    expect(faults).toEqual([]);
    expect((await faultsOf(["SELECT FROM GROUP"])).length).toBe(1);
  });

  test("take any name of a property, and keep it", async () => {
    const names = KEYWORDS.concat(
      KEYWORDS.map((word) => word.toUpperCase()),
      "a b",
      "a-b",
      "é",
      "`",
      "``a\\`",
      "\\'",
    );
    const parser = await loadParser();
    for (const name of names) {
      const event = makeEvent("e", { properties: [makeProperty(name, "boolean")] });
      const query = JSON.parse(parser.parseSelect(queryOf(event), true)) as {
        readonly select?: readonly { readonly chain?: readonly string[] }[];
      };
      expect(query.select?.[1]?.chain).toEqual(["properties", name]);
    }
  });

  test("take any name of an event, and keep it", async () => {
    const parser = await loadParser();
    for (const name of ["it's", "a\\", "\\'", "''", "{x}", "--", 'a"`']) {
      const query = parser.parseSelect(queryOf(makeEvent(name)), true);
      expect(JSON.parse(query)).not.toHaveProperty("error");
      expect(query).toContain(`"value":${JSON.stringify(name)}`);
    }
  });
});

/** The queries that PostHog's parser does not take, with what it says. */
async function faultsOf(queries: readonly string[]): Promise<readonly string[]> {
  const parser = await loadParser();
  return queries.flatMap((query) => {
    const parsed = JSON.parse(parser.parseSelect(query, true)) as {
      readonly error?: boolean;
      readonly message?: string;
    };
    return parsed.error === true ? [`${parsed.message}: ${query}`] : [];
  });
}

/**
 * A table with PostHog's columns, as far as the queries name them. HogQL's `properties.name` is a tuple's element here, and its
 * `toFloat` a function of our own: the rest of a query is ClickHouse's as it stands.
 */
describe.skipIf(`${process.platform}-${process.arch}` !== "linux-x64")(
  "in ClickHouse, where every second event came twice",
  () => {
    const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const counted = `"${day}","sales",${PAYMENTS / 2},1\n"${day}","stock",${PAYMENTS / 2},1`;
    const summed = `"${day}","EUR",${PAYMENTS / 2},${(PAYMENTS / 2) * 10.5}\n"${day}","USD",${PAYMENTS / 2},${(PAYMENTS / 2) * 2}`;
    let session: Session;
    beforeAll(async () => {
      const chdb = await import("chdb");
      session = new chdb.Session();
      run("CREATE DATABASE posthog ENGINE = Atomic");
      run("USE posthog");
      run("CREATE FUNCTION toFloat AS (value) -> toFloat64OrNull(toString(value))");
      run(`CREATE TABLE events (
      uuid UUID, event String, distinct_id String, person_id UUID, timestamp DateTime64(6, 'UTC'), _timestamp DateTime,
      properties Tuple(\`$revenue\` Float64, currency String, kind String)
    ) ENGINE = ReplacingMergeTree(_timestamp) ORDER BY (toDate(timestamp), event, cityHash64(distinct_id), cityHash64(uuid))`);
      run("SYSTEM STOP MERGES events");
      for (const event of ["report_opened", "invoice_paid"]) {
        insert(event, `${day} 12:00:00`, { step: 1, second: 0 });
        insert(event, `${day} 12:00:00`, { step: 2, second: 1 });
        // Too old to be counted.
        insert(event, "2026-01-01 12:00:00", { step: PAYMENTS / 10, second: 0 });
      }
    });
    afterAll(() => session.cleanup());

    const run = (query: string): string => session.query(query, "CSV").trim();

    function insert(
      event: string,
      time: string,
      { step, second }: { readonly step: number; readonly second: number },
    ): void {
      run(`INSERT INTO events SELECT
        reinterpretAsUUID(MD5(concat('${event}', toString(number)))), '${event}', 'user_1', toUUID('3f2504e0-4f89-41d3-9a0c-0305e82c3301'),
        toDateTime64('${time}', 6, 'UTC'), toDateTime('${day} 12:00:0${second}'),
        if(number % 4 < 2, tuple(10.5, 'EUR', 'sales'), tuple(2, 'USD', 'stock'))
        FROM numbers(${PAYMENTS}) WHERE number % ${step} = 0`);
    }

    test("both rows are there, and each event counts once", () => {
      expect(run("SELECT count() FROM events")).toBe(String(2 * (PAYMENTS * 1.5 + 10)));
      expect(sorted(run(count))).toBe(counted);
      expect(run(sum)).toBe(summed);
    });

    test("an estimate is not the number", () => {
      expect(run("SELECT uniq(uuid) FROM events WHERE event = 'invoice_paid'")).not.toBe(String(PAYMENTS));
    });

    test("the same once ClickHouse has made the rows one", () => {
      run("SYSTEM START MERGES events");
      run("OPTIMIZE TABLE events FINAL");
      expect(run("SELECT count() FROM events")).toBe(String(2 * (PAYMENTS + 10)));
      expect(sorted(run(count))).toBe(counted);
      expect(run(sum)).toBe(summed);
    });
  },
);

/** The query sorts by day, and leaves open which value comes first. */
function sorted(rows: string): string {
  return rows.split("\n").toSorted().join("\n");
}

function readText(text: string): Plan {
  const { plan, diagnostics } = readPlan({ file: "plan.yaml", bytes: new TextEncoder().encode(text) });
  if (plan === undefined) throw new Error(JSON.stringify(diagnostics));
  return plan;
}

/** All SQL in the docs of a plan, or in one page. */
function queriesOf(plan: Plan, file = ""): readonly string[] {
  return emitAll(plan)
    .filter(({ path }) => path.endsWith(`${file === "" ? "" : `docs/${file}`}`))
    .flatMap(({ text: page }) => [...page.matchAll(/```sql\n(.*?)\n```/gsu)].map(([, query]) => query ?? ""));
}
