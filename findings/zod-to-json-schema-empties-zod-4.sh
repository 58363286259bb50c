#!/usr/bin/env bash
# zod-to-json-schema 3.25.2 makes a schema that accepts everything of any schema of zod 4.6.7.
# Its peer range admits zod 4, installing says nothing, and the call neither throws nor warns: what comes out has no type and no property, so a
# validator made of it lets all input pass. zod 4 has `z.toJSONSchema()` of its own.
# Seen on Node 20.20.2: {"$schema":"http://json-schema.org/draft-07/schema#"}; zod itself requires id
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . zod-to-json-schema@3.25.2 zod@4.6.7 >/dev/null
cat >run.mjs <<'JS'
import * as z from "zod";
import { zodToJsonSchema } from "zod-to-json-schema";

const person = z.object({ id: z.string() });
console.log(`${JSON.stringify(zodToJsonSchema(person))}; zod itself requires ${z.toJSONSchema(person).required}`);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "{\"\$schema\":\"http://json-schema.org/draft-07/schema#\"}; zod itself requires id" ]]
