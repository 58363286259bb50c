import { plural } from "../../text/plural.ts";
import { stylesFor } from "../../text/styles.ts";
import { printable } from "../../text/terminal.ts";
import { hang } from "../../text/wrap.ts";
import type { Io } from "../io.ts";
import type { Finding } from "./finding.ts";

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
export function summarizeFindings(findings: readonly Finding[]): string {
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
