import { readFileSync } from "node:fs";
import type { ValidateFunction } from "ajv";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";

/** The schema of SARIF 2.1.0 as OASIS made it, in the copy that comes with `@microsoft/jest-sarif` 1.0.0-beta.0. */
const SCHEMA = new URL("./schemas/sarif-2.1.0.json", import.meta.url);

let validate: ValidateFunction | undefined;

/** What the schema of SARIF has against a document; empty where it is one. */
export function faultsOfSarif(document: unknown): readonly string[] {
  if (validate === undefined) {
    // The schema's patterns are not of flag `u`, and it has keys that are not of draft 4.
    const ajv = new Ajv.default({ strict: false, unicodeRegExp: false, allErrors: true });
    addFormats.default(ajv);
    validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, "utf8")) as object);
  }
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
