import type * as z from "zod";
import { UNKNOWN, type Violation } from "../../src/portable/find-violations.ts";

type Issue = z.core.$ZodIssue;

/**
 * What a schema of `validators.ts` finds wrong with plain properties, in the words of the runtime. Items of an array that has too many
 * are left out: zod 4.1 reports them, later releases and the runtime do not look at them.
 */
export function zodViolations(schema: z.ZodType, properties: unknown): Violation[] {
  const issues = schema.safeParse(properties).error?.issues ?? [];
  const tooLong = issues.filter(
    ({ code, path }) => code === "too_big" && Array.isArray(valueAt(properties, path)),
  );
  const reported = issues.filter(({ path }) => !tooLong.some((array) => isBelow(path, array.path)));
  return reported.flatMap((issue): Violation[] => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ path: [...issue.path, key], code: UNKNOWN }));
    }
    const absent = valueAt(properties, issue.path) === undefined;
    return [{ path: issue.path, code: absent ? "missing" : codeOf(issue) }];
  });
}

function isBelow(path: Issue["path"], other: Issue["path"]): boolean {
  return path.length > other.length && other.every((key, index) => key === path[index]);
}

function codeOf(issue: Issue): string {
  switch (issue.code) {
    case "custom":
      return String(issue.params?.["code"]);
    case "invalid_type":
      // What the plan fills in, in an object that accepts further properties, is unknown as in one that does not.
      if (issue.expected === "never") return UNKNOWN;
      return (issue.expected as string) === "int" ? "not_an_integer" : "wrong_type";
    case "invalid_value":
      return "not_allowed";
    case "too_small":
      return { string: "too_short", array: "too_few_items" }[issue.origin as string] ?? "too_small";
    case "too_big":
      return { string: "too_long", array: "too_many_items" }[issue.origin as string] ?? "too_large";
    case "invalid_union": {
      // The alternative that came nearest.
      const codes = issue.errors.flatMap((issues) => issues.map(codeOf));
      return codes.find((code) => code !== "wrong_type") ?? "wrong_type";
    }
    default:
      return issue.code;
  }
}

function valueAt(properties: unknown, path: readonly PropertyKey[]): unknown {
  let value = properties;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return value;
}
