#!/usr/bin/env bash
# @electric-sql/pglite 0.5.14 stores `[object Object]` where pg 8.23.1 stores JSON, in the same database.
# An object for a column of type `text` is JSON to node-postgres, and goes through `toString` in PGlite, without an error. Counts are text to the one
# and numbers to the other. So code that was tested on PGlite, as many do with Drizzle and Kysely, is not what runs on a server.
# Seen on Node 20.20.2: pglite stores [object Object], counts a number; pg stores {"plan":"pro"}, counts a string
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --legacy-peer-deps --prefix . \
  @electric-sql/pglite@0.5.14 @electric-sql/pglite-socket@0.2.17 pg@8.23.1 >/dev/null
cat >run.mjs <<'JS'
import { PGlite } from "@electric-sql/pglite";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import pg from "pg";

const pglite = await PGlite.create();
const server = new PGLiteSocketServer({ db: pglite, host: "127.0.0.1", port: 0 });
await server.start();
await pglite.exec("CREATE TABLE events (body text)");
const client = new pg.Client({ connectionString: `postgres://postgres@${server.getServerConn()}/postgres`, ssl: false });
await client.connect();

async function said(database) {
  const stored = await database.query("INSERT INTO events VALUES ($1) RETURNING body", [{ plan: "pro" }]);
  const counted = await database.query("SELECT count(*) FROM events");
  return `stores ${stored.rows[0].body}, counts a ${typeof counted.rows[0].count}`;
}
console.log(`pglite ${await said(pglite)}; pg ${await said(client)}`);
process.exit();
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == 'pglite stores [object Object], counts a number; pg stores {"plan":"pro"}, counts a string' ]]
