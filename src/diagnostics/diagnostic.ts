/**
 * Something to say about a plan or about generated files: what is wrong, where, and what to do. A change of the plan is said
 * the same way.
 */
export interface Diagnostic {
  /** A key of the catalogue, or the name of a rule, which rules/ documents. No name is both. */
  readonly code: string;
  readonly severity: Severity;
  /** That it fails nothing, not even where warnings do: it came by a day that passed, not by anybody's change. */
  readonly advisory?: true | undefined;
  /** The names that it is about: a baseline counts it by them. */
  readonly names?: readonly string[] | undefined;
  /** The fault, in one sentence that ends with a full stop. Names from the plan stand in backticks. */
  readonly message: string;
  /** The fix, in one sentence. */
  readonly hint?: string | undefined;
  readonly place?: Place | undefined;
  /** Other places that belong to it, such as the first of two definitions. */
  readonly related?: readonly RelatedPlace[] | undefined;
  /** For a file that is not what it should be: the first lines that differ, from {@link place} on. */
  readonly difference?: Difference | undefined;
  /** What is compared, where a sentence cannot hold it. */
  readonly table?: DiagnosticTable | undefined;
  /** The word for its severity where that is another one: a change is `breaking`. */
  readonly label?: string | undefined;
  /** Whom it affects, and how. */
  readonly effects?: readonly Effect[] | undefined;
  /** Why it may pass, in one sentence. */
  readonly allowed?: string | undefined;
  /** That nobody has to do anything: a line is enough. */
  readonly isBrief?: boolean | undefined;
}

/** What something does to somebody, such as to the `code` that calls helpers. */
export interface Effect {
  readonly on: string;
  /** In one sentence. */
  readonly text: string;
}

/** Every row has a cell for each column. */
export interface DiagnosticTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Lines that are there, and the lines that should be. Either may be empty. */
export interface Difference {
  readonly found: readonly string[];
  readonly expected: readonly string[];
}

export interface RelatedPlace {
  /** What is there, with a colon at the end: the place follows. */
  readonly message: string;
  readonly place: Place;
}

/** A place in a file, for people: lines and columns count from 1, columns in UTF-16 code units. */
export interface Place {
  /** Relative to the working directory, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How much of the line is meant, in code units; at least 1. */
  readonly length: number;
  /** The whole source line, without its line break. */
  readonly source: string;
}

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
  /** Whether it is about people's data or ids: no baseline accepts it. */
  readonly security?: true;
  /**
   * What it is said about: the text of a plan, which is the default; how it stands to the rules; or generated files, source
   * code, events that arrived or files to import, which a plan alone cannot show: the tests of their folders do.
   */
  readonly about?: "rules" | "files" | "code" | "events" | "import";
}

/**
 * Diagnostics in the order in which they are shown, whoever found them: file by file, and in a file by line and column. What is
 * said of one place stays in the order in which it was found. Last, and as they came, are those of other files and of none.
 *
 * @param files - the plan's files: the plan file, then those that it includes, by path
 */
export function inOrder(
  diagnostics: readonly Diagnostic[],
  files: readonly { readonly name: string }[],
): readonly Diagnostic[] {
  const ranks = new Map(files.map(({ name }, index) => [name, index]));
  const rankOf = ({ place }: Diagnostic): number => ranks.get(place?.file ?? "") ?? files.length;
  return diagnostics.toSorted((a, b) => {
    const rank = rankOf(a);
    const byFile = rank - rankOf(b);
    if (byFile !== 0 || rank === files.length || a.place === undefined || b.place === undefined)
      return byFile;
    return a.place.line - b.place.line || a.place.column - b.place.column;
  });
}
