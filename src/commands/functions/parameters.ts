import { isRecord } from "../../text/json.ts";
import { didYouMean, quote, thousands } from "../../text/words.ts";
import { UsageError } from "../io.ts";

/** A parameter of a function, as its caller reads about it. */
export type Parameter = {
  readonly description: string;
  readonly optional?: true;
} & (
  | { readonly kind: "text" | "list" | "flag" | "object" }
  | { readonly kind: "choice"; readonly choices: readonly string[] }
);

export type Parameters = Readonly<Record<string, Parameter>>;

/** What a function receives for its parameters. */
export type InputOf<P extends Parameters> = {
  readonly [Name in keyof P]:
    | ValueOf<P[Name]>
    | (P[Name] extends { readonly optional: true } ? undefined : never);
};

type ValueOf<P extends Parameter> = P extends { readonly kind: "list" }
  ? readonly string[]
  : P extends { readonly kind: "flag" }
    ? boolean
    : P extends { readonly kind: "object" }
      ? Readonly<Record<string, unknown>>
      : string;

/** No name, description or path is longer. */
const MAX_TEXT = 10_000;

/** No list of owners or properties is longer. */
const MAX_ITEMS = 1000;

/** PostHog accepts no larger event. */
const MAX_OBJECT = 1_000_000;

/** The JSON Schema of an input. */
export function schemaOf(parameters: Parameters): Readonly<Record<string, unknown>> {
  return {
    type: "object",
    properties: Object.fromEntries(
      Object.entries(parameters).map(([name, { description, ...type }]) => [
        name,
        { ...schemaOfType(type), description },
      ]),
    ),
    required: Object.keys(parameters).filter((name) => parameters[name]?.optional !== true),
    additionalProperties: false,
  };
}

function schemaOfType(type: Omit<Parameter, "description">): Readonly<Record<string, unknown>> {
  switch (type.kind) {
    case "text":
      return { type: "string", maxLength: MAX_TEXT };
    case "choice":
      return { type: "string", ...("choices" in type && { enum: type.choices }) };
    case "list":
      return { type: "array", items: { type: "string", maxLength: MAX_TEXT }, maxItems: MAX_ITEMS };
    case "flag":
      return { type: "boolean" };
    case "object":
      return { type: "object" };
    default:
      return type.kind satisfies never;
  }
}

/**
 * Holds an input against its parameters.
 *
 * @param raw - of a program that may not have read the schema
 * @throws UsageError
 */
export function readInput<P extends Parameters>(parameters: P, raw: unknown = {}): InputOf<P> {
  if (!isRecord(raw)) throw new UsageError("The input must be an object.");
  const names = Object.keys(parameters);
  for (const name of Object.keys(raw)) {
    if (Object.hasOwn(parameters, name)) continue;
    throw new UsageError(`There is no parameter ${quote(name)}.`, didYouMean(name, names));
  }
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = raw[name];
    if (value === undefined) {
      if (parameter.optional === true) continue;
      throw new UsageError(`The parameter ${quote(name)} is missing.`, parameter.description);
    }
    const fault = findFault(parameter, value);
    if (fault !== undefined) throw new UsageError(`The parameter ${quote(name)} must be ${fault}.`);
  }
  // Safe: held against the same table that the types come from.
  return Object.fromEntries(names.map((name) => [name, raw[name]])) as InputOf<P>;
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
    case "object":
      return isRecord(value) && JSON.stringify(value).length <= MAX_OBJECT
        ? undefined
        : `an object of at most ${thousands(MAX_OBJECT)} characters of JSON`;
    default:
      return parameter satisfies never;
  }
}
