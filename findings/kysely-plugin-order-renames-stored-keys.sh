#!/usr/bin/env bash
# kysely 0.28.19 renames the keys inside stored JSON if its two usual plugins stand in one order, and not in the other.
# `CamelCasePlugin` is for names of columns. But after `ParseJSONResultsPlugin`, which makes objects of JSON texts, it goes into them, too: the
# properties of a stored event get other names, and of `plan_name` and `planName` only one is left. In the other order they stay as stored. And
# a text that a person typed comes back as a list in both, if it reads as one.
# Seen on Node 20.20.2: parse, then camel {"planName":"b"}; camel, then parse {"plan_name":"a","planName":"b"}; text [1] is a list true
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . kysely@0.28.19 better-sqlite3@12.5.0 >/dev/null
cat >run.mjs <<'JS'
import Database from "better-sqlite3";
import { CamelCasePlugin, Kysely, ParseJSONResultsPlugin, SqliteDialect } from "kysely";

async function read(...plugins) {
  const database = new Database(":memory:");
  database.exec("CREATE TABLE events (properties TEXT, comment TEXT)");
  database.prepare("INSERT INTO events VALUES (?, ?)").run('{"plan_name":"a","planName":"b"}', "[1]");
  const kysely = new Kysely({ dialect: new SqliteDialect({ database }), plugins });
  const row = await kysely.selectFrom("events").selectAll().executeTakeFirst();
  await kysely.destroy();
  return row;
}
const first = await read(new ParseJSONResultsPlugin(), new CamelCasePlugin());
const last = await read(new CamelCasePlugin(), new ParseJSONResultsPlugin());
const isList = Array.isArray(first.comment) && Array.isArray(last.comment);
console.log(
  `parse, then camel ${JSON.stringify(first.properties)}; camel, then parse ${JSON.stringify(last.properties)}; text [1] is a list ${isList}`,
);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == 'parse, then camel {"planName":"b"}; camel, then parse {"plan_name":"a","planName":"b"}; text [1] is a list true' ]]
