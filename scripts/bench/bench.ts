import type { Figures } from "./figures.ts";
import type { PlanFolder, Project } from "./project.ts";
import type { RowName } from "./rows.ts";

/** What a part of the bench works with. */
export interface Bench {
  /** Installed at the first use. */
  readonly project: Project;
  /** A plan of 1,000 events in 40 files, generated. Written at the first use. */
  readonly plan: PlanFolder;
  report(row: RowName, figures: Figures): void;
}

/** Measures its rows, and reports each. */
export type Part = (bench: Bench) => Promise<void>;
