#!/usr/bin/env bash
# superjson 2.2.7 writes a Buffer that it cannot read, and with it everything beside it.
# A column of bytes comes from libsql 0.5.29, as from most drivers of Node, as a Buffer. superjson takes it for one of the typed arrays that it
# knows and writes its class name, without an error. `parse` then throws for the whole record: whoever keeps jobs or cached rows this way learns
# it when they are read. The same bytes in a Uint8Array survive.
# Seen on Node 20.20.2: row Buffer; written true; read Trying to deserialize unknown typed array; as Uint8Array 3 bytes
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . superjson@2.2.7 libsql@0.5.29 >/dev/null
cat >run.mjs <<'JS'
import Database from "libsql";
import superjson from "superjson";

const row = new Database(":memory:").prepare("SELECT 'pro' AS plan, x'010203' AS digest").get();
const written = superjson.stringify(row);
let read = "the row";
try {
  superjson.parse(written);
} catch (error) {
  read = error.message;
}
const copy = superjson.parse(superjson.stringify({ ...row, digest: new Uint8Array(row.digest) }));
console.log(
  `row ${row.digest.constructor.name}; written ${written.includes('"pro"')}; read ${read}; ` +
    `as ${copy.digest.constructor.name} ${copy.digest.length} bytes`,
);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "row Buffer; written true; read Trying to deserialize unknown typed array; as Uint8Array 3 bytes" ]]
