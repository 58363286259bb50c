import type * as z from "zod";
import { FORMAT_VERSION, planFormat } from "../format/plan-format.ts";
import type { Pointer } from "../plan/pointer.ts";
import { didYouMean } from "../text/nearest.ts";
import type { DraftPlan } from "./draft.ts";
import { keysKnownAt } from "./known-keys.ts";
import type { Finding, Report } from "./report.ts";
import { describe, KINDS, oneOf, quote } from "./words.ts";

type Issue = z.core.$ZodIssue;

/**
 * Holds a plan file's data against the format, and reports what does not fit.
 *
 * @returns the data without the parts that are broken; `undefined` when it is no map at all
 */
export function checkShape(data: unknown, report: Report): DraftPlan | undefined {
  if (data === null || typeof data !== "object" || Array.isArray(data)) {
    report.add({
      code: "root-not-map",
      at: [],
      part: "value",
      message: `A plan is a map of keys; this file holds ${describe(data)}.`,
      hint: "Start the file with `plan: 1`.",
    });
    return undefined;
  }
  for (const issue of planFormat.safeParse(data).error?.issues ?? []) reportIssue(issue, data, report);
  // Parts that are broken are gone, all others were accepted: what is left has the shape of a draft.
  return (report.errorCount() > 0 ? withoutBroken(data, [], report) : data) as DraftPlan;
}

function reportIssue(issue: Issue, data: object, report: Report, base: Pointer = []): void {
  const at: Pointer = [...base, ...(issue.path as (string | number)[])];
  // What was unreadable as YAML has been told.
  if (report.isBroken(at)) return;
  if (issue.code === "invalid_union") {
    const branch = closestBranch(issue.errors);
    for (const inner of branch ?? []) reportIssue(inner, data, report, at);
    if (branch === undefined)
      report.add(wrongKind(at, issue.errors.flat().map(expectedOf), valueAt(data, at)));
    return;
  }
  if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys) if (!report.isBroken([...at, key])) report.add(unknownKey([...at, key]));
    return;
  }
  report.add(toFinding(issue, at, data));
}

/** Of the shapes that a value may have, the one that it was meant to have: of its kind, and with the fewest faults. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  return branches
    .filter((issues) => !issues.some((issue) => issue.path.length === 0 && isWrongKind(issue)))
    .toSorted((a, b) => a.length - b.length)[0];
}

function isWrongKind(issue: Issue): boolean {
  return issue.code === "invalid_type" || (issue.code === "invalid_value" && issue.values.length === 1);
}

function expectedOf(issue: Issue): string {
  if (issue.code === "invalid_type") return KINDS[issue.expected] ?? issue.expected;
  return issue.code === "invalid_value" ? oneOf(issue.values.map(String)) : "another value";
}

function toFinding(issue: Issue, at: Pointer, data: object): Finding {
  const value = valueAt(data, at);
  const key = quote(at.at(-1) ?? "");
  if (at.length === 1 && at[0] === "plan" && value !== undefined) {
    return {
      code: "format-version",
      at,
      message: `This release reads version ${FORMAT_VERSION} of the format, not ${describe(value)}.`,
      hint: `Write \`plan: ${FORMAT_VERSION}\`.`,
    };
  }
  switch (issue.code) {
    case "invalid_type":
      if (value === undefined) return missingKey(at);
      return wrongKind(at, [KINDS[issue.expected] ?? issue.expected], value);
    case "invalid_value":
      if (value === undefined) return missingKey(at);
      return {
        code: "wrong-value",
        at,
        message: `${key} is ${oneOf(issue.values.map(String))}, not ${describe(value)}.`,
        hint: didYouMean(String(value), issue.values.map(String)),
      };
    case "too_small":
    case "too_big":
      return { code: "wrong-value", at, message: `${key} ${describeLimit(issue)}.` };
    default:
      return { code: "wrong-value", at, message: `${key} is not a value that may stand here.` };
  }
}

function describeLimit(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const small = issue.code === "too_small";
  const limit = Number(small ? issue.minimum : issue.maximum);
  if (small && limit === 1 && issue.origin === "string") return "is empty";
  if (small && limit === 1 && issue.origin === "array") return "is an empty list";
  const unit = issue.origin === "string" ? " characters" : issue.origin === "array" ? " items" : "";
  return `${small ? "has to be at least" : "may be at most"} ${limit}${unit}`;
}

function missingKey(at: Pointer): Finding {
  const holder = at.at(-2);
  const where = typeof holder === "string" ? quote(holder) : "The plan";
  return {
    code: "missing-key",
    at,
    message: `${where} has no ${quote(at.at(-1))}, which is required.`,
    hint: `Add \`${String(at.at(-1))}:\`.`,
  };
}

function wrongKind(at: Pointer, expected: readonly string[], value: unknown): Finding {
  const step = at.at(-1);
  const list = typeof step === "number" ? at.slice(0, -1) : at;
  const inEnum = typeof step === "number" && list.at(-1) === "values";
  const what = typeof step === "number" ? `An item of ${quote(list.at(-1))}` : quote(step);
  const kinds = [...new Set(expected)].filter((kind) => kind !== KINDS["null"]);
  return {
    code: inEnum ? "enum-value-not-text" : "wrong-type",
    at,
    message: `${what} has to be ${kinds.join(" or ")}, not ${describe(value)}.`,
    hint: hintForKind(kinds, value),
  };
}

function hintForKind(kinds: readonly string[], value: unknown): string | undefined {
  if (kinds.includes("text") && (typeof value === "number" || typeof value === "boolean" || value === null)) {
    return `Put it in quotes: \`"${value}"\`.`;
  }
  if (kinds.includes("`true` or `false`") && /^(?:yes|on|no|off)$/iu.test(String(value))) {
    return `Write \`${/^(?:yes|on)$/iu.test(String(value))}\`: YAML 1.2 reads \`${String(value)}\` as text.`;
  }
  if (
    kinds.some((kind) => kind.endsWith("number")) &&
    typeof value === "string" &&
    !Number.isNaN(Number(value))
  ) {
    return "Write the number without quotes.";
  }
  return undefined;
}

function unknownKey(at: Pointer): Finding {
  const key = String(at.at(-1));
  const known = keysKnownAt(at.slice(0, -1));
  return {
    code: "unknown-key",
    at,
    part: "key",
    message: `${quote(key)} is not a key that may stand here.`,
    hint: didYouMean(key, known) ?? `Keys that may: ${known.map(quote).join(", ")}.`,
  };
}

function valueAt(data: unknown, at: Pointer): unknown {
  let value = data;
  for (const step of at) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** The data with `undefined` for all that is broken. A list with a broken item is broken: its indexes would shift. */
function withoutBroken(value: unknown, at: Pointer, report: Report): unknown {
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
