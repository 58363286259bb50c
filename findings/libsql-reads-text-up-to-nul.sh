#!/usr/bin/env bash
# libsql 0.5.29, the embedded database for Node, reads a text only up to its first U+0000, though it stored all of it.
# The text is bound and written whole: its blob has all bytes. Reading it gives the part before U+0000, without an error. So two ids or two
# messages that differ after it read as one. better-sqlite3 gives the whole text.
# Seen on Node 20.20.2: stored 3 bytes; libsql reads "x"; better-sqlite3 reads "x\u0000y"
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . libsql@0.5.29 better-sqlite3@12.5.0 >/dev/null
cat >run.cjs <<'JS'
const read = (Database) => {
  const db = new Database(":memory:");
  db.exec("CREATE TABLE texts (value TEXT)");
  db.prepare("INSERT INTO texts VALUES (?)").run("x\0y");
  return db.prepare("SELECT value, length(CAST(value AS BLOB)) AS bytes FROM texts").get();
};
const own = read(require("libsql"));
const other = read(require("better-sqlite3"));
const show = JSON.stringify;
console.log(`stored ${own.bytes} bytes; libsql reads ${show(own.value)}; better-sqlite3 reads ${show(other.value)}`);
JS
out=$(timeout 60 node run.cjs)
echo "$out"
[[ "$out" == 'stored 3 bytes; libsql reads "x"; better-sqlite3 reads "x\u0000y"' ]]
