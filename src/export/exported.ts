import type { Loss } from "../exchange/losses.ts";
import type { Plan } from "../plan/plan.ts";
import type { Pointer } from "../plan/property.ts";

/** What an export makes of a plan: a function of the plan and its options alone. */
export interface Exported {
  readonly files: readonly ExportedFile[];
  /** What the files do not say as the plan does, in the order of the plan. */
  readonly losses: readonly PlanLoss[];
}

/** A loss with its place in the plan. */
export type PlanLoss = Loss<Pointer>;

export interface ExportedFile {
  /** Below the folder of the export, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Makes the files of one format. */
export interface Exporter {
  /** The extension of its files, by which files of events that are no longer in the plan are found. */
  readonly extension: string;
  /**
   * Whether a file was written by this export: no other one is replaced or removed. The text is given with LF line ends and without a
   * byte order mark.
   */
  readonly isOurs: (text: string) => boolean;
  readonly emit: (plan: Plan) => Exported;
}

/** Begins each exported file that can hold a comment. */
export const MARK = "Exported by tracking-plan. Do not edit: change the plan and export it again.";

/** What is in a plan beside events, where only they are exported. */
export function skipOthers({ groups, person }: Plan, why: string): readonly PlanLoss[] {
  return [
    ...groups.map(({ name: of, at }): PlanLoss => ({ kind: "skipped", of, at, what: "group", why })),
    ...person.map(({ name: of, at }): PlanLoss => ({
      kind: "skipped",
      of,
      at,
      what: "person property",
      why,
    })),
  ];
}
