#!/usr/bin/env bash
# @paralleldrive/cuid2 3.3.0 and zod 4.6.7 take nearly every lower-case word for a cuid2.
# An id of this format has no fixed length and no check digit, so `isCuid` and `z.cuid2()` look at letters and length alone. `unknown`, `email`
# and `undefined`, the usual leftovers of a failed lookup, pass as ids of people.
# Seen on Node 20.20.2: isCuid true true true; zod true true true
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @paralleldrive/cuid2@3.3.0 zod@4.6.7 >/dev/null
cat >run.mjs <<'JS'
import { isCuid } from "@paralleldrive/cuid2";
import * as z from "zod";

const words = ["unknown", "email", "undefined"];
const said = (check) => words.map(check).join(" ");
console.log(`isCuid ${said((word) => isCuid(word))}; zod ${said((word) => z.cuid2().safeParse(word).success)}`);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "isCuid true true true; zod true true true" ]]
