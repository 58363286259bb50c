import type { CatalogueEntry } from "../diagnostic.ts";

/** About the files that `import` reads. */
export const IMPORT_CODES = {
  "import-unreadable": {
    severity: "error",
    title: "A file cannot be imported: it is missing, too large, no text, or outside the folder.",
    cause:
      "Files are read as UTF-8 text of at most 50 MB together. In a folder, links that lead out of it are not followed, so that an import never reads other files of the machine.",
    fix: "Check the path, save the file as UTF-8, or import its parts one by one.",
    about: "import",
  },
  "import-syntax": {
    severity: "error",
    title: "A file is not valid in its format.",
    cause:
      "For example a quote that is not closed in CSV, a missing comma in JSON, or wrong indentation in YAML.",
    fix: "Correct the file at the place, or export it again from the tool that it comes from.",
    about: "import",
  },
  "import-too-deep": {
    severity: "error",
    title: "A file is nested too deeply.",
    cause: "Deep nesting makes parsers run out of memory, so there is a limit.",
    fix: "Import only the part of the file that describes events.",
    about: "import",
  },
  "import-cycle": {
    severity: "error",
    title: "Parts of a file refer to one another in a circle.",
    cause: "A definition that contains itself has no end, and no plan can hold it.",
    fix: "Remove the reference that leads back.",
    about: "import",
  },
  "import-shape": {
    severity: "error",
    title: "A file does not have the shape of its format.",
    cause:
      "It is valid JSON, YAML or text, but what describes events is not where the format has it. Often it is a file of another format.",
    fix: "Check the path and the format: `tracking-plan import --help` lists the formats.",
    about: "import",
  },
  "import-columns": {
    severity: "error",
    title: "It is not clear what the columns of a table are.",
    cause:
      "No column could be found that has the names of events, or `--columns` names one that the table does not have.",
    fix: "Say what the columns are, such as `--columns event=Name,property=Attribute,type=Type`.",
    about: "import",
  },
  "import-nothing": {
    severity: "error",
    title: "The files describe no event.",
    cause: "They are empty, or everything in them was skipped. A plan without events would help nobody.",
    fix: "Check the paths. The report lists what was skipped, and why.",
    about: "import",
  },
} as const satisfies Record<string, CatalogueEntry>;
