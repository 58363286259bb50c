import { expect, test } from "vitest";
import { queryOf } from "../../../../src/emit/docs/queries.ts";
import { makeEvent, makeProperty } from "../../../support/make-plan.ts";

const enumOf = (name: string, parts: object = {}) =>
  makeProperty(name, { kind: "enum", values: [{ value: "a" }] }, parts);

test("an event is counted by day, by its first property of few values, and by people", () => {
  const event = makeEvent("it's \\", {
    properties: [
      makeProperty("text", "string"),
      enumOf("fixed", { source: { kind: "const", value: "a" } }),
      enumOf("gender", { pii: "personal" }),
      enumOf("old", { deprecated: {} }),
      enumOf("the `kind`\\"),
      makeProperty("done", "boolean"),
    ],
  });
  expect(queryOf(event)).toBe(`SELECT
  toDate(timestamp) AS day,
  properties.\`the \`\`kind\`\`\\\\\`,
  count(DISTINCT uuid) AS times,
  count(DISTINCT person_id) AS people
FROM events
WHERE event = 'it\\'s \\\\' AND timestamp >= now() - INTERVAL 30 DAY
GROUP BY day, properties.\`the \`\`kind\`\`\\\\\`
ORDER BY day`);
});

test("a sender that is not a person has no people", () => {
  expect(queryOf(makeEvent("ran", { actor: "job" }))).toBe(`SELECT
  toDate(timestamp) AS day,
  count(DISTINCT uuid) AS times
FROM events
WHERE event = 'ran' AND timestamp >= now() - INTERVAL 30 DAY
GROUP BY day
ORDER BY day`);
});

test("revenue is summed over distinct uuids, by currency", () => {
  const revenue = { amount: "price", currency: { kind: "code", code: "USD" } } as const;
  expect(queryOf(makeEvent("paid", { revenue })))
    .toBe(`SELECT day, currency, count() AS times, sum(revenue) AS total
FROM (
  SELECT
    toDate(any(timestamp)) AS day,
    any(properties.currency) AS currency,
    any(toFloat(properties.$revenue)) AS revenue
  FROM events
  WHERE event = 'paid' AND timestamp >= now() - INTERVAL 30 DAY
  GROUP BY uuid
)
GROUP BY day, currency
ORDER BY day, currency`);
});

test("under a former name, only what was sent before both were", () => {
  const event = makeEvent("done", { actor: "job", alsoSentAs: { name: "it's \\" } });
  expect(queryOf(event)).toContain(
    "WHERE (event = 'done' OR (event = 'it\\'s \\\\' AND properties.plan_renamed_to IS NULL)) AND timestamp",
  );
});
