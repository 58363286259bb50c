#!/usr/bin/env bash
# quicktype-core 26.0.0 writes a JSON Schema that Ajv 8.20.0 does not compile, if a text of the samples holds digits.
# An id that is kept as text becomes `"type": "string", "format": "integer"`, and `"true"` becomes `"format": "boolean"`: names of quicktype
# that no edition of JSON Schema has, and Ajv refuses a schema whose format it does not know. One id with a letter among the samples, and the
# format is gone.
# Seen on Node 20.20.2: digits integer, with a letter undefined; Ajv: unknown format "integer" ignored in schema
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . quicktype-core@26.0.0 ajv@8.20.0 ajv-formats@3.0.1 >/dev/null
cat >run.mjs <<'JS'
import { readFileSync } from "node:fs";
import addFormats from "ajv-formats";
import Ajv from "ajv";
import { InputData, jsonInputForTargetLanguage, quicktype } from "quicktype-core";

async function schemaOf(...ids) {
  const json = jsonInputForTargetLanguage("schema");
  await json.addSource({ name: "Paid", samples: ids.map((account_id) => JSON.stringify({ account_id })) });
  const inputData = new InputData();
  inputData.addInput(json);
  return JSON.parse((await quicktype({ inputData, lang: "schema" })).lines.join("\n"));
}
const formatOf = (schema) => schema.definitions.Paid.properties.account_id.format;
const digits = await schemaOf("90210", "90211");
const ajv = new Ajv.default();
addFormats.default(ajv);
ajv.addMetaSchema(JSON.parse(readFileSync("node_modules/ajv/dist/refs/json-schema-draft-06.json", "utf8")));
let said = "compiles";
try {
  ajv.compile(digits);
} catch (error) {
  said = error.message.split(" at ")[0];
}
const mixed = await schemaOf("90210", "a0211");
console.log(`digits ${formatOf(digits)}, with a letter ${formatOf(mixed)}; Ajv: ${said}`);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == 'digits integer, with a letter undefined; Ajv: unknown format "integer" ignored in schema' ]]
