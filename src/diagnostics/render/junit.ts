import type { Diagnostic } from "../diagnostic.ts";
import type { Report } from "./report.ts";

/**
 * A test report as CI systems read it: a case for each finding, failed for errors and skipped for notes, and one that passes where
 * there is nothing to report.
 */
export function renderJunit({ command, diagnostics }: Report): string {
  const cases = diagnostics.map((diagnostic) => caseOf(command, diagnostic));
  const failures = diagnostics.filter(({ severity }) => severity === "error").length;
  const skipped = diagnostics.filter(({ severity }) => severity === "info").length;
  const all = cases.length === 0 ? [`    <testcase classname="${command}" name="no findings"/>`] : cases;
  const counts = `tests="${all.length}" failures="${failures}" skipped="${skipped}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="tracking-plan" ${counts}>`,
    `  <testsuite name="tracking-plan ${command}" ${counts}>`,
    ...all,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function caseOf(command: string, { code, severity, message, hint, place }: Diagnostic): string {
  const file = place === undefined ? "" : ` file="${xml(place.file)}" line="${place.line}"`;
  const open = `    <testcase classname="${command}.${code}" name="${xml(message)}"${file}>`;
  const details = xml([message, hint].filter((line) => line !== undefined).join(" "));
  switch (severity) {
    case "error":
      return `${open}<failure message="${xml(message)}">${details}</failure></testcase>`;
    case "info":
      return `${open}<skipped message="${details}"/></testcase>`;
    default:
      return `${open}<system-out>${details}</system-out></testcase>`;
  }
}

/** XML 1.0 has no control characters, not even escaped ones. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\u{FFFD}")
    .replace(/[&<>"'\t\n\r]/gu, (character) => `&#${character.codePointAt(0)};`);
}
