import type { JsonValue } from "../../text/json.ts";
import type { Diagnostic } from "../diagnostic.ts";

/** What a command has to say when it is done, in every format. */
export interface Report {
  /** The command's name, such as `check`. */
  readonly command: string;
  /** Whether the command succeeded: it exits with 0 then, else with 1. */
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** What was done or found, for people: whole lines. */
  readonly summary: readonly string[];
  /** The same for programs. */
  readonly result: Readonly<Record<string, JsonValue>>;
}

export interface RenderOptions {
  /** Whether the text is for a terminal that shows colours. */
  readonly color: boolean;
  /** From the root of the repository that GitHub Actions checked out, with `/`: GitHub takes no other paths. */
  readonly workingDirectory: string;
}
