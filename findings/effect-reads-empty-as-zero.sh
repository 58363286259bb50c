#!/usr/bin/env bash
# effect 4.1.0 reads empty text as the number 0, which effect 3.22.4 refuses.
# `Schema.NumberFromString` now takes what `Number()` gives, and so does `FiniteFromString`, which is there to be stricter: a form field that
# nobody filled, or a column of spaces, becomes a price of 0. `BigIntFromString` refuses both, `BigDecimalFromString` only the spaces.
# Seen on Node 20.20.2: effect 3: empty refused, spaces refused; effect 4: empty 0, spaces 0; bigint refused, refused; decimal 0, refused
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . effect@4.1.0 effect-3@npm:effect@3.22.4 >/dev/null
cat >run.mjs <<'JS'
import * as Four from "effect/Schema";
import * as Three from "effect-3/Schema";

const read = (decode, text) => {
  try {
    return String(decode(text)).replace(/^BigDecimal\((.*)\)$/, "$1");
  } catch {
    return "refused";
  }
};
const three = Three.decodeUnknownSync(Three.NumberFromString);
const four = Four.decodeUnknownSync(Four.FiniteFromString);
const bigint = Four.decodeUnknownSync(Four.BigIntFromString);
const decimal = Four.decodeUnknownSync(Four.BigDecimalFromString);
console.log(
  `effect 3: empty ${read(three, "")}, spaces ${read(three, "  ")}; ` +
    `effect 4: empty ${read(four, "")}, spaces ${read(four, "  ")}; ` +
    `bigint ${read(bigint, "")}, ${read(bigint, "  ")}; decimal ${read(decimal, "")}, ${read(decimal, "  ")}`,
);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "effect 3: empty refused, spaces refused; effect 4: empty 0, spaces 0; bigint refused, refused; decimal 0, refused" ]]
