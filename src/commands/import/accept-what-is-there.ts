import type { Place } from "../../diagnostics/diagnostic.ts";
import type { Pointer } from "../../plan/property.ts";
import type { ReadResult } from "../../read/read-plan.ts";
import { type Baseline, countFindings, describeBaseline, renderBaseline } from "../../rules/baseline.ts";
import { runRules } from "../../rules/run-rules.ts";
import { readBaseline } from "../accepted-findings.ts";
import { textOf } from "../git/git.ts";
import type { Io } from "../io.ts";
import { fileBeside } from "../plan-files/plan-file.ts";
import { displayPath, unlessMissing } from "../paths.ts";
import type { WholeFile } from "../output/write-files.ts";

/**
 * The baseline that accepts what the rules find in what was imported, so that `check` reports only what comes later. What
 * they found in the plan before is not accepted by it.
 *
 * @param before - the plan that was added to
 * @returns no file where there is nothing to accept
 */
export async function acceptWhatIsThere(
  planPath: string,
  after: ReadResult,
  before: ReadResult | undefined,
  io: Io,
): Promise<readonly (WholeFile & { readonly detail: string })[]> {
  const found =
    before === undefined ? findingsOf({ ...after, locate: byPointer }, io) : findingsOf(after, io);
  const known = before === undefined ? new Map<string, number>() : findingsOf(before, io);
  const added = new Map(
    [...found].flatMap(([key, count]) =>
      count > (known.get(key) ?? 0) ? [[key, count - (known.get(key) ?? 0)] as const] : [],
    ),
  );
  if (added.size === 0) return [];
  const path = fileBeside(planPath, "baseline");
  const bytes = await unlessMissing(io.files.readFile(path));
  const text = bytes && textOf(bytes);
  const accepted = new Map(
    before === undefined || text === undefined ? [] : readBaseline(displayPath(io.cwd, path), text, "rules"),
  );
  for (const [key, count] of added) accepted.set(key, (accepted.get(key) ?? 0) + count);
  return [
    { path, text: renderBaseline(accepted, "rules", text), detail: `accepts ${describeBaseline(added)}` },
  ];
}

/** A plan that was just written has no aliases: each thing is somewhere else, and no text needs to be read for it. */
function byPointer(at: Pointer): Place {
  return { file: at.join("\0"), line: 1, column: 1, length: 1, source: "" };
}

function findingsOf({ plan, locate }: Pick<ReadResult, "plan" | "locate">, io: Io): Baseline {
  return plan === undefined
    ? new Map()
    : countFindings(runRules(plan, { locate, today: io.now().toISOString().slice(0, 10) }));
}
