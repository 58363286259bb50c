import type { Output, Plan } from "../plan/plan.ts";
import type { SentFrom } from "../plan/sent-from.ts";

/** A pure function from a plan, and from where its events are sent, to files: no disk, clock, version or environment. */
export interface Emitter {
  /** What it generates, for people, such as `validators`. */
  readonly name: string;
  /** The side whose code it makes, if it is that of one. */
  readonly side?: Side;
  readonly emit: (plan: Plan, sentFrom?: SentFrom) => readonly OutputFile[];
}

export type Side = NonNullable<Output["only"]>;

/** Whether code is generated for a side. */
export function isFor({ only }: Output, side: Side): boolean {
  return only === undefined || only === side;
}

/** A folder that files are made for: the plan's `output.dir`, or `output.browser` and `output.native` where it names them. */
export type OutputFolder = "dir" | "browser" | "native";

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
