#!/usr/bin/env bash
# avsc 5.7.9 infers a type that changes the value it was inferred from.
# `Type.forValue` takes `float`, of 24 bits, for any number that is no 32-bit integer. The value is valid for that type, and what is read back
# is another: a price is off by a hundred-thousandth and a time in milliseconds by 41 seconds.
# Seen on Node 20.20.2: float, float; valid true; price 19.99 reads 19.989999771118164; time is off by 41 s
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . avsc@5.7.9 >/dev/null
cat >run.cjs <<'JS'
const { Type } = require("avsc");

const event = { price: 19.99, time: 1769860800123 };
const type = Type.forValue(event);
const read = type.fromBuffer(type.toBuffer(event));
console.log(
  `${type.fields.map((field) => field.type.typeName).join(", ")}; valid ${type.isValid(event)}; ` +
    `price ${event.price} reads ${read.price}; time is off by ${Math.round((event.time - read.time) / 1000)} s`,
);
JS
out=$(timeout 60 node run.cjs)
echo "$out"
[[ "$out" == "float, float; valid true; price 19.99 reads 19.989999771118164; time is off by 41 s" ]]
