/** Every code that a diagnostic can have, with its severity and what it means. */
export const CATALOGUE = {
  "yaml-syntax": {
    severity: "error",
    title: "The file is not valid YAML.",
  },
} as const satisfies Record<string, CatalogueEntry>;

/** `info` never fails a command; `warning` does with `--strict`; `error` always. */
export type Severity = "error" | "warning" | "info";

export interface CatalogueEntry {
  readonly severity: Severity;
  /** What the code means, in one sentence. */
  readonly title: string;
}

export type DiagnosticCode = keyof typeof CATALOGUE;
