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
   * What it is said about: the text of a plan, which is the default, or the generated files. A plan alone cannot show
   * the latter; the tests of commands/ do.
   */
  readonly about?: "files";
}
