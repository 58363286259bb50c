/** `info` never fails a command; `warning` does with `--strict`; `error` always. */
export type Severity = "error" | "warning" | "info";

/** What one code means, for people who meet it. */
export interface CatalogueEntry {
  readonly severity: Severity;
  /** What the code means, in one sentence. */
  readonly title: string;
  /** How it comes about, and why it matters. */
  readonly cause: string;
  /** What to do. */
  readonly fix: string;
  /**
   * What it is said about: the text of a plan, which is the default; how it stands to the rules; or the generated files,
   * which a plan alone cannot show: the tests of commands/ do.
   */
  readonly about?: "rules" | "files";
}
