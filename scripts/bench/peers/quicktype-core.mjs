import { readFileSync, writeFileSync } from "node:fs";
import { FetchingJSONSchemaStore, InputData, JSONSchemaInput, quicktype } from "quicktype-core";

const [input, folder] = process.argv.slice(2);
const schemas = new JSONSchemaInput(new FetchingJSONSchemaStore());
await schemas.addSource({ name: "Events", schema: readFileSync(`${input}/events.schema.json`, "utf8") });
const inputData = new InputData();
inputData.addInput(schemas);
const { lines } = await quicktype({
  inputData,
  lang: "typescript",
  // Else it looks for types that are alike among all of them.
  combineClasses: false,
  rendererOptions: { "just-types": "true" },
});
writeFileSync(`${folder}/types.ts`, lines.join("\n"));
