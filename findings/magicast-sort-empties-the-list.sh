#!/usr/bin/env bash
# magicast 0.5.5 writes `undefined` for every value of a list that is sorted.
# What it gives for a list of a file looks like an array, and `push`, `includes` and `map` work on the file. Other methods meet an empty array:
# `sort()` replaces each value by `undefined`, `indexOf` finds nothing, `slice` copies nothing, and `length = 0` does nothing. None of them throws.
# Seen on Node 20.20.2: sorted [undefined, undefined]; includes true, indexOf -1, slice [null,null]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . magicast@0.5.5 >/dev/null
cat >run.mjs <<'JS'
import { parseModule } from "magicast";

const file = () => parseModule('export default { events: ["signed_up", "paid"] };');
const sorted = file();
sorted.exports.default.events.sort();
const { events } = file().exports.default;
console.log(
  `sorted ${/\[.*\]/u.exec(sorted.generate().code)?.[0]}; ` +
    `includes ${events.includes("paid")}, indexOf ${events.indexOf("paid")}, slice ${JSON.stringify(events.slice())}`,
);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "sorted [undefined, undefined]; includes true, indexOf -1, slice [null,null]" ]]
