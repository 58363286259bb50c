#!/usr/bin/env bash
# typeid-js 1.2.0 gives two UUIDs one TypeID if they are written without hyphens.
# `TypeID.fromUUID` cuts the text at fixed places: where the hyphens are missing it skips digits, and takes the last ones for zero. 32 hex digits, as
# several databases and libraries print a UUID, give a valid TypeID without an error. But it is another one than the UUID has with
# hyphens, and ids that differ only in a skipped digit get the same.
# Seen on Node 20.20.2: the same with and without hyphens false; two ids, one TypeID true
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . typeid-js@1.2.0 >/dev/null
cat >run.mjs <<'JS'
import { TypeID } from "typeid-js";

const one = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const other = "3f2504e0-5f89-41d3-9a0c-0305e82c3301";
const typeId = (uuid) => TypeID.fromUUID("user", uuid).toString();
const bare = (uuid) => typeId(uuid.replaceAll("-", ""));
console.log(`the same with and without hyphens ${bare(one) === typeId(one)}; two ids, one TypeID ${bare(one) === bare(other)}`);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "the same with and without hyphens false; two ids, one TypeID true" ]]
