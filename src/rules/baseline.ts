import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { byCodeUnit } from "../text/order.ts";
import { plural, quote } from "../text/words.ts";
import { RULES } from "./rules.ts";

/** How often each rule may report each name: `RULE NAME`, or `RULE` alone for what has no name. */
export type Baseline = ReadonlyMap<string, number>;

/** Rules that are only about people's data. */
const SECURITY: ReadonlySet<string> = new Set(
  RULES.flatMap(({ name, security }) => (security ? [name] : [])),
);

const VERSION = 1;

/** As many lines are named in a message. */
const MAX_NAMED = 3;

/**
 * The findings of rules that a baseline can accept, counted: warnings. Never what is an error or about security, nor what
 * depends on the day.
 */
export function countFindings(diagnostics: readonly Diagnostic[]): Baseline {
  const counts = new Map<string, number>();
  for (const key of diagnostics.flatMap(keysOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

function keysOf({ code, severity, advisory, names = [] }: Diagnostic): readonly string[] {
  if (severity !== "warning" || advisory === true || SECURITY.has(code)) return [];
  return names.map((name) => (name === "" ? code : `${code} ${name}`));
}

interface Accepted {
  /** What is left to report, with what became more or fewer than the baseline has. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many findings the baseline accepts. */
  readonly count: number;
}

/**
 * Leaves out the findings that a baseline accepts. Where a rule reports a name more often than that, all of these findings are
 * left, and an error: nobody knows which of them is new.
 *
 * @param file - the baseline's, for messages
 */
export function acceptFindings(
  diagnostics: readonly Diagnostic[],
  baseline: Baseline,
  { file, strict }: { readonly file: string; readonly strict: boolean },
): Accepted {
  const found = countFindings(diagnostics);
  const more = [...found].filter(([key, count]) => count > (baseline.get(key) ?? 0));
  const fewer = [...baseline].filter(([key, count]) => count > (found.get(key) ?? 0));
  const grown = new Set(more.map(([key]) => key));
  const left = diagnostics.filter((diagnostic) => {
    const keys = keysOf(diagnostic);
    return keys.length === 0 || keys.some((key) => grown.has(key));
  });
  const accepted = [...found].map(([key, count]) => (grown.has(key) ? 0 : count));
  const describe = (lines: readonly (readonly [string, number])[]): string => {
    const named = lines.slice(0, MAX_NAMED).map(([key]) => {
      const [rule = "", name] = splitKey(key);
      const counts = `${found.get(key) ?? 0} instead of ${baseline.get(key) ?? 0}`;
      return `${quote(rule)}${name === undefined ? "" : ` of ${quote(name)}`} (${counts})`;
    });
    const rest = lines.length - named.length;
    return [...named, ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
  };
  return {
    count: accepted.reduce((sum, count) => sum + count, 0),
    diagnostics: [
      ...left,
      ...when(more.length > 0, {
        code: "baseline-exceeded",
        severity: "error" as const,
        message: `There are more findings than ${quote(file)} accepts: ${describe(more)}.`,
        hint: "Fix them, or make exceptions with `lint.ignore`. `tracking-plan check --update-baseline` accepts them.",
      }),
      ...when(fewer.length > 0, {
        code: "baseline-outdated",
        severity: strict ? ("error" as const) : ("info" as const),
        message: `${quote(file)} accepts more findings than there are: ${describe(fewer)}.`,
        hint: "Run `tracking-plan check --update-baseline`, so that they do not come back unnoticed.",
      }),
    ],
  };
}

function when<T>(condition: boolean, value: T): readonly T[] {
  return condition ? [value] : [];
}

/** No name of a rule has a space. */
function splitKey(key: string): readonly [rule: string, name: string | undefined] {
  const end = key.indexOf(" ");
  return end === -1 ? [key, undefined] : [key.slice(0, end), key.slice(end + 1)];
}

/** @returns the baseline in a file, or why it is none: a part of a sentence that quotes nothing of it */
export function parseBaseline(text: string): { readonly baseline: Baseline } | { readonly fault: string } {
  const document = parseObject(text);
  if (document === undefined) return { fault: "it is not a JSON object" };
  if (document["version"] !== VERSION) return { fault: `its \`version\` is not ${VERSION}` };
  const { rules } = document;
  if (!isObject(rules)) return { fault: "its `rules` are not an object" };
  const lines = Object.entries(rules);
  const isWrong = lines.some(([, count]) => !Number.isSafeInteger(count) || Number(count) < 1);
  if (isWrong) return { fault: "a count in its `rules` is not a whole number from 1" };
  return { baseline: new Map(lines as readonly (readonly [string, number])[]) };
}

/**
 * A baseline as a file: sorted, a line for each rule and name, so that Git merges it.
 *
 * @param before - the text of the file so far. Its other sections stay as they are.
 */
export function renderBaseline(baseline: Baseline, before = "{}"): string {
  const sorted = [...baseline].toSorted(([a], [b]) => byCodeUnit(a, b));
  // Not Object.fromEntries: it would sort a name such as `1`, and a line is written by itself.
  const lines = sorted.map(([key, count]) => `    ${JSON.stringify(key)}: ${count}`);
  const rules = lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n  }`;
  const others = Object.entries(parseObject(before) ?? {}).flatMap(([name, value]) => {
    if (name === "version" || name === "rules") return [];
    return [`  ${JSON.stringify(name)}: ${JSON.stringify(value, null, 2).replaceAll("\n", "\n  ")}`];
  });
  return `{\n${[`  "version": ${VERSION}`, `  "rules": ${rules}`, ...others].join(",\n")}\n}\n`;
}

/** What is accepted, in words. */
export function describeBaseline(baseline: Baseline): string {
  const count = [...baseline.values()].reduce((sum, each) => sum + each, 0);
  return `${plural(count, "finding")} in ${plural(baseline.size, "line")}`;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
