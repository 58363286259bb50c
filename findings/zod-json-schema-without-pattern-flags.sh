#!/usr/bin/env bash
# zod 4.6.7 writes a pattern into JSON Schema without its flags.
# JSON Schema has no flags, so `/^pro$/i` becomes `^pro$`: whoever validates by the written schema refuses `PRO`, which zod accepts. With the flag
# `s` texts of several lines are refused, with `m` other ones are meant. `z.toJSONSchema` neither throws, as it does for a date, nor warns.
# Seen on Node 20.20.2 with ajv 8.20.0: ^pro$; PRO: zod true, ajv false; two lines: zod true, ajv false; date throws true
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . zod@4.6.7 ajv@8.20.0 >/dev/null
cat >run.mjs <<'JS'
import Ajv from "ajv/dist/2020.js";
import * as z from "zod";

const said = (pattern, text) => {
  const schema = z.string().regex(pattern);
  return `zod ${schema.safeParse(text).success}, ajv ${new Ajv.default().validate(z.toJSONSchema(schema), text)}`;
};
const throws = (schema) => {
  try {
    z.toJSONSchema(schema);
    return false;
  } catch {
    return true;
  }
};
console.log(
  `${z.toJSONSchema(z.string().regex(/^pro$/i)).pattern}; PRO: ${said(/^pro$/i, "PRO")}; ` +
    `two lines: ${said(/^note: .+$/s, "note: a\nb")}; date throws ${throws(z.date())}`,
);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == '^pro$; PRO: zod true, ajv false; two lines: zod true, ajv false; date throws true' ]]
