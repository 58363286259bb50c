import type { Importer } from "../../import/importer.ts";

interface ImportFormat {
  /** What it is, in a few words. */
  readonly title: string;
  /** How the names of its files end: of a folder, these are read. */
  readonly endings: readonly string[];
  readonly load: () => Promise<Importer>;
}

/** Every format that can be imported, by its name on the command line. Each is loaded when it is used. */
export const IMPORT_FORMATS = {
  csv: {
    title: "tables of a spreadsheet, separated by commas, semicolons or tabs",
    endings: [".csv", ".tsv"],
    load: async () => (await import("../../import/tables/csv.ts")).importCsv,
  },
  markdown: {
    title: "tables of Markdown pages",
    endings: [".md", ".markdown"],
    load: async () => (await import("../../import/tables/markdown.ts")).importMarkdown,
  },
} as const satisfies Readonly<Record<string, ImportFormat>>;

export type ImportFormatName = keyof typeof IMPORT_FORMATS;

export const IMPORT_FORMAT_NAMES = Object.keys(IMPORT_FORMATS) as [ImportFormatName, ...ImportFormatName[]];
