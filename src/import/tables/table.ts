import type { Place } from "../../diagnostics/diagnostic.ts";

/** A table of a file. All texts are trimmed. */
export interface Table {
  readonly header: readonly string[];
  readonly headerRow: Row;
  /** Without those that are blank. */
  readonly rows: readonly Row[];
  /** The headings above it, the outermost first. */
  readonly headings: readonly string[];
  /** The text between the last heading and the table. */
  readonly introduction: string;
  /** The place of a cell of a row, by default of its first one. */
  placeOf(row: Row, column?: number): Place;
}

export interface Row {
  readonly cells: readonly string[];
  /** Where it begins in the file, as an offset. */
  readonly start: number;
}
