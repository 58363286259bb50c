import * as z from "zod";
import { FORMAT_VERSION, type includedFormat, planFormat } from "../format/plan-format.ts";
import { SCHEME_HINT } from "../format/text-format.ts";
import type { Pointer } from "../plan/property.ts";
import { didYouMean, nearest } from "../text/words.ts";
import type { FileContent } from "./content.ts";
import type { Finding, Report } from "./report.ts";
import type { Locator } from "./source/locate.ts";
import { describe, oneOf, quote, TYPE_WORDS } from "./words.ts";

type Issue = z.core.$ZodIssue;

/** The format of a plan file, or of a file that it includes. */
type FileFormat = typeof planFormat | typeof includedFormat;

/**
 * Validates a file's data against its format, and reports every mismatch.
 *
 * @returns the data without its invalid parts; `undefined` when it is not a map
 */
export function checkShape(
  data: unknown,
  { written }: Pick<Locator, "written">,
  { report, format }: { readonly report: Report; readonly format: FileFormat },
): FileContent | undefined {
  if (data === null || typeof data !== "object" || Array.isArray(data)) {
    report.add({
      code: "root-not-map",
      at: [],
      part: "value",
      message: `A plan must be a map, but the file contains ${describe(data)}.`,
      hint: `Start the file with \`${format === planFormat ? "plan: 1" : "events:"}\`.`,
    });
    return undefined;
  }
  // Without what the YAML reader has reported.
  const readable = withoutBroken(data, [], report) as object | undefined;
  const context = { data: readable ?? {}, format, report, written };
  for (const issue of format.safeParse(readable).error?.issues ?? []) reportIssue(issue, context);
  return withoutBroken(readable, [], report) as FileContent | undefined;
}

interface Context {
  readonly data: object;
  readonly format: FileFormat;
  readonly report: Report;
  readonly written: Locator["written"];
}

function reportIssue(issue: Issue, context: Context, base: Pointer = []): void {
  const { data, report } = context;
  const at: Pointer = [...base, ...(issue.path as (string | number)[])];
  if (report.isBroken(at)) return;
  if (issue.code === "invalid_union") {
    const branch = branchOfSameType(issue.errors, valueAt(data, at));
    for (const inner of branch ?? []) reportIssue(inner, context, at);
    if (branch === undefined) report.add(wrongType(at, issue.errors.flat().map(expectedOf), context));
    return;
  }
  if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys) {
      if (!report.isBroken([...at, key])) report.add(unknownKey([...at, key], context.format));
    }
    return;
  }
  if (valueAt(data, at) !== undefined) report.add(toFinding(issue, at, context));
  else if (!isMisspelt(at, context)) report.add(missingKey(at));
}

/** Whether a missing key is there under a misspelt name, which is reported as an unknown key. */
function isMisspelt(at: Pointer, { data, format }: Context): boolean {
  const holder = at.slice(0, -1);
  const known = keysKnownAt(holder, format);
  const given = Object.keys((valueAt(data, holder) as object | undefined) ?? {});
  return given.some((key) => !known.includes(key) && nearest(key, [String(at.at(-1))]) !== undefined);
}

/** The issues of the union's branch that the value has the type of. No two branches have the same type. */
function branchOfSameType(
  branches: readonly (readonly Issue[])[],
  value: unknown,
): readonly Issue[] | undefined {
  return branches.find(
    (issues) => !issues.some((issue) => issue.path.length === 0 && isWrongType(issue, value)),
  );
}

function isWrongType(issue: Issue, value: unknown): boolean {
  if (issue.code === "invalid_value") return issue.values.length === 1 || typeof value === "object";
  return issue.code === "invalid_type";
}

function expectedOf(issue: Issue): string {
  if (issue.code === "invalid_type") return TYPE_WORDS[issue.expected] ?? issue.expected;
  return issue.code === "invalid_value" ? oneOf(issue.values.map(String)) : "another value";
}

function toFinding(issue: Issue, at: Pointer, context: Context): Finding {
  if (at.length === 1 && at[0] === "plan") {
    return {
      code: "format-version",
      at,
      message: `This release supports version ${FORMAT_VERSION} of the plan format, but \`plan\` is ${describeAt(at, context)}.`,
      hint: `Write \`plan: ${FORMAT_VERSION}\`.`,
    };
  }
  switch (issue.code) {
    case "invalid_type":
      return wrongType(at, [expectedOf(issue)], context);
    case "invalid_value": {
      const value = valueAt(context.data, at);
      const known = issue.values.map(String);
      return {
        code: "wrong-value",
        at,
        message: mustBe(at, oneOf(known), context),
        hint: typeof value === "string" ? didYouMean(value, known) : undefined,
      };
    }
    case "too_small":
    case "too_big":
      return { code: "wrong-value", at, message: `${subject(at)} ${describeLimit(issue)}.` };
    case "invalid_format":
      return invalidText(at, String(valueAt(context.data, at)));
    default:
      return { code: "wrong-value", at, message: `${subject(at)} has an invalid value.` };
  }
}

/** A string that does not match its pattern: text of one line, a name in code, or one in a list of schemes. See text-format.ts. */
function invalidText(at: Pointer, value: string): Finding {
  if (value.trim() === "") {
    return {
      code: "wrong-value",
      at,
      message: `${subject(at)} is blank.`,
      hint: "Write something, or remove the key.",
    };
  }
  const isSpaced = value.trim() !== value;
  if (!isSpaced && !/\n/u.test(value)) {
    const [wanted, hint] =
      typeof at.at(-1) === "number"
        ? ["the scheme of a URL", SCHEME_HINT]
        : ["a name in code", "Write letters and digits, beginning with a letter, such as `orderPaid`."];
    return {
      code: "wrong-value",
      at,
      message: `${subject(at)} must be ${wanted}, but is ${quote(value)}.`,
      hint,
    };
  }
  return {
    code: "wrong-value",
    at,
    message: `${subject(at)} ${isSpaced ? "starts or ends with whitespace" : "has more than one line"}.`,
    hint: isSpaced
      ? "Remove the whitespace. For a block, write `|-` or `>-` instead of `|` or `>`."
      : "Write it on one line.",
  };
}

function describeLimit(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const small = issue.code === "too_small";
  const limit = Number(small ? issue.minimum : issue.maximum);
  if (small && limit === 1 && issue.origin === "string") return "is empty";
  if (small && limit === 1 && issue.origin === "array") return "is an empty list";
  const unit = issue.origin === "string" ? " characters" : issue.origin === "array" ? " items" : "";
  return `must ${unit === "" ? "be" : "have"} at ${small ? "least" : "most"} ${limit}${unit}`;
}

function missingKey(at: Pointer): Finding {
  const holder = at.at(-2);
  const where = holder === undefined ? "The plan" : subject(at.slice(0, -1));
  return {
    code: "missing-key",
    at,
    message: `${where} is missing the required key ${quote(at.at(-1))}.`,
    hint: `Add \`${String(at.at(-1))}:\`.`,
  };
}

function wrongType(at: Pointer, expected: readonly string[], context: Context): Finding {
  const types = [...new Set(expected)].filter((type) => type !== TYPE_WORDS["null"]);
  const inEnum = typeof at.at(-1) === "number" && at.at(-2) === "values";
  return {
    code: inEnum ? "enum-value-not-text" : "wrong-type",
    at,
    message: mustBe(at, types.join(" or "), context),
    hint: hintForType(inEnum ? ["a string"] : types, valueAt(context.data, at), context.written(at)),
  };
}

/** "`tags` must be a list, but is the string `billing`." */
function mustBe(at: Pointer, expected: string, context: Context): string {
  return `${subject(at)} must be ${expected}, but is ${describeAt(at, context)}.`;
}

/** The start of a sentence about a value. */
function subject(at: Pointer): string {
  const step = at.at(-1);
  return typeof step === "number" ? `An item of ${quote(at.at(-2))}` : quote(step);
}

/** The value at a pointer as the author wrote it: `1.0`, not the number 1 that YAML reads. */
function describeAt(at: Pointer, { data, written }: Context): string {
  const value = valueAt(data, at);
  const text = written(at);
  if (value === null) return text === "" ? "empty" : quote(text);
  return typeof value === "number" ? `the number ${quote(text)}` : describe(value);
}

function hintForType(types: readonly string[], value: unknown, written: string): string | undefined {
  const [type, ...others] = types;
  if (others.length > 0) return undefined;
  if (written === "" && value === null) return "Give it a value, or remove the key.";
  if (
    type === TYPE_WORDS["string"] &&
    (value === null || typeof value === "number" || typeof value === "boolean")
  ) {
    return `Put it in quotes: \`"${written}"\`.`;
  }
  if (type === TYPE_WORDS["boolean"] && typeof value === "string" && /^(?:yes|on|no|off)$/iu.test(value)) {
    return `Write \`${/^(?:yes|on)$/iu.test(value)}\`: YAML 1.2 reads \`${value}\` as a string.`;
  }
  if (
    (type === TYPE_WORDS["number"] || type === TYPE_WORDS["int"]) &&
    typeof value === "string" &&
    !Number.isNaN(Number(value))
  ) {
    return "Write the number without quotes.";
  }
  return undefined;
}

/** A longer list does not help. */
const MAX_LISTED_KEYS = 10;

function unknownKey(at: Pointer, format: FileFormat): Finding {
  const key = String(at.at(-1));
  if (at.length === 1 && format !== planFormat && Object.hasOwn(planFormat.shape, key))
    return misplacedKey(at);
  const known = keysKnownAt(at.slice(0, -1), format);
  if (isRule(at)) {
    return {
      code: "unknown-rule",
      at,
      part: "key",
      message: `There is no rule ${quote(key)}.`,
      hint: didYouMean(key, known) ?? "`docs/rules.md` of the package lists all rules.",
    };
  }
  const listed = known.length > MAX_LISTED_KEYS ? undefined : `Known keys: ${known.map(quote).join(", ")}.`;
  return {
    code: "unknown-key",
    at,
    part: "key",
    message: `Unknown key ${quote(key)}.`,
    hint: didYouMean(key, known) ?? listed,
  };
}

function misplacedKey(at: Pointer): Finding {
  return {
    code: "key-only-in-root",
    at,
    part: "key",
    message: `${quote(at.at(-1))} is only allowed in the plan file, not in a file that it includes.`,
    hint: "Move it to the plan file, or remove it.",
  };
}

/** Whether a key is the name of a rule, in `lint.rules` or `lint.ignore`. */
function isRule(at: Pointer): boolean {
  const [holder, key] = at.slice(-3, -1);
  return holder === "lint" && (at.length === 3 ? key === "rules" : key === "ignore");
}

function valueAt(data: unknown, at: Pointer): unknown {
  let value = data;
  for (const step of at) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** The data with `undefined` for each invalid part. A list with an invalid item is invalid: its indexes would shift. */
function withoutBroken(value: unknown, at: Pointer, report: Report): unknown {
  if (report.errorCount() === 0) return value;
  if (report.isBroken(at)) return undefined;
  if (!report.hasErrorIn(at) || value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) {
    const broken = value.some((_, index) => report.isBroken([...at, index]));
    return broken ? undefined : value.map((item, index) => withoutBroken(item, [...at, index], report));
  }
  const kept: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, inner] of Object.entries(value)) kept[key] = withoutBroken(inner, [...at, key], report);
  return kept;
}

/** The keys that a format allows in the map at a pointer, in the format's order. */
function keysKnownAt(at: Pointer, format: z.core.$ZodType): readonly string[] {
  let schemas: readonly z.core.$ZodType[] = [format];
  for (const step of at) schemas = schemas.flatMap(unwrap).flatMap((schema) => stepInto(schema, step));
  return schemas
    .flatMap(unwrap)
    .flatMap((schema) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []));
}

/** The schemas behind an optional, a lazy or a union schema. */
function unwrap(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodLazy) return unwrap(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(unwrap);
  return [schema];
}

function stepInto(schema: z.core.$ZodType, step: string | number): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (!(schema instanceof z.ZodObject)) return [];
  const shape = schema.shape as Readonly<Record<string, z.core.$ZodType>>;
  const inner = Object.hasOwn(shape, step) ? shape[step] : undefined;
  return inner === undefined ? [] : [inner];
}
