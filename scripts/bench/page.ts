import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { markdownTable } from "markdown-table";
import type { Figures } from "./figures.ts";
import type { Machine } from "./machine.ts";
import { type RowName, ROWS } from "./rows.ts";
import { meetsTarget, type Result, showResult, showTarget, titleOf } from "./show.ts";

/** The page with the table of what was measured. */
export const PERFORMANCE_PAGE = new URL("../../docs/performance.md", import.meta.url);

const MEASURED = new URL("measured.json", import.meta.url);

/** What was measured on one machine, at last. */
export interface Measured {
  /** The day of the last measurement, such as `2026-11-29`. */
  readonly date: string;
  readonly machine: Machine;
  readonly rows: Readonly<Partial<Record<RowName, Figures>>>;
}

/** What was measured and written before, if anything was. */
export function readMeasured(): Measured | undefined {
  return existsSync(MEASURED) ? (JSON.parse(readFileSync(MEASURED, "utf8")) as Measured) : undefined;
}

/**
 * Writes a run into the page. A run of some parts replaces their rows.
 *
 * @throws Error if the other rows are of another machine, or beside other versions.
 */
export function writePage(measured: Measured, isWhole: boolean): void {
  const last = isWhole ? undefined : readMeasured();
  if (last !== undefined && JSON.stringify(last.machine) !== JSON.stringify(measured.machine)) {
    throw new Error(
      "The other rows were measured on another machine or beside other versions: run all parts.",
    );
  }
  const all: Measured = { ...measured, rows: { ...last?.rows, ...measured.rows } };
  writeFileSync(MEASURED, `${JSON.stringify(all)}\n`);
  writeFileSync(PERFORMANCE_PAGE, fillTable(readFileSync(PERFORMANCE_PAGE, "utf8"), all));
}

/** Fills in the table of the page. */
export function fillTable(text: string, measured: Measured): string {
  return text.replace(
    /(<!-- measured -->\n)[\s\S]*?(<!-- \/measured -->)/u,
    (_, begin: string, end: string) => `${begin}\n${renderMeasured(measured)}\n\n${end}`,
  );
}

function renderMeasured({ date, machine, rows }: Measured): string {
  const { kind, node, settings, versions } = machine;
  const listed = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const set = settings.length === 0 ? "" : ` with ${settings.map((name) => `\`${name}\``).join(", ")} set`;
  const cells = (Object.keys(ROWS) as RowName[]).map((name): readonly string[] => {
    const row = ROWS[name];
    const figures = rows[name];
    if (figures === undefined) return [titleOf(row), "not measured", "", showTarget(row), ""];
    const result: Result = { row, ...figures };
    const { what, figure, spread, target, values } = showResult(result);
    return [what, meetsTarget(result) ? figure : `**${figure}**`, spread, target, values];
  });
  return [
    `Measured on ${date}: ${kind}, Node ${node}${set}, ${listed.join(", ")}.`,
    markdownTable([["What", "Measured", "Middle half", "Target", "Values"], ...cells], {
      align: ["l", "r", "r", "r", "r"],
    }),
  ].join("\n\n");
}

/** The rows that were measured, in the order of the table, whichever part measured them. */
export function resultsOf(rows: Measured["rows"]): readonly Result[] {
  return (Object.keys(ROWS) as RowName[]).flatMap((name) => {
    const figures = rows[name];
    return figures === undefined ? [] : [{ row: ROWS[name], ...figures }];
  });
}
