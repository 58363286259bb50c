#!/usr/bin/env bash
# zod 4.4.3 and 4.6.7 do not agree on which text is an ISO datetime.
# `z.iso.datetime()` takes a time without seconds in 4.4 and refuses it in 4.6, a minor release: what a client sent yesterday is refused after
# `npm update`. RFC 3339 wants seconds. Lower-case `t` and `z`, which RFC 3339 allows, are refused by both.
# Seen on Node 20.20.2: without seconds true, then false; lower case false, then false
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . zod-4.4@npm:zod@4.4.3 zod-4.6@npm:zod@4.6.7 >/dev/null
cat >run.mjs <<'JS'
import * as older from "zod-4.4";
import * as newer from "zod-4.6";

const takes = (z, text) => z.iso.datetime().safeParse(text).success;
const both = (text) => `${takes(older, text)}, then ${takes(newer, text)}`;
console.log(`without seconds ${both("2026-01-31T12:00Z")}; lower case ${both("2026-01-31t12:00:00z")}`);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "without seconds true, then false; lower case false, then false" ]]
