import type { WholeFile } from "../write-files.ts";
import type { PackageManager } from "../package-manager.ts";

/** What the command line says to `init`. */
export interface InitArguments {
  readonly plan: string;
  /** Where generated files go, relative to the working directory. */
  readonly out?: string | undefined;
  readonly name?: string | undefined;
  readonly id?: string | undefined;
  /** Ask nothing. */
  readonly yes: boolean;
  readonly format: "text" | "json";
}

/** Where `init` works. Paths are absolute and without links. */
export interface Project {
  readonly folder: string;
  /** Root of the repository that it is in; the folder itself where there is none. */
  readonly repository: string;
  readonly planPath: string;
  /** Where generated files go, where the command line says it. */
  readonly outputPath: string | undefined;
  readonly manager: PackageManager;
  /** What commands need to find the plan: empty, or ` --plan FILE`. */
  readonly planFlag: string;
}

/** What is done about one file, or why nothing is. */
export type Step =
  | (WholeFile & {
      readonly kind: "created" | "changed";
      /** What is in it, for people. */
      readonly detail: string;
    })
  | {
      readonly kind: "left";
      readonly path: string;
      /** Why, and what to do by hand if anything. */
      readonly detail: string;
    };
