import { readFileSync, writeFileSync } from "node:fs";
import { jsonSchemaToZod } from "json-schema-to-zod";

const [input, folder] = process.argv.slice(2);
const { definitions } = JSON.parse(readFileSync(`${input}/events.schema.json`, "utf8"));
const schemas = Object.entries(definitions).map(
  ([name, schema]) => `export const ${name} = ${jsonSchemaToZod(schema)};\n`,
);
writeFileSync(`${folder}/schemas.ts`, `import * as z from "zod";\n${schemas.join("")}`);
