#!/usr/bin/env bash
# `close()` of libsql 0.5.29 leaves the file open, and all that was written in the file beside it.
# A prepared statement holds the connection until the garbage collector finds it. So a copy of the database file alone, made after
# `close()`, has no tables. `node:sqlite` of Node 24 closes it and moves everything into the one file.
# Seen on Node 20.20.2: open after close: app.db app.db-wal app.db-shm; a copy has 0 tables
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . libsql@0.5.29 >/dev/null
cat >run.cjs <<'JS'
const fs = require("node:fs");
const Database = require("libsql");

const database = new Database("app.db");
database.prepare("PRAGMA journal_mode = WAL").all();
database.exec("CREATE TABLE payments (id INTEGER)");
database.close();
const open = fs.readdirSync("/proc/self/fd").flatMap((fd) => {
  try {
    return [fs.readlinkSync(`/proc/self/fd/${fd}`)].filter((path) => path.includes("app.db"));
  } catch {
    return [];
  }
});
fs.copyFileSync("app.db", "copy.db");
const tables = new Database("copy.db").prepare("SELECT count(*) AS count FROM sqlite_master").all()[0].count;
console.log(`open after close: ${open.map((path) => path.split("/").pop()).join(" ")}; a copy has ${tables} tables`);
JS
out=$(timeout 60 node run.cjs)
echo "$out"
[[ "$out" == "open after close: app.db app.db-wal app.db-shm; a copy has 0 tables" ]]
