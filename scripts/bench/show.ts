import { type Figures, quartiles, type Summary, summarize } from "./figures.ts";
import type { Row, Unit } from "./rows.ts";

/** What a row was measured to be. */
export interface Result extends Figures {
  readonly row: Row;
}

/** The cells of a row: the figure, its spread, the target, and both values that a ratio is of. */
export interface Cells {
  readonly what: string;
  readonly figure: string;
  readonly spread: string;
  readonly target: string;
  readonly values: string;
}

/** Shows a row for people. */
export function showResult(result: Result): Cells {
  const { row, ours, beside } = result;
  const { median, low, high } = summarize(result);
  const show = (value: number): string => showFigure(row, value);
  return {
    what: titleOf(row),
    figure: show(median),
    spread: low === high ? "" : `${show(low)} to ${show(high)}`,
    target: showTarget(row),
    values:
      beside === undefined
        ? ""
        : `${showValue(row.unit, quartiles(ours))} / ${showValue(row.unit, quartiles(beside))}`,
  };
}

/** What a row compares. */
export function titleOf({ what, beside }: Row): string {
  return beside === undefined ? what : `${what} / ${beside}`;
}

/** At most what a row should be, or nothing. */
export function showTarget(row: Row): string {
  return row.target === undefined ? "" : showFigure(row, row.target);
}

/** Whether a row is what it should be. */
export function meetsTarget(result: Result): boolean {
  return result.row.target === undefined || summarize(result).median <= result.row.target;
}

function showFigure({ beside, unit }: Row, value: number): string {
  return beside === undefined ? UNITS[unit](value) : round(value);
}

const showValue = (unit: Unit, { median }: Summary): string => UNITS[unit](median);

const UNITS: Readonly<Record<Unit, (value: number) => string>> = {
  seconds: (value) => {
    if (value < 1e-3) return `${round(value * 1e6)} µs`;
    return value < 1 ? `${round(value * 1e3)} ms` : `${round(value)} s`;
  },
  bytes: (value) => (value < 100_000 ? `${round(value)} bytes` : `${round(value / 1e6)} MB`),
  memory: (value) => `${round(value / 1024 / 1024)} MiB`,
  count: (value) => round(value),
};

/** Three digits of a small number, and all of a large one. */
function round(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en-US") : String(Number(value.toPrecision(3)));
}
