import { readFileSync, writeFileSync } from "node:fs";
import { compile } from "json-schema-to-typescript";

const [input, folder] = process.argv.slice(2);
const schema = JSON.parse(readFileSync(`${input}/events.schema.json`, "utf8"));
writeFileSync(`${folder}/types.ts`, await compile(schema, "Events", { format: false, bannerComment: "" }));
