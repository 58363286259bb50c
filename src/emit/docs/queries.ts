import type { PlanEvent } from "../../plan/plan.ts";
import { isEnum, type Property } from "../../plan/property.ts";

/** The property that marks an event that is sent under its former name, too. */
export const RENAMED_TO = "plan_renamed_to";

/**
 * A query in HogQL, PostHog's SQL, that counts an event of the last 30 days by day: with revenue, its money by currency; else
 * by the first property that has few values, and its people where people send it. Each uuid counts once, however often it came.
 */
export function queryOf(event: PlanEvent): string {
  const rows = `${namedAs(event)} AND timestamp >= now() - INTERVAL 30 DAY`;
  return event.revenue === undefined ? countQuery(event, rows) : revenueQuery(rows);
}

/** Under a former name, only those of the time before both were sent. */
function namedAs({ name, alsoSentAs }: PlanEvent): string {
  const own = `event = ${quoteText(name)}`;
  return alsoSentAs === undefined
    ? own
    : `(${own} OR (event = ${quoteText(alsoSentAs.name)} AND properties.${RENAMED_TO} IS NULL))`;
}

function countQuery({ actor, properties }: PlanEvent, rows: string): string {
  const few = properties.find(hasFewValues);
  const value = few === undefined ? [] : [`properties.${quoteIdentifier(few.name)}`];
  const columns = [
    "toDate(timestamp) AS day",
    ...value,
    "count(DISTINCT uuid) AS times",
    ...(actor === "user" ? ["count(DISTINCT person_id) AS people"] : []),
  ];
  return `SELECT
  ${columns.join(",\n  ")}
FROM events
WHERE ${rows}
GROUP BY ${["day", ...value].join(", ")}
ORDER BY day`;
}

function revenueQuery(rows: string): string {
  return `SELECT day, currency, count() AS times, sum(revenue) AS total
FROM (
  SELECT
    toDate(any(timestamp)) AS day,
    any(properties.currency) AS currency,
    any(toFloat(properties.$revenue)) AS revenue
  FROM events
  WHERE ${rows}
  GROUP BY uuid
)
GROUP BY day, currency
ORDER BY day, currency`;
}

function hasFewValues({ type, source, pii, deprecated }: Property): boolean {
  const isKind = isEnum(type) || type.kind === "boolean";
  return isKind && source.kind !== "const" && pii === "none" && deprecated === undefined;
}

/** @see PostHog/posthog, `posthog/hogql/grammar/HogQLLexer.common.g4`: both escape with a backslash */
function quoteText(text: string): string {
  return `'${text.replaceAll(/[\\']/gu, "\\$&")}'`;
}

/** Words that HogQL accepts as names only in quotes. The tests check with PostHog's parser that it accepts all others. */
const KEYWORDS = new Set(
  "catch except finally fn fun inf intersect let materialized nan null throw try while within".split(" "),
);

function quoteIdentifier(name: string): string {
  if (/^[A-Za-z_]\w*$/u.test(name) && !KEYWORDS.has(name.toLowerCase())) return name;
  return `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "``")}\``;
}
