import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import {
  acceptFindings,
  type Baseline,
  type BaselineSection,
  countFindings,
  describeBaseline,
  parseBaseline,
  renderBaseline,
  updateCommand,
} from "../rules/baseline.ts";
import { plural } from "../text/words.ts";
import { textOf } from "./git/git.ts";
import { type Io, UsageError } from "./io.ts";
import type { LoadedPlan } from "./plan-files/load-plan.ts";
import { displayPath, unlessMissing } from "./paths.ts";
import { fileBeside } from "./plan-files/plan-file.ts";
import { refuseForbidden, writeWhole } from "./output/write-files.ts";

interface AcceptOptions {
  readonly plan: Pick<LoadedPlan, "planPath" | "root">;
  /** Whose findings they are. */
  readonly section: BaselineSection;
  /** Whether warnings fail. */
  readonly strict: boolean;
  /** Whether to write the baseline first. */
  readonly update: boolean;
  /** Whether they are not all that there are. */
  readonly partial?: boolean;
  readonly io: Io;
}

export interface AcceptedFindings {
  readonly diagnostics: readonly Diagnostic[];
  /** What was written or accepted, in sentences. */
  readonly summary: readonly string[];
  /** The same for programs; nothing where there is no baseline. */
  readonly baseline: { readonly file: string; readonly accepted: number; readonly written: boolean } | null;
}

/**
 * Leaves out the findings that the baseline beside the plan accepts, if there is one.
 *
 * @throws UsageError if it is not a baseline or cannot be written.
 */
export async function applyBaseline(
  diagnostics: readonly Diagnostic[],
  { plan, section, strict, update, partial = false, io }: AcceptOptions,
): Promise<AcceptedFindings> {
  const path = fileBeside(plan.planPath, "baseline");
  const file = displayPath(io.cwd, path);
  const bytes = await unlessMissing(io.files.readFile(path));
  const text = bytes && textOf(bytes);
  if (update) {
    const baseline = countFindings(diagnostics);
    if (text === undefined && baseline.size === 0)
      return { diagnostics, summary: ["There is nothing to accept."], baseline: null };
    await refuseForbidden([path], { root: plan.root, io });
    await writeWhole([{ path, text: renderBaseline(baseline, section, text) }], io.files);
    const { diagnostics: left, count } = acceptFindings(diagnostics, baseline, { section, file, strict });
    const summary = [`Wrote ${file}: ${describeBaseline(baseline)}.`];
    return { diagnostics: left, summary, baseline: { file, accepted: count, written: true } };
  }
  if (text === undefined) return { diagnostics, summary: [], baseline: null };
  const { count, diagnostics: left } = acceptFindings(diagnostics, readBaseline(file, text, section), {
    section,
    file,
    strict,
    partial,
  });
  const summary = count === 0 ? [] : [`${file} accepts ${plural(count, "finding")}.`];
  return { diagnostics: left, summary, baseline: { file, accepted: count, written: false } };
}

export function readBaseline(file: string, text: string, section: BaselineSection): Baseline {
  const parsed = parseBaseline(text, section);
  if ("baseline" in parsed) return parsed.baseline;
  throw new UsageError(
    `${file} is not a baseline: ${parsed.fault}.`,
    `Run \`${updateCommand(section)}\` to write it again.`,
  );
}
