#!/usr/bin/env bash
# ulid 3.0.2: `isValid` takes text that the package itself cannot convert.
# A ULID has 128 bits, and 26 letters of base 32 hold 130: the first letter is at most 7. `isValid` looks at letters and length alone, so an
# id that passes it makes `ulidToUUID` throw later, where it is stored. `z.ulid()` of zod 4.6.7 refuses it.
# Seen on Node 20.20.2: isValid true; ulidToUUID throws; zod false
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . ulid@3.0.2 zod@4.6.7 >/dev/null
cat >run.mjs <<'JS'
import { isValid, ulidToUUID } from "ulid";
import * as z from "zod";

const id = "8ZZZZZZZZZZZZZZZZZZZZZZZZZ";
const converts = () => {
  try {
    return `gives ${ulidToUUID(id)}`;
  } catch {
    return "throws";
  }
};
console.log(`isValid ${isValid(id)}; ulidToUUID ${converts()}; zod ${z.ulid().safeParse(id).success}`);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "isValid true; ulidToUUID throws; zod false" ]]
