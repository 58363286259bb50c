import { FORMAT_VERSION, SCHEME_HINT } from "../format/facts.ts";
import type { Shape } from "../format/shapes.ts";
import type { Pointer } from "../plan/property.ts";
import { didYouMean, nearest } from "../text/words.ts";
import type { FileContent } from "./content.ts";
import { findMismatches, keysAt, type Limit, type Mismatch, SHAPES } from "./mismatches.ts";
import type { Finding, Report } from "./report.ts";
import type { Locator } from "./source/locate.ts";
import { describe, oneOf, quote, TYPE_WORDS } from "./words.ts";

/** Whether a file is the plan file or one that it includes. */
export type FileRole = keyof typeof SHAPES;

/**
 * Validates a file's data against its format, and reports every mismatch.
 *
 * @returns the data without its invalid parts; `undefined` when it is not a map
 */
export function checkShape(
  data: unknown,
  { written }: Pick<Locator, "written">,
  { report, role }: { readonly report: Report; readonly role: FileRole },
): FileContent | undefined {
  if (data === null || typeof data !== "object" || Array.isArray(data)) {
    report.add({
      code: "root-not-map",
      at: [],
      part: "value",
      message: `A plan must be a map, but the file contains ${describe(data)}.`,
      hint: `Start the file with \`${role === "root" ? "plan: 1" : "events:"}\`.`,
    });
    return undefined;
  }
  // Without what the YAML reader has reported.
  const readable = withoutBroken(data, [], report) as object | undefined;
  const context = { data: readable ?? {}, role, report, written };
  for (const mismatch of findMismatches(context.data, SHAPES[role])) {
    if (report.isBroken(mismatch.at)) continue;
    if (mismatch.kind !== "missing" || !isMisspelt(mismatch.at, context))
      report.add(toFinding(mismatch, context));
  }
  return withoutBroken(readable, [], report) as FileContent | undefined;
}

interface Context {
  readonly data: object;
  readonly role: FileRole;
  readonly report: Report;
  readonly written: Locator["written"];
}

/** Whether a missing key is there under a misspelt name, which is reported as an unknown key. */
function isMisspelt(at: Pointer, { data, role }: Context): boolean {
  const holder = at.slice(0, -1);
  const known = keysAt(holder, SHAPES[role]);
  const given = Object.keys((valueAt(data, holder) as object | undefined) ?? {});
  return given.some((key) => !known.includes(key) && nearest(key, [String(at.at(-1))]) !== undefined);
}

function toFinding(mismatch: Mismatch, context: Context): Finding {
  const { at } = mismatch;
  if (at.length === 1 && at[0] === "plan" && mismatch.kind === "choice") {
    return {
      code: "format-version",
      at,
      message: `This release supports version ${FORMAT_VERSION} of the plan format, but \`plan\` is ${describeAt(at, context)}.`,
      hint: `Write \`plan: ${FORMAT_VERSION}\`.`,
    };
  }
  switch (mismatch.kind) {
    case "missing":
      return missingKey(at);
    case "unknown-key":
      return unknownKey(at, context.role);
    case "type":
      return wrongType(at, mismatch.shapes.flatMap(expectedBy), context);
    case "choice": {
      const value = valueAt(context.data, at);
      const known = mismatch.known.map(String);
      return {
        code: "wrong-value",
        at,
        message: mustBe(at, oneOf(known), context),
        hint: typeof value === "string" ? didYouMean(value, known) : undefined,
      };
    }
    case "least":
    case "most":
      return { code: "wrong-value", at, message: `${subject(at)} ${describeLimit(mismatch)}.` };
    case "pattern":
      return invalidText(at, String(valueAt(context.data, at)));
    default:
      return mismatch satisfies never;
  }
}

/** What a shape takes, in words. */
function expectedBy(shape: Shape): readonly string[] {
  const known = shape.enum ?? ("const" in shape ? [shape.const] : undefined);
  return known === undefined
    ? [shape.type ?? []].flat().map((type) => TYPE_WORDS[type])
    : [oneOf(known.map(String))];
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

function describeLimit({ kind, limit, of }: Limit): string {
  const small = kind === "least";
  if (small && limit === 1 && of === "string") return "is empty";
  if (small && limit === 1 && of === "array") return "is an empty list";
  const unit = { string: " characters", array: " items", number: "" }[of];
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
  const types = [...new Set(expected)].filter((type) => type !== TYPE_WORDS.null);
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
    type === TYPE_WORDS.string &&
    (value === null || typeof value === "number" || typeof value === "boolean")
  ) {
    return `Put it in quotes: \`"${written}"\`.`;
  }
  if (type === TYPE_WORDS.boolean && typeof value === "string" && /^(?:yes|on|no|off)$/iu.test(value)) {
    return `Write \`${/^(?:yes|on)$/iu.test(value)}\`: YAML 1.2 reads \`${value}\` as a string.`;
  }
  if (
    (type === TYPE_WORDS.number || type === TYPE_WORDS.integer) &&
    typeof value === "string" &&
    !Number.isNaN(Number(value))
  ) {
    return "Write the number without quotes.";
  }
  return undefined;
}

/** A longer list does not help. */
const MAX_LISTED_KEYS = 10;

function unknownKey(at: Pointer, role: FileRole): Finding {
  const key = String(at.at(-1));
  // One that an included file does not have.
  if (at.length === 1 && keysAt([], SHAPES.root).includes(key)) return misplacedKey(at);
  const known = keysAt(at.slice(0, -1), SHAPES[role]);
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
