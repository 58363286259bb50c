import { CATALOGUE } from "../diagnostics/catalogue.ts";
import type { CatalogueEntry, Diagnostic } from "../diagnostics/diagnostic.ts";
import { byCodeUnit } from "../text/order.ts";
import { plural, quote } from "../text/words.ts";
import { RULES } from "./rules.ts";

/** How often each rule may report each name: `RULE NAME`, or `RULE` alone for what has no name. */
export type Baseline = ReadonlyMap<string, number>;

/** The section of the file for the findings of each command. */
export type BaselineSection = "rules" | "audit";

const COMMANDS: Readonly<Record<BaselineSection, string>> = { rules: "check", audit: "audit" };

/** The command that writes a section. */
export function updateCommand(section: BaselineSection): string {
  return `tracking-plan ${COMMANDS[section]} --update-baseline`;
}

/** Rules and codes that are only about people's data and ids. */
const SECURITY: ReadonlySet<string> = new Set([
  ...RULES.flatMap(({ name, security }) => (security ? [name] : [])),
  ...Object.entries<CatalogueEntry>(CATALOGUE).flatMap(([code, { security }]) => (security ? [code] : [])),
]);

const VERSION = 1;

/** As many lines are named in a message. */
const MAX_NAMED = 3;

/**
 * The findings that a baseline can accept, counted: warnings. Never what is an error or about security, nor what
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

interface AcceptSettings {
  readonly section: BaselineSection;
  /** The baseline's file, for messages. */
  readonly file: string;
  readonly strict: boolean;
  /** Whether only a part was looked at: then fewer findings say nothing. */
  readonly partial?: boolean;
}

/**
 * Leaves out the findings that a baseline accepts. Where a rule reports a name more often than that, all of these findings are
 * left, and an error: nobody knows which of them is new.
 */
export function acceptFindings(
  diagnostics: readonly Diagnostic[],
  baseline: Baseline,
  { section, file, strict, partial = false }: AcceptSettings,
): Accepted {
  const found = countFindings(diagnostics);
  const more = [...found].filter(([key, count]) => count > (baseline.get(key) ?? 0));
  const fewer = partial ? [] : [...baseline].filter(([key, count]) => count > (found.get(key) ?? 0));
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
        hint: `${FIXES[section]} \`${updateCommand(section)}\` accepts them.`,
      }),
      ...when(fewer.length > 0, {
        code: "baseline-outdated",
        severity: strict ? ("error" as const) : ("info" as const),
        message: `${quote(file)} accepts more findings than there are: ${describe(fewer)}.`,
        hint: `Run \`${updateCommand(section)}\`, so that they do not come back unnoticed.`,
      }),
    ],
  };
}

const FIXES: Readonly<Record<BaselineSection, string>> = {
  rules: "Fix them, or make exceptions with `lint.ignore`.",
  audit: "Fix them, or write `// tracking-plan-ignore CODE: REASON`.",
};

function when<T>(condition: boolean, value: T): readonly T[] {
  return condition ? [value] : [];
}

/** No name of a rule has a space. */
function splitKey(key: string): readonly [rule: string, name: string | undefined] {
  const end = key.indexOf(" ");
  return end === -1 ? [key, undefined] : [key.slice(0, end), key.slice(end + 1)];
}

/** @returns a section of a baseline's file, or why it is not valid: a part of a sentence that quotes nothing of it */
export function parseBaseline(
  text: string,
  section: BaselineSection,
): { readonly baseline: Baseline } | { readonly fault: string } {
  const document = parseObject(text);
  if (document === undefined) return { fault: "it is not a JSON object" };
  if (document["version"] !== VERSION) return { fault: `its \`version\` is not ${VERSION}` };
  // Each command writes its own section.
  const { [section]: counts = {} } = document;
  if (!isObject(counts)) return { fault: `its \`${section}\` section is not an object` };
  const lines = Object.entries(counts);
  const isWrong = lines.some(([, count]) => !Number.isSafeInteger(count) || Number(count) < 1);
  if (isWrong) return { fault: `a count in its \`${section}\` section is not a whole number from 1` };
  return { baseline: new Map(lines as readonly (readonly [string, number])[]) };
}

/**
 * A section of a baseline as a file: sorted, a line for each code and name, so that Git merges it.
 *
 * @param before - the text of the file so far. Its other sections stay as they are.
 */
export function renderBaseline(baseline: Baseline, section: BaselineSection, before = "{}"): string {
  const sorted = [...baseline].toSorted(([a], [b]) => byCodeUnit(a, b));
  // Not Object.fromEntries: it would sort a name such as `1`, and a line is written by itself.
  const lines = sorted.map(([key, count]) => `    ${JSON.stringify(key)}: ${count}`);
  const own = lines.length === 0 ? "{}" : `{\n${lines.join(",\n")}\n  }`;
  const sections = new Map([["version", String(VERSION)]]);
  for (const [name, value] of Object.entries(parseObject(before) ?? {})) {
    if (name !== "version") sections.set(name, JSON.stringify(value, null, 2).replaceAll("\n", "\n  "));
  }
  sections.set(section, own);
  const members = [...sections].map(([name, text]) => `  ${JSON.stringify(name)}: ${text}`);
  return `{\n${members.join(",\n")}\n}\n`;
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
