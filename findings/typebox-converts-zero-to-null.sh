#!/usr/bin/env bash
# typebox 1.4.3 converts the text `0` to null, where every other number becomes a number.
# `Value.Convert` tries the members of a union in their order, and for `Type.Null()` it takes `0`, `false` and empty text for null. So a count that
# may be null is lost exactly where it is zero. With the two members in the other order, empty text becomes 0.
# Seen on Node 20.20.2: null first: 0 null, 3 3, empty null; number first: 0 0, 3 3, empty 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . typebox@1.4.3 >/dev/null
cat >run.mjs <<'JS'
import Type from "typebox";
import { Value } from "typebox/value";

const said = (...members) => {
  const convert = (text) => Value.Convert(Type.Union(members), text);
  return `0 ${convert("0")}, 3 ${convert("3")}, empty ${convert("")}`;
};
console.log(`null first: ${said(Type.Null(), Type.Number())}; number first: ${said(Type.Number(), Type.Null())}`);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "null first: 0 null, 3 3, empty null; number first: 0 0, 3 3, empty 0" ]]
