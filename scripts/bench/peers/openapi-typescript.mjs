import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const [input, folder] = process.argv.slice(2);
const document = JSON.parse(readFileSync(`${input}/openapi.json`, "utf8"));
writeFileSync(`${folder}/types.ts`, astToString(await openapiTS(document)));
