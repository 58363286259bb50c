/** Its command takes a plan from Segment's servers; this is what it makes TypeScript with. */
import { readFileSync, writeFileSync } from "node:fs";
import { typescript } from "typewriter/dist/languages/index.js";

const [input, folder] = process.argv.slice(2);
const { definitions } = JSON.parse(readFileSync(`${input}/events.schema.json`, "utf8"));
const rules = Object.entries(definitions).map(([key, jsonSchema]) => ({
  type: "TRACK",
  key,
  version: 1,
  jsonSchema: { type: "object", properties: { properties: jsonSchema } },
}));
const files = await typescript.generate(rules, {}, { sdk: "none", outputFilename: "types.ts" });
for (const [file, text] of files) writeFileSync(`${folder}/${file}`, text);
