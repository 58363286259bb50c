import { plural } from "../../text/words.ts";
import { hang, printable, stylesFor } from "../../text/terminal.ts";
import type { Io } from "../io.ts";

/** The result of one check. */
export interface Finding {
  /** What was checked, in one or two words. */
  readonly check: string;
  /** `note`: uncertain, or not a problem. Only an `error` fails the command. */
  readonly state: "ok" | "note" | "warning" | "error";
  /** One sentence. */
  readonly message: string;
  /** The fix, in one sentence. */
  readonly hint?: string | undefined;
}

/** Anything that looks like a PostHog key: one may have been put into a host by mistake. */
const KEY = /ph[a-z]_[\w-]{4,}/giu;

/**
 * Replaces keys in findings, as a last line of defence.
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

/** Marks in Unicode and in ASCII. */
const MARKS: Readonly<Record<Finding["state"], readonly [mark: string, ascii: string]>> = {
  ok: ["✓", "+"],
  note: ["·", "-"],
  warning: ["!", "!"],
  error: ["✗", "x"],
};

/**
 * Renders the findings as an aligned list with hints and a count.
 *
 * @example
 * // ✓ key       POSTHOG_API_KEY is set and looks like a project key.
 * // ✗ switch    POSTHOG_DISABLED is on: nothing is sent.
 * //             hint: Unset it where events should be sent.
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
  if (errors + warnings === 0) return "No problems found.";
  return [errors > 0 ? plural(errors, "problem") : "", warnings > 0 ? plural(warnings, "warning") : ""]
    .filter((part) => part !== "")
    .join(", ");
}

/** Whether the terminal can show Unicode, by its locale. The Linux console has few characters. */
export function showsUnicode({ env }: Pick<Io, "env">): boolean {
  if (env["TERM"] === "linux" || env["TERM"] === "dumb") return false;
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "UTF-8";
  return /utf-?8/iu.test(locale);
}
