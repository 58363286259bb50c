import type { Plan } from "../plan/plan.ts";

/** Makes files from a plan, and from nothing else: no disk, clock, version or environment. */
export interface Emitter {
  /** For people: what it makes, such as `validators`. */
  readonly name: string;
  readonly emit: (plan: Plan) => readonly OutputFile[];
}

/** A folder that files are made for: the plan's `output.dir`, or `output.browser` where it names one. */
export type OutputFolder = "dir" | "browser";

/** What an emitter makes: a path below one of the output folders, with `/`, and the text without the header. */
export interface OutputFile {
  readonly path: string;
  /** Where the path begins; the plan's output folder when absent. */
  readonly folder?: OutputFolder;
  /** LF line ends and one final line end. */
  readonly body: string;
}

/** A file as it is written to disk: the body under its header. */
export interface SealedFile {
  /** Below its folder, with `/`. */
  readonly path: string;
  readonly folder: OutputFolder;
  readonly text: string;
}
