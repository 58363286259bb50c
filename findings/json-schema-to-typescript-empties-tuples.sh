#!/usr/bin/env bash
# json-schema-to-typescript 16.0.0 makes a type that no value has of a tuple that zod 4.6.7 wrote.
# `z.toJSONSchema` writes a tuple as JSON Schema of 2020 does: `prefixItems`, and `items: false` for nothing more. The generator does not know
# `prefixItems` and reads `items: false` as "no item is allowed". It says nothing of it. A rest becomes the type of all items.
# Seen on Node 20.20.2: pair never[]; with a rest [number, ...number[]]; zod takes ["USD",19.99] true
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . json-schema-to-typescript@16.0.0 zod@4.6.7 >/dev/null
cat >run.mjs <<'JS'
import { compile } from "json-schema-to-typescript";
import * as z from "zod";

const pair = z.tuple([z.string(), z.number()]);
const rest = z.tuple([z.string()]).rest(z.number());
const generated = await compile(z.toJSONSchema(z.object({ pair, rest })), "Event");
const typeOf = (name) => new RegExp(`${name}: (.*);`, "u").exec(generated)?.[1];
const value = ["USD", 19.99];
console.log(
  `pair ${typeOf("pair")}; with a rest ${typeOf("rest")}; zod takes ${JSON.stringify(value)} ${pair.safeParse(value).success}`,
);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == 'pair never[]; with a rest [number, ...number[]]; zod takes ["USD",19.99] true' ]]
