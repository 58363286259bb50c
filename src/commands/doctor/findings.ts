import { plural } from "../../text/words.ts";
import { hang, printable, stylesFor } from "../../text/terminal.ts";
import type { Io } from "../io.ts";

/** What one look at the project found. */
export interface Finding {
  /** What was looked at, in one or two words. */
  readonly check: string;
  /** `note`: nothing that could be told for sure, or that is no fault. Only an `error` fails the command. */
  readonly state: "ok" | "note" | "warning" | "error";
  /** One sentence. */
  readonly message: string;
  /** What to do, in one sentence. */
  readonly hint?: string | undefined;
}

/** Anything that has the form of a key of PostHog: one may stand in a host by mistake, or in a line of code. */
const KEY = /ph[a-z]_[\w-]{4,}/giu;

/**
 * Findings without keys, whatever brought them there. None should hold one; this is the last door that each goes through.
 *
 * @param secrets - values that must not be shown, such as the key itself
 */
export function withoutSecrets(
  findings: readonly Finding[],
  secrets: readonly (string | undefined)[],
): readonly Finding[] {
  const known = secrets.map((secret) => secret?.trim() ?? "").filter((secret) => secret.length > 3);
  const clean = (text: string): string =>
    known.reduce((cleaned, secret) => cleaned.replaceAll(secret, "[key]"), text).replace(KEY, "[key]");
  return findings.map(({ check, state, message, hint }) => ({
    check,
    state,
    message: clean(message),
    ...(hint !== undefined && { hint: clean(hint) }),
  }));
}

/** A mark for each state, and the same where a terminal has only ASCII. */
const MARKS: Readonly<Record<Finding["state"], readonly [mark: string, ascii: string]>> = {
  ok: ["✓", "+"],
  note: ["·", "-"],
  warning: ["!", "!"],
  error: ["✗", "x"],
};

/**
 * The findings as an aligned list, each with what to do, and a count at the end.
 *
 * @example
 * // ✓ key       POSTHOG_API_KEY is set, and has the form of a project key.
 * // ✗ switch    POSTHOG_DISABLED is on: nothing is sent.
 * //             hint: Unset it where events are to arrive.
 */
export function renderFindings(
  findings: readonly Finding[],
  {
    color,
    columns,
    unicode,
  }: { readonly color: boolean; readonly columns?: number | undefined; readonly unicode: boolean },
): string {
  const styles = stylesFor(color);
  const paint = { ok: styles.good, note: styles.note, warning: styles.warning, error: styles.error };
  const width = Math.max(...findings.map(({ check }) => check.length));
  const lines = findings.flatMap(({ check, state, message, hint }) => [
    ...hang(
      `${paint[state](MARKS[state][unicode ? 0 : 1])} ${check.padEnd(width)}  `,
      printable(message),
      columns,
    ),
    ...(hint === undefined
      ? []
      : hang(`${" ".repeat(width + 4)}${styles.hint("hint:")} `, printable(hint), columns)),
  ]);
  return `${[...lines, "", summarizeFindings(findings)].join("\n")}\n`;
}

/** @example "1 problem, 2 warnings" */
function summarizeFindings(findings: readonly Finding[]): string {
  const count = (state: Finding["state"]): number =>
    findings.filter((finding) => finding.state === state).length;
  const [errors, warnings] = [count("error"), count("warning")];
  if (errors + warnings === 0) return "Nothing is wrong.";
  return [errors > 0 ? plural(errors, "problem") : "", warnings > 0 ? plural(warnings, "warning") : ""]
    .filter((part) => part !== "")
    .join(", ");
}

/** Whether the terminal shows more than ASCII: its locale says so, or says nothing. The Linux console has few characters. */
export function showsUnicode({ env }: Pick<Io, "env">): boolean {
  if (env["TERM"] === "linux" || env["TERM"] === "dumb") return false;
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "UTF-8";
  return /utf-?8/iu.test(locale);
}
