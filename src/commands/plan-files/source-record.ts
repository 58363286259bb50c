import { dirname, relative } from "node:path";
import type { RecordFault, SourceRecord } from "../../audit/record/record-file.ts";
import type { ChangedSource } from "../../audit/record/record-sources.ts";
import type { Diagnostic, Place } from "../../diagnostics/diagnostic.ts";
import type { Plan } from "../../plan/plan.ts";
import { linesOf } from "../../read/source/locate.ts";
import { quote } from "../../text/words.ts";
import { textOf } from "../git/git.ts";
import type { Io } from "../io.ts";
import type { LoadedPlan } from "./load-plan.ts";
import { displayPath, kindAt, withSlashes } from "../paths.ts";
import { fileBeside } from "./plan-file.ts";

/** What `audit --record` wrote beside a plan. */
export interface FoundRecord {
  /** As messages show it. */
  readonly file: string;
  readonly text: string;
  readonly record: SourceRecord;
}

/** Larger ones are not what `audit --record` wrote. */
const MAX_BYTES = 10_000_000;

/** A record at fault has often many faults of one kind. */
const MAX_FAULTS = 20;

const HINT = "Run `npx tracking-plan audit --record` to write it again.";

type PlanOnDisk = Pick<LoadedPlan, "planPath" | "root">;

/** Reads the record beside a plan, if there is one. Links are not followed: what is wrong in a record is quoted. */
export async function readRecord(
  plan: PlanOnDisk,
  io: Io,
): Promise<{ readonly found?: FoundRecord; readonly diagnostics: readonly Diagnostic[] }> {
  const path = fileBeside(plan.planPath, "sources");
  const file = displayPath(io.cwd, path);
  const kind = await kindAt(path, io.files);
  if (kind === undefined) return { diagnostics: [] };
  const isLarge = kind === "file" && (await io.files.lstat(path)).size > MAX_BYTES;
  if (kind !== "file" || isLarge) {
    const message = `${quote(file)} is not a record: it is ${isLarge ? "larger than 10 MB" : "not a regular file"}.`;
    const place = { file, line: 1, column: 1, length: 1, source: "" };
    return { diagnostics: [{ code: "record-invalid", severity: "error", message, hint: HINT, place }] };
  }
  const text = textOf(await io.files.readFile(path));
  // Only where there is a record, here and below: most plans have none.
  const { parseRecord } = await import("../../audit/record/record-file.ts");
  const parsed = parseRecord(text, await foldersAbove(plan, io));
  if ("record" in parsed) return { found: { file, text, record: parsed.record }, diagnostics: [] };
  const faults = parsed.faults.slice(0, MAX_FAULTS);
  const places = await placesIn({ file, text }, faults);
  return {
    diagnostics: faults.map(({ message }, index) => ({
      code: "record-invalid",
      severity: "error",
      message,
      hint: HINT,
      place: places[index],
    })),
  };
}

/** How many folders above the plan's belong to its project. Where nothing tells where that ends, any number. */
async function foldersAbove({ planPath, root }: PlanOnDisk, { files }: Io): Promise<number> {
  if (root.territory === "folder") return Infinity;
  const steps = withSlashes(relative(root.path, await files.realpath(dirname(planPath))));
  return steps === "" ? 0 : steps.split("/").length;
}

async function placesIn(
  { file, text }: Pick<FoundRecord, "file" | "text">,
  faults: readonly Pick<RecordFault, "at">[],
): Promise<readonly Place[]> {
  // Rarely needed.
  const { rangesInJson } = await import("../../edit/edit-json.ts");
  const lines = linesOf(file, text);
  return rangesInJson(
    text,
    faults.map(({ at = [] }) => at),
  ).map((range) => lines.placeOf(range));
}

/** What changed in the code since the record was made, as far as text tells: without the compiler. */
export async function diagnoseChanges(
  { file, text, record }: FoundRecord,
  plan: Plan,
  { planPath, root }: PlanOnDisk,
  io: Io,
): Promise<readonly Diagnostic[]> {
  const isPartial =
    root.territory === "folder" && [...record.mentions.keys()].some((one) => one.startsWith("../"));
  // Without a repository, nobody knows where the other folders are.
  if (isPartial) return [];
  io.progress.begin("Looking for changed source files");
  const folder = withSlashes(await io.files.realpath(dirname(planPath)));
  const files = await io.openSources(root.path);
  const { findProjectSources } = await import("../audit/project-sources.ts");
  const { changedSources } = await import("../../audit/record/record-sources.ts");
  const { sources } = await findProjectSources({ root: root.path, folder, named: [] }, files, io);
  const changed = changedSources(record, plan, { folder, paths: sources, files });
  const [first] = changed;
  if (first === undefined) return [];
  const [place] = await placesIn({ file, text }, [{ at: ["files", first.file] }]);
  return [staleRecord(file, describe(changed), place)];
}

/** @param why - a part of a sentence, after a colon */
export function staleRecord(file: string, why: string, place?: Place): Diagnostic {
  return {
    code: "record-stale",
    severity: "warning",
    message: `${quote(file)} is stale: ${why}`,
    hint: "Run `npx tracking-plan audit --record`, then `npx tracking-plan generate`.",
    place,
  };
}

const MAX_NAMED = 3;

const CHANGES: Readonly<Record<ChangedSource["change"], string>> = {
  new: "is new",
  gone: "is gone",
  changed: "has changed",
};

/** @example "`src/a.ts` has changed, `src/b.ts` is gone." */
function describe(changed: readonly ChangedSource[]): string {
  const named = changed.slice(0, MAX_NAMED).map(({ file, change }) => `${quote(file)} ${CHANGES[change]}`);
  const rest = changed.length - named.length;
  return `${[...named, ...(rest > 0 ? [`${rest} more`] : [])].join(", ")}.`;
}
