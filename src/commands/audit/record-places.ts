import { dirname } from "node:path";
import { renderRecord, type SourceRecord } from "../../audit/record/record-file.ts";
import { recordSources } from "../../audit/record/record-sources.ts";
import type { Evidence } from "../../audit/verdicts/finding.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { plural } from "../../text/words.ts";
import { firstDifference } from "../output/compare-output.ts";
import type { Io } from "../io.ts";
import type { LoadedPlan } from "../plan-files/load-plan.ts";
import { displayPath, withSlashes } from "../paths.ts";
import { fileBeside } from "../plan-files/plan-file.ts";
import { type FoundRecord, readRecord, staleRecord } from "../plan-files/source-record.ts";
import { refuseForbidden, writeWhole } from "../output/write-files.ts";
import type { ReadProject } from "./read-project.ts";

interface RecordedPlaces {
  readonly diagnostics: readonly Diagnostic[];
  readonly summary: readonly string[];
  /** Absent if nothing was to be written. */
  readonly written?: { readonly file: string; readonly changed: boolean };
}

interface Places {
  readonly loaded: LoadedPlan;
  readonly project: ReadProject;
  readonly evidence: Evidence;
  /** Whether to write them. */
  readonly record: boolean;
}

/**
 * Writes where events are sent from beside the plan, or compares what is there. A file that a formatter laid out in another way
 * is not touched.
 *
 * @throws UsageError if a link is in its place
 */
export async function recordPlaces({ loaded, record, ...code }: Places, io: Io): Promise<RecordedPlaces> {
  const { found, diagnostics } = await readRecord(loaded, io);
  if (!record && found === undefined) return { diagnostics, summary: [] };
  const current = await recordOf({ loaded, ...code }, io);
  const expected = renderRecord(current);
  const before = found && renderRecord(found.record);
  if (!record) {
    const isSame = found === undefined || before === expected;
    return { diagnostics: isSame ? [] : [diagnose(found, before ?? "", expected)], summary: [] };
  }
  const path = fileBeside(loaded.planPath, "sources");
  const file = displayPath(io.cwd, path);
  const changed = before !== expected;
  if (changed) {
    await refuseForbidden([path], { root: loaded.root, io });
    await writeWhole([{ path, text: expected }], io.files);
  }
  const count = [...current.sentFrom.values()].flat().length;
  const places = `${plural(current.sentFrom.size, "event")} sent from ${plural(count, "place")}`;
  const summary = changed
    ? [`Wrote ${file}: ${places}. Run \`npx tracking-plan generate\` to show them in the docs.`]
    : [`${file} is up to date: ${places}.`];
  return { diagnostics: [], summary, written: { file, changed } };
}

async function recordOf(
  { loaded, project: { paths, sources }, evidence: { plan, sent } }: Omit<Places, "record">,
  { files }: Io,
): Promise<SourceRecord> {
  const folder = withSlashes(await files.realpath(dirname(loaded.planPath)));
  return recordSources(plan, sent, { folder, paths, files: sources });
}

function diagnose({ file }: FoundRecord, before: string, expected: string): Diagnostic {
  const stale = staleRecord(file, "the code sends events from other places.");
  return { ...stale, ...firstDifference(file, before, expected) };
}
