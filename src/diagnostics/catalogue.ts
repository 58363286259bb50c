/** Every code that a diagnostic can have, with its severity and what it means. */
export const CATALOGUE = {
  "yaml-syntax": {
    severity: "error",
    title: "The file is not valid YAML.",
  },

  // About generated files: what `generate` and `check` find in the output folder.
  "output-outside": {
    severity: "error",
    title: "The output folder, or a folder in it, is outside the repository once links are resolved.",
    about: "files",
  },
  "file-missing": {
    severity: "error",
    title: "A file that the plan makes is not there.",
    about: "files",
  },
  "file-stale": {
    severity: "error",
    title: "A generated file is not what the plan makes now.",
    about: "files",
  },
  "file-edited": {
    severity: "error",
    title: "A generated file was changed by hand.",
    about: "files",
  },
  "file-orphaned": {
    severity: "error",
    title: "A generated file is left over: the plan does not make it any more.",
    about: "files",
  },
  "file-not-generated": {
    severity: "error",
    title: "Something that is not a generated file stands where one goes.",
    about: "files",
  },
} as const satisfies Record<string, CatalogueEntry>;

/** `info` never fails a command; `warning` does with `--strict`; `error` always. */
export type Severity = "error" | "warning" | "info";

export interface CatalogueEntry {
  readonly severity: Severity;
  /** What the code means, in one sentence. */
  readonly title: string;
  /**
   * What it is said about: the text of a plan, which is the default, or the generated files. A plan alone cannot show
   * the latter; the tests of commands/ do.
   */
  readonly about?: "files";
}

export type DiagnosticCode = keyof typeof CATALOGUE;
