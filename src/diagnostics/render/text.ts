import picocolors from "picocolors";
import { printable } from "../../text/terminal.ts";
import type { Severity } from "../catalogue.ts";
import type { Diagnostic, Difference, Place, RelatedPlace } from "../diagnostic.ts";
import { excerptOf, excerptOfLine } from "./excerpt.ts";
import { countDiagnostics, summarize } from "./summary.ts";

type Colors = ReturnType<typeof picocolors.createColors>;

/**
 * Diagnostics for people: each with its place, its line of source and its hint, and a count at the end. Empty
 * when there are none; else it ends with a line break.
 *
 * @example renderText(diagnostics, { color: false })
 * // tracking-plan.yaml:12:7  error  unknown-property
 * //   `ammount_usd` is not a property of this event.
 * //   12 |       ammount_usd:
 * //      |       ^^^^^^^^^^^
 * //   hint: Did you mean `amount_usd`?
 * //
 * // 1 error
 */
export function renderText(
  diagnostics: readonly Diagnostic[],
  { color }: { readonly color: boolean },
): string {
  if (diagnostics.length === 0) return "";
  const colors = picocolors.createColors(color);
  const blocks = diagnostics.map((diagnostic) => renderOne(diagnostic, colors).join("\n"));
  return `${[...blocks, summarize(countDiagnostics(diagnostics))].join("\n\n")}\n`;
}

function renderOne(diagnostic: Diagnostic, colors: Colors): string[] {
  const { code, severity, message, hint, place, difference, related = [] } = diagnostic;
  const paint = painter(severity, colors);
  const head = [place && colors.bold(positionOf(place)), paint(severity), colors.dim(code)];
  return [
    head.filter((part) => part !== undefined).join("  "),
    `  ${printable(message)}`,
    ...(place && !difference ? renderSource(place, paint, colors) : []),
    ...(place && difference ? renderDifference(place.line, difference, colors) : []),
    ...related.flatMap((other) => renderRelated(other, colors)),
    ...(hint === undefined ? [] : [`  ${colors.cyan("hint:")} ${printable(hint)}`]),
  ];
}

function renderRelated(related: RelatedPlace, colors: Colors): string[] {
  const head = `  ${printable(related.message)} ${colors.bold(positionOf(related.place))}`;
  return [head, ...renderSource(related.place, colors.cyan, colors)];
}

/** The source line and, below it, carets under what is meant. */
function renderSource(place: Place, paint: (text: string) => string, colors: Colors): string[] {
  const { text, offset, length } = excerptOf(place);
  const line = String(place.line);
  const gutter = (label: string): string => colors.dim(`  ${label.padStart(line.length)} |`);
  if (text === "") return [];
  return [`${gutter(line)} ${text}`, `${gutter("")} ${" ".repeat(offset)}${paint("^".repeat(length))}`];
}

/** The lines that are there with a minus, and the lines that should be with a plus, each with its number. */
function renderDifference(start: number, { found, expected }: Difference, colors: Colors): string[] {
  const width = String(start + Math.max(found.length, expected.length)).length;
  const lines = (texts: readonly string[], sign: string, paint: (text: string) => string): string[] =>
    texts.map((text, index) => {
      const label = String(start + index).padStart(width);
      return `${colors.dim(`  ${label} |`)} ${paint(`${sign} ${excerptOfLine(text)}`.trimEnd())}`;
    });
  return [...lines(found, "-", colors.red), ...lines(expected, "+", colors.green)];
}

function positionOf(place: Place): string {
  return `${printable(place.file)}:${place.line}:${place.column}`;
}

function painter(severity: Severity, colors: Colors): (text: string) => string {
  switch (severity) {
    case "error":
      return colors.red;
    case "warning":
      return colors.yellow;
    case "info":
      return colors.blue;
    default:
      return severity satisfies never;
  }
}
