import addFormats from "ajv-formats";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

/** One for all schemas: to compile that of JSON Schema itself takes longer than most. */
const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);

/** Another implementation of JSON Schema. It refuses a schema with a word that it does not know. */
export function compileSchema(text: string): ValidateFunction {
  const schema = JSON.parse(text) as object;
  const validate = ajv.compile(schema);
  // The next one may have the same `$id`.
  ajv.removeSchema(schema);
  return validate;
}
