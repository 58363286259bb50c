import type { Importer } from "../../import/importer.ts";

export interface ImportFormat {
  /** What it is, in a few words. */
  readonly title: string;
  /** How the names of its files end: of a folder, these are read. */
  readonly endings: readonly string[];
  /** Names of files without an ending, which are read, too. */
  readonly names?: RegExp;
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
  segment: {
    title: "rules of Segment Protocols, as the Public API answers",
    endings: [".json"],
    load: async () => (await import("../../import/importers-of-tools.ts")).importSegment,
  },
  "json-schema": {
    title: "folders of JSON Schemas, one for each event",
    endings: [".json", ".yaml", ".yml"],
    // A version in an Iglu registry.
    names: /^\d+-\d+-\d+$/u,
    load: async () => (await import("../../import/importers-of-tools.ts")).importJsonSchema,
  },
  rudderstack: {
    title: "YAML projects of RudderStack",
    endings: [".yaml", ".yml"],
    load: async () => (await import("../../import/importers-of-tools.ts")).importRudderStack,
  },
  opentrackplan: {
    title: "folders of OpenTrackPlan",
    endings: [".yaml", ".yml"],
    load: async () => (await import("../../import/importers-of-tools.ts")).importOpenTrackPlan,
  },
  glean: {
    title: "events of Glean's metrics",
    endings: [".yaml", ".yml"],
    load: async () => (await import("../../import/importers-of-tools.ts")).importGlean,
  },
} as const satisfies Readonly<Record<string, ImportFormat>>;

export type ImportFormatName = keyof typeof IMPORT_FORMATS;

export const IMPORT_FORMAT_NAMES = Object.keys(IMPORT_FORMATS) as [ImportFormatName, ...ImportFormatName[]];
