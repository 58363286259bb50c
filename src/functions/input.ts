import { isRecord } from "../text/json.ts";
import { didYouMean, quote } from "../text/words.ts";
import { UsageError } from "../commands/io.ts";
import {
  defaultOf,
  findFault,
  LIMITS,
  type Parameter,
  type Parameters,
  type Value,
  type Values,
} from "./parameters.ts";

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

const TEXT = { type: "string", minLength: 1, maxLength: LIMITS.text } as const;

function schemaOfType(parameter: Parameter): Readonly<Record<string, unknown>> {
  switch (parameter.kind) {
    case "text":
      return TEXT;
    case "choice":
      return { type: "string", enum: parameter.choices };
    case "list":
      return { type: "array", items: TEXT, maxItems: LIMITS.items };
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

/** @example snakeCase("dryRun") // "dry_run" */
function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}
