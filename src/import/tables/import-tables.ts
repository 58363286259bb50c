import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { allOf, capitalize, didYouMean, quote } from "../../text/words.ts";
import type { Imported, ImportOptions, SourceFile } from "../importer.ts";
import { type Columns, describeColumns, findColumns, missingHeaders, parseColumns } from "./columns.ts";
import { draftOfTables, type ReadTable } from "./draft-of-tables.ts";
import type { Table } from "./table.ts";

/** Whether cells are the header of a table of events or properties. */
export type IsHeader = (cells: readonly string[]) => boolean;

type ReadTables = (file: SourceFile, isHeader: IsHeader) => readonly Table[] | Diagnostic;

/** Imports the tables of files. */
export function importTables(
  files: readonly SourceFile[],
  { columns: given }: ImportOptions,
  readTables: ReadTables,
): Imported {
  // A comma may stand in a header.
  const named = parseColumns(given?.split(/,(?=[a-z_ ]+=)/u) ?? []);
  if ("message" in named) return invalid([{ code: "import-columns", severity: "error", ...named }]);
  const isHeader: IsHeader = (cells) => isDescribed(findColumns(cells, named));
  const found = files.map((file) => readTables(file, isHeader));
  const faults = found.flatMap((one) => ("code" in one ? [one] : []));
  if (faults.length > 0) return invalid(faults);
  const tables = found.flatMap((one) => ("code" in one ? [] : one));
  const headers = [...new Set(tables.flatMap(({ header }) => header))];
  const missing = missingHeaders(named, headers);
  if (missing.length > 0) {
    return invalid(
      missing.map((header) => ({
        code: "import-columns",
        severity: "error",
        message: `No table has a column ${quote(header)}, which \`--columns\` names.`,
        hint:
          didYouMean(header, headers) ??
          (headers.length === 0 ? undefined : `The columns are ${allOf(headers)}.`),
      })),
    );
  }
  const read = tables.map((table): ReadTable => ({ table, columns: findColumns(table.header, named) }));
  const usable = read.filter(
    ({ table, columns }) => columns.has("event") || (isDescribed(columns) && table.headings.length > 0),
  );
  if (usable.length === 0) return invalid(read.length === 0 ? files.map(noTable) : read.map(noEvents));
  const others = read.filter((one) => !usable.includes(one));
  const { losses, ...drafted } = draftOfTables(usable);
  return {
    kind: "draft",
    ...drafted,
    losses: [
      ...others.map(({ table, columns }) => ({
        kind: "skipped" as const,
        at: table.placeOf(table.headerRow),
        of: table.header.join(" | "),
        what: "table",
        why: isDescribed(columns)
          ? "it has properties, and no heading or column names their event"
          : "no column of it has the names of events or properties",
        option: isDescribed(columns) ? undefined : "--columns event=HEADER",
      })),
      ...losses,
    ],
    assumed: describeAssumptions(usable),
  };
}

function isDescribed(columns: Columns): boolean {
  return columns.has("event") || columns.has("property");
}

function invalid(diagnostics: readonly Diagnostic[]): Imported {
  return { kind: "invalid", diagnostics };
}

function noTable({ path }: SourceFile): Diagnostic {
  return {
    code: "import-nothing",
    severity: "error",
    message: "The file has no table.",
    hint: "Check the path and the format.",
    place: { file: path, line: 1, column: 1, length: 1, source: "" },
  };
}

function noEvents({ table: { header, headerRow, placeOf } }: ReadTable): Diagnostic {
  return {
    code: "import-columns",
    severity: "error",
    message: "No column of the table is known to have the names of events.",
    hint: `Name it, such as \`--columns ${quoteArgument(`event=${header.find((cell) => cell !== "") ?? "Name"}`)}\`.`,
    place: placeOf(headerRow),
  };
}

/** An argument of a shell that can be copied. */
function quoteArgument(text: string): string {
  return /^[\w=,.-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** How tables are read: sentences. */
function describeAssumptions(tables: readonly ReadTable[]): readonly string[] {
  const columns = new Set(tables.map((read) => describeColumns(read.table.header, read.columns)));
  const ofProperties = tables.map((read) => read.columns).filter((read) => read.has("property"));
  const lacks = (...roles: readonly Parameters<Columns["has"]>[0][]): boolean =>
    ofProperties.length > 0 && ofProperties.every((read) => roles.every((role) => !read.has(role)));
  return [
    ...Array.from(columns, (described) => `Columns are read as \`--columns ${quoteArgument(described)}\`.`),
    ...(lacks("type", "values") ? ["No column has types, so every property accepts any JSON."] : []),
    ...(lacks("required", "optional")
      ? ["No column says what is required: all properties are, but those marked as optional."]
      : []),
  ].map(capitalize);
}
