import { settleDraft } from "../../draft/settle-draft.ts";
import type { DraftPlan } from "../../draft/draft-plan.ts";
import { planText, writeSections } from "../../draft/write-plan.ts";
import { ID_RECIPES } from "../../edit/id-recipes.ts";
import type { PlanSettings } from "../../edit/starter-plan.ts";
import type { Loss } from "../../exchange/losses.ts";
import { acceptDraft } from "../../import/accept-draft.ts";
import type { ImportedDraft } from "../../import/importer.ts";
import { repairDraft } from "../../import/repair-draft.ts";
import { type ReadResult, readPlan } from "../../read/read-plan.ts";

/** A draft as a plan that can be read. */
export interface MadePlan {
  /** Not settled: as it can be added to another plan. */
  readonly draft: DraftPlan;
  readonly settled: DraftPlan;
  readonly text: string;
  /** The plan, and what reading it says; with a form of ids, even where none is chosen. */
  readonly read: ReadResult;
  readonly losses: readonly Loss[];
}

/** Each round takes something out: so many are never needed. */
const MAX_ROUNDS = 20;

/**
 * Writes the plan of a draft, and reads it: what is not valid is taken out and becomes a loss.
 *
 * @param file - how messages name the plan
 */
export function makePlan(imported: ImportedDraft, settings: PlanSettings, file: string): MadePlan {
  const { placeOf } = imported;
  const accepted = acceptDraft(imported.draft, placeOf);
  let { draft } = accepted;
  const losses = [...imported.losses, ...accepted.losses];
  for (let round = 0; ; round++) {
    const settled = settleDraft(draft);
    const sections = writeSections(settled);
    const chosen = planText(
      { ...settings, id: settings.id ?? ID_RECIPES["prefixed-uuid"] },
      settled,
      sections,
    );
    const bytes = new TextEncoder().encode(chosen);
    const read = readPlan({ file, bytes });
    const errors = read.diagnostics.filter(({ severity }) => severity === "error");
    // What is too large to be read has no parts to take out.
    const isWhole = errors.some(({ code }) => code === "file-too-large");
    const repaired =
      round < MAX_ROUNDS && errors.length > 0 && !isWhole
        ? repairDraft(draft, settled, { errors, locate: read.locate }, placeOf)
        : undefined;
    if (repaired === undefined || repaired.losses.length === 0)
      return { draft, settled, text: planText(settings, settled, sections), read, losses };
    draft = repaired.draft;
    for (const loss of repaired.losses) losses.push(loss);
  }
}
