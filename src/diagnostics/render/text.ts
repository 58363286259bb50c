import { columnsOf } from "../../text/columns.ts";
import { hang, type Paint, printable, type Styles, stylesFor, terminalLink } from "../../text/terminal.ts";
import type {
  Diagnostic,
  DiagnosticTable,
  Difference,
  Place,
  RelatedPlace,
  Severity,
} from "../diagnostic.ts";
import { plural } from "../../text/words.ts";
import { byImportance, type FoldedDiagnostic, foldDiagnostics, otherPlaces, tableOfCodes } from "./fold.ts";
import { countDiagnostics, summarize, type TerminalOptions } from "./report.ts";

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
export function renderText(diagnostics: readonly Diagnostic[], options: TerminalOptions): string {
  if (diagnostics.length === 0) return "";
  const terminal = { ...options, styles: stylesFor(options.color) };
  const blocks = diagnostics.map((diagnostic) => renderOne(diagnostic, terminal).join("\n"));
  return `${[...blocks, summarize(countDiagnostics(diagnostics))].join("\n\n")}\n`;
}

/** More diagnostics end with a table of their codes. */
const MAX_WITHOUT_TABLE = 10;

/**
 * The same in a limited number of lines: what is said of several places is said once, the most important come first if there
 * is not room for all, and a table has how many each code has.
 */
export function renderBrief(
  diagnostics: readonly Diagnostic[],
  { maxLines, ...options }: TerminalOptions & { readonly maxLines: number },
): string {
  if (diagnostics.length === 0) return "";
  const terminal = { ...options, styles: stylesFor(options.color) };
  const isWhole = maxLines === Infinity;
  const folded = isWhole
    ? diagnostics.map((diagnostic) => ({ diagnostic, others: [] }))
    : foldDiagnostics(diagnostics);
  const table = diagnostics.length > MAX_WITHOUT_TABLE ? tableOfCodes(diagnostics) : [];
  const counts = summarize(countDiagnostics(diagnostics));
  // The table, the counts, what is left out, the summary of the command, and the lines between them.
  let room = maxLines - (table.length === 0 ? 0 : table.length + 1) - 6;
  const shown = new Map<FoldedDiagnostic, string>();
  for (const one of isWhole ? folded : byImportance(folded)) {
    const also = otherPlaces(one);
    const lines = [
      ...renderOne(one.diagnostic, terminal),
      ...(also === undefined ? [] : hang("  ", printable(also), options.columns)),
    ];
    room -= lines.length + 1;
    if (room < 0 && shown.size > 0) break;
    shown.set(one, lines.join("\n"));
  }
  const rest = folded.length - shown.size;
  const more = plural(rest, "more finding");
  const note = `${more} ${rest === 1 ? "is" : "are"} not shown: \`--all\` prints everything.`;
  const parts = [
    ...folded.flatMap((one) => shown.get(one) ?? []),
    ...(rest === 0 ? [] : [hang("", note, options.columns).join("\n")]),
    ...(table.length === 0 ? [] : [table.map((line) => printable(line)).join("\n")]),
    counts,
  ];
  return `${parts.join("\n\n")}\n`;
}

/** Changes for people, in parts that a blank line separates: each a block, and those that are brief a line each. */
export function renderChanges(changes: readonly Diagnostic[], options: TerminalOptions): readonly string[] {
  const terminal = { ...options, styles: stylesFor(options.color) };
  const blocks = changes.filter(({ isBrief }) => isBrief !== true);
  const lines = changes.filter(({ isBrief }) => isBrief === true);
  return [
    ...blocks.map((change) => renderOne(change, terminal)),
    lines.flatMap(({ label = "", message }) =>
      hang(`${terminal.styles.good(label)}  `, printable(message), options.columns),
    ),
  ].flatMap((part) => (part.length === 0 ? [] : [`${part.join("\n")}\n`]));
}

interface Terminal extends TerminalOptions {
  readonly styles: Styles;
}

function renderOne(diagnostic: Diagnostic, terminal: Terminal): readonly string[] {
  const { styles, columns } = terminal;
  const { code, severity, label = severity, message, hint, place, difference, table } = diagnostic;
  const { related = [], effects = [], allowed } = diagnostic;
  const paint = painter(severity, styles);
  const head = [place && styles.strong(positionOf(place, terminal)), paint(label), printable(code)];
  const width = Math.max(...effects.map(({ on }) => on.length));
  return [
    head.filter((part) => part !== undefined).join("  "),
    ...hang("  ", printable(message), columns),
    ...(place && !difference ? renderSource(place, paint, terminal) : []),
    ...(place && difference ? renderDifference(place.line, difference, terminal) : []),
    ...effects.flatMap(({ on, text }) => hang(`  ${on.padEnd(width)}  `, printable(text), columns)),
    ...(table === undefined ? [] : alignedRows(table).map((line) => `  ${printable(line)}`)),
    ...related.flatMap((other) => renderRelated(other, terminal)),
    ...(hint === undefined ? [] : hang(`  ${styles.hint("hint:")} `, printable(hint), columns)),
    ...(allowed === undefined ? [] : hang(`  ${styles.good("allowed:")} `, printable(allowed), columns)),
  ];
}

/** The rows of a table, its columns below each other. */
function alignedRows({ columns, rows }: DiagnosticTable): readonly string[] {
  const all = [columns, ...rows];
  const widths = columns.map((_, column) => Math.max(...all.map((row) => columnsOf(row[column] ?? ""))));
  return all.map((row) =>
    row
      .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - columnsOf(cell)))
      .join("  ")
      .trimEnd(),
  );
}

function renderRelated(related: RelatedPlace, terminal: Terminal): readonly string[] {
  const { styles } = terminal;
  const message = `${printable(related.message)} ${styles.strong(positionOf(related.place, terminal))}`;
  return [...hang("  ", message, terminal.columns), ...renderSource(related.place, styles.note, terminal)];
}

/** The source line and, below it, carets under what is meant. */
function renderSource(place: Place, paint: Paint, { styles, columns }: Terminal): readonly string[] {
  const line = String(place.line);
  const { text, offset, length } = excerptOf(place, roomBeside(line, columns));
  const gutter = (label: string): string => styles.frame(`  ${label.padStart(line.length)} |`);
  if (text === "") return [];
  return [`${gutter(line)} ${text}`, `${gutter("")} ${" ".repeat(offset)}${paint("^".repeat(length))}`];
}

/** Columns that are left of a terminal beside the gutter, and an ellipsis. */
function roomBeside(label: string, columns: number | undefined): number | undefined {
  return columns === undefined ? undefined : Math.max(20, columns - label.length - "   | …".length);
}

/** The lines that are there with a minus, and the lines that should be with a plus, each with its number. */
function renderDifference(
  start: number,
  { found, expected }: Difference,
  { styles, columns }: Terminal,
): readonly string[] {
  const width = String(start + Math.max(found.length, expected.length)).length;
  const lines = (texts: readonly string[], sign: string, paint: Paint): string[] =>
    texts.map((text, index) => {
      const label = String(start + index).padStart(width);
      const shown = excerptOfLine(text, roomBeside(`${label}${sign} `, columns));
      return `${styles.frame(`  ${label} |`)} ${paint(`${sign} ${shown}`.trimEnd())}`;
    });
  return [...lines(found, "-", styles.removed), ...lines(expected, "+", styles.added)];
}

function positionOf({ file, line, column }: Place, { urlOf }: TerminalOptions): string {
  const position = `${printable(file)}:${line}:${column}`;
  return urlOf === undefined ? position : terminalLink(position, urlOf(file));
}

function painter(severity: Severity, styles: Styles): Paint {
  switch (severity) {
    case "error":
      return styles.error;
    case "warning":
      return styles.warning;
    case "info":
      return styles.note;
    default:
      return severity satisfies never;
  }
}

/** The part of a source line that a diagnostic shows, and the position of its mark below it. */
interface Excerpt {
  readonly text: string;
  /** Columns of a terminal before the mark. */
  readonly offset: number;
  /** Columns that the mark covers; at least 1. */
  readonly length: number;
}

/** Columns that are shown of a long source line, and how many of them can precede the mark. */
const WIDTH = 100;
const BEFORE = 0.4;

const ELLIPSIS = "…";
const TAB = "  ";

/**
 * The source line of a place as it can be printed: tabs are two spaces wide, characters that a terminal would obey
 * are replaced, and of a long line only what is around the mark is kept.
 *
 * @param room - columns that there are for it
 */
function excerptOf(place: Place, room = WIDTH): Excerpt {
  const width = Math.min(WIDTH, room);
  const start = Math.min(place.column - 1, place.source.length);
  const end = Math.min(start + place.length, place.source.length);
  const before = keepEnd(place.source.slice(0, start), Math.floor(width * BEFORE));
  const offset = columnsOf(before);
  const marked = keepStart(place.source.slice(start, end), width - offset);
  const left = width - offset - columnsOf(marked);
  const after = left < 0 ? "" : keepStart(place.source.slice(end), left);
  return {
    text: (before + marked + after).trimEnd(),
    offset,
    length: Math.max(1, columnsOf(marked)),
  };
}

/** The beginning of a line as it can be printed. */
function excerptOfLine(line: string, room = WIDTH): string {
  return keepStart(line, Math.min(WIDTH, room));
}

/** The first characters that fit into a number of columns, with an ellipsis if some are omitted. */
function keepStart(text: string, columns: number): string {
  const kept = fitting(charactersOf(text.slice(0, codeUnits(columns))), columns);
  return kept.source === text.length ? kept.shown.join("") : `${kept.shown.join("")}${ELLIPSIS}`;
}

/** The last characters that fit into a number of columns. */
function keepEnd(text: string, columns: number): string {
  const kept = fitting(charactersOf(text.slice(-codeUnits(columns))).toReversed(), columns);
  const shown = kept.shown.toReversed().join("");
  return kept.source === text.length ? shown : `${ELLIPSIS}${shown}`;
}

/** The code units that a number of columns may need, so that very long lines are never processed as a whole. */
function codeUnits(columns: number): number {
  return Math.max(1, columns * 8);
}

/** What a reader sees as one character each. */
function charactersOf(text: string): string[] {
  // Nearly all lines. A segmenter takes longer to make than a small plan to read.
  if (/^[\t\x20-\x7e]*$/u.test(text)) return text.split("");
  graphemes ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

let graphemes: Intl.Segmenter | undefined;

/** The leading characters that fit, as displayed, and the number of source code units that they represent. */
function fitting(characters: readonly string[], columns: number): { shown: string[]; source: number } {
  const shown: string[] = [];
  let source = 0;
  let width = 0;
  for (const character of characters) {
    const text = character === "\t" ? TAB : printable(character);
    width += columnsOf(text);
    if (width > columns) break;
    shown.push(text);
    source += character.length;
  }
  return { shown, source };
}
