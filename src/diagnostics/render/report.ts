import type { JsonValue } from "../../text/json.ts";
import { plural } from "../../text/words.ts";
import type { Diagnostic, DiagnosticTable } from "../diagnostic.ts";
import type { Page } from "./page.ts";

/** The report of a command, independent of the output format. */
export interface Report {
  /** The command's name, such as `check`. */
  readonly command: string;
  /** Whether the command succeeded: it exits with 0 then, else with 1. */
  readonly ok: boolean;
  /** The plan that it is about. */
  readonly plan?: ReportedPlan | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** At most so many lines of text for them, of which a table ends many. Without it, there are as many as it takes. */
  readonly maxLines?: number | undefined;
  /** What changed, the worst first, where plans were compared. */
  readonly changes?: readonly Diagnostic[] | undefined;
  /** The meanings of the diagnostics' codes, for formats that include them. */
  readonly pages?: (() => readonly Page[]) | undefined;
  /** What was done or found, for people. */
  readonly summary: readonly SummaryLine[];
  /** Figures that follow the first line of the summary, for formats that have tables. */
  readonly table?: DiagnosticTable | undefined;
  /** The same for programs. */
  readonly result: Readonly<Record<string, JsonValue>>;
}

/** A line for people. Commands are never wrapped, so that they can be copied; labelled text is wrapped below its start. */
export type SummaryLine =
  | string
  | { readonly label: string; readonly text: string }
  | { readonly command: string };

/** A line of a summary as it is where nothing is broken. */
export function plainLine(line: SummaryLine): string {
  if (typeof line === "string") return line;
  return "command" in line ? `  ${line.command}` : line.label + line.text;
}

/** A plan, and how places in it are found from the root of its repository. */
interface ReportedPlan {
  /** Its file, relative to the working directory, with `/`. */
  readonly file: string;
  /** The working directory from the root of the repository, with `/`; empty where it is the root. */
  readonly workingDirectory: string;
}

/** The terminal that a text is for; by default none. */
export interface TerminalOptions {
  /** Whether it shows colours. */
  readonly color: boolean;
  /** How wide it is. Without one, a line is as long as it is: so programs look for it. */
  readonly columns?: number | undefined;
  /** The address of a file, where it shows links. */
  readonly urlOf?: ((file: string) => string) | undefined;
}

export interface RenderOptions extends TerminalOptions {
  /** From the root of the repository that GitHub Actions checked out, with `/`: GitHub accepts no other paths. */
  readonly workingDirectory: string;
}

/** How many diagnostics there are of each severity. */
export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

/** Counts diagnostics by severity. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): Counts {
  const count = (severity: Diagnostic["severity"]): number =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  return { errors: count("error"), warnings: count("warning"), infos: count("info") };
}

/**
 * The counts in words; those that are zero are left out. Empty when all are.
 *
 * @example summarize({ errors: 1, warnings: 2, infos: 0 }) // "1 error, 2 warnings"
 */
export function summarize({ errors, warnings, infos }: Counts): string {
  const parts = [
    [errors, "error"],
    [warnings, "warning"],
    [infos, "note"],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, noun]) => plural(count, noun))
    .join(", ");
}
