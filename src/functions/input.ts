import { isRecord } from "../text/json.ts";
import { didYouMean, quote, thousands } from "../text/words.ts";
import { UsageError } from "../commands/io.ts";
import { defaultOf, type Parameter, type Parameters, type Value, type Values } from "./parameters.ts";

/** How programs call a function. Its parameters have their names in snake case. */
export interface Signature {
  readonly parameters: Parameters;
  /** Those that programs may pass. */
  readonly takes: readonly string[];
  /** Those that they must pass, beside those that everybody must. */
  readonly requires?: readonly string[];
  /** What is passed where they pass nothing. */
  readonly presets?: Values;
}

/** No name, description or path is longer. */
const MAX_TEXT = 10_000;

/** No list of owners or properties is longer. */
const MAX_ITEMS = 1000;

/** PostHog accepts no larger event. */
const MAX_OBJECT = 1_000_000;

/** The JSON Schema of an input. */
export function schemaOf(signature: Signature): Readonly<Record<string, unknown>> {
  const { parameters, takes, presets = {} } = signature;
  const properties = takes.map((name) => {
    const parameter = parameters[name]!;
    const preset = presets[name];
    return [
      snakeCase(name),
      {
        ...schemaOfType(parameter),
        description: parameter.description,
        ...(preset !== undefined && { default: preset }),
      },
    ];
  });
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    required: takes.filter((name) => isRequired(name, signature)).map(snakeCase),
    additionalProperties: false,
  };
}

function schemaOfType(parameter: Parameter): Readonly<Record<string, unknown>> {
  switch (parameter.kind) {
    case "text":
      return { type: "string", maxLength: MAX_TEXT };
    case "choice":
      return { type: "string", enum: parameter.choices };
    case "list":
      return { type: "array", items: { type: "string", maxLength: MAX_TEXT }, maxItems: MAX_ITEMS };
    case "flag":
      return { type: "boolean" };
    case "count":
      return { type: "integer", minimum: 1 };
    case "object":
      return { type: "object" };
    default:
      return parameter satisfies never;
  }
}

/**
 * Holds an input against its signature.
 *
 * @param raw - of a program that may not have read the schema
 * @returns what to pass to the function, for all of its parameters
 * @throws UsageError
 */
export function readInput(signature: Signature, raw: unknown = {}): Values {
  if (!isRecord(raw)) throw new UsageError("The input must be an object.");
  const { parameters, takes, presets = {} } = signature;
  const known = takes.map(snakeCase);
  for (const name of Object.keys(raw)) {
    if (known.includes(name)) continue;
    throw new UsageError(`There is no parameter ${quote(name)}.`, didYouMean(name, known));
  }
  const values = Object.entries(parameters).map(([name, parameter]): readonly [string, Value] => {
    const given = takes.includes(name) ? raw[snakeCase(name)] : undefined;
    if (given !== undefined) return [name, readValue(snakeCase(name), parameter, given)];
    if (isRequired(name, signature) && takes.includes(name)) {
      throw new UsageError(`The parameter ${quote(snakeCase(name))} is missing.`, parameter.description);
    }
    return [name, presets[name] ?? defaultOf(parameter)];
  });
  return Object.fromEntries(values);
}

function isRequired(name: string, { parameters, requires = [] }: Signature): boolean {
  const parameter = parameters[name];
  return requires.includes(name) || (parameter !== undefined && "isRequired" in parameter);
}

function readValue(name: string, parameter: Parameter, given: unknown): Value {
  const expected = findFault(parameter, given);
  // Safe: it is what the parameter takes.
  if (expected === undefined) return given as Value;
  throw new UsageError(`The parameter ${quote(name)} must be ${expected}.`);
}

/** What a value must be and is not, as the end of a sentence. */
function findFault(parameter: Parameter, value: unknown): string | undefined {
  const isText = (one: unknown): boolean => typeof one === "string" && one.length <= MAX_TEXT;
  const text = `of at most ${thousands(MAX_TEXT)} characters`;
  switch (parameter.kind) {
    case "text":
      return isText(value) ? undefined : `a string ${text}`;
    case "choice":
      return parameter.choices.some((one) => one === value)
        ? undefined
        : `one of ${parameter.choices.join(", ")}`;
    case "list":
      return Array.isArray(value) && value.length <= MAX_ITEMS && value.every(isText)
        ? undefined
        : `a list of at most ${thousands(MAX_ITEMS)} strings ${text}`;
    case "flag":
      return typeof value === "boolean" ? undefined : "true or false";
    case "count":
      return Number.isSafeInteger(value) && Number(value) >= 1 ? undefined : "a whole number from 1 on";
    case "object":
      return isRecord(value) && JSON.stringify(value).length <= MAX_OBJECT
        ? undefined
        : `an object of at most ${thousands(MAX_OBJECT)} characters of JSON`;
    default:
      return parameter satisfies never;
  }
}

/** @example snakeCase("dryRun") // "dry_run" */
function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}
