#!/usr/bin/env bash
# json-schema-to-zod 2.8.1 holds every property to the schema of `patternProperties`, whatever its name.
# JSON Schema lets a name that no pattern matches hold anything. The generated code is `z.record(z.string(), …)`, so zod refuses what Ajv
# accepts: a plan that is converted this way loses valid events.
# Seen on Node 20.20.2 with ajv 8.20.0 and zod 4.6.7: ajv true, zod false
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . json-schema-to-zod@2.8.1 zod@4.6.7 ajv@8.20.0 >/dev/null
cat >run.mjs <<'JS'
import Ajv from "ajv";
import { jsonSchemaToZod } from "json-schema-to-zod";
import * as z from "zod";

const schema = { type: "object", patternProperties: { "^count_": { type: "number" } } };
const value = { count_items: 2, page: "cart" };
const generated = new Function("z", `return ${jsonSchemaToZod(schema)}`)(z);
console.log(`ajv ${new Ajv.default().validate(schema, value)}, zod ${generated.safeParse(value).success}`);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "ajv true, zod false" ]]
