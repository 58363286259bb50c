#!/usr/bin/env bash
# pg-boss 10.4.2 takes the oldest jobs, and hands them over in the order of their ids, which is random.
# Its query sorts by `created_on` where it chooses the jobs, and not where it returns them, and PostgreSQL joins the two by the primary key. So
# with `batchSize`, a worker that sends events gets a payment before the sign-up. Ids of version 7, which sort by time, keep the order. With
# PGlite 0.5.17 as with PostgreSQL 15; pg-boss 12.38.0 does the same.
# Seen on Node 20.20.2: own ids: oldest first false, by id true; version 7: oldest first true, by id true
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . pg-boss@10.4.2 @electric-sql/pglite@0.5.17 uuid@14.0.3 >/dev/null
cat >run.mjs <<'JS'
import { PGlite } from "@electric-sql/pglite";
import PgBoss from "pg-boss";
import { v7 } from "uuid";

const postgres = new PGlite();
const db = {
  executeSql: async (text, values = []) =>
    values.length > 0 ? postgres.query(text, values) : ((await postgres.exec(text)).at(-1) ?? { rows: [] }),
};
const boss = new PgBoss({ db, schedule: false, supervise: false });
await boss.start();

const isSorted = (list) => list.every((item, index) => index === 0 || list[index - 1] < item);
async function fetchedFrom(queue, options) {
  await boss.createQueue(queue);
  for (let sent = 100; sent < 120; sent += 1) await boss.send(queue, { sent }, options());
  const jobs = await boss.fetch(queue, { batchSize: 20 });
  return `oldest first ${isSorted(jobs.map(({ data }) => data.sent))}, by id ${isSorted(jobs.map(({ id }) => id))}`;
}
const own = await fetchedFrom("own", () => ({}));
const seven = await fetchedFrom("seven", () => ({ id: v7() }));
console.log(`own ids: ${own}; version 7: ${seven}`);
process.exit();
JS
out=$(timeout 120 node run.mjs)
echo "$out"
[[ "$out" == "own ids: oldest first false, by id true; version 7: oldest first true, by id true" ]]
