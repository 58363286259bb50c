import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import type { Plan } from "../plan/plan.ts";
import type { Pointer } from "../plan/property.ts";
import type { PlanContent } from "./content.ts";
import { type CollectedFiles, collectAlone, collectFiles } from "./files/collect-files.ts";
import { mergeFiles } from "./files/merge-files.ts";
import { type ParseFile, type ParsedFile, parseFile } from "./files/parse-file.ts";
import { type PlanFiles, joinPath } from "./files/plan-files.ts";
import { readPlanFile } from "./plan-file.ts";
import { readProperties } from "./property/property.ts";
import { resolveShared } from "./property/resolve.ts";
import { createSharedTypes } from "./property/type.ts";
import type { Reading } from "./reading.ts";
import { type Finding, type Report, isError, toDiagnostics } from "./report.ts";
import type { KeyOrders } from "./source/data.ts";

/** A plan file's bytes and where it is. */
interface PlanInput {
  /** Its name in diagnostics: relative to the working directory, with `/`. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Folder that its paths are relative to, from the repository's root. Default: the root. */
  readonly folder?: string | undefined;
  /** From the repository's root, with links resolved. Default: its name in `folder`. */
  readonly path?: string | undefined;
}

/** A plan, or why it is invalid. */
export interface ReadResult {
  /** Frozen. `undefined` when there is any error. */
  readonly plan: Plan | undefined;
  /** The plan without its invalid events, if all errors are in events and settings. */
  readonly partial?: PartialPlan | undefined;
  /** Sorted by place. A valid plan may have warnings and notes. */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * The place of something in the plan, for findings of rules: of an alias its anchor, of what is in no file the
   * nearest thing around it. Without a part it is the value of a scalar, else the key.
   */
  readonly locate: (pointer: Pointer, part?: "key" | "value") => Place;
  /** The plan file, then the files that it includes, sorted by path. */
  readonly files: readonly PlanFileName[];
}

/** The valid part of a plan with errors. */
interface PartialPlan {
  readonly plan: Plan;
  /** The names of the events left out because of errors. */
  readonly brokenEvents: ReadonlySet<string>;
}

/** A file of a plan. */
interface PlanFileName {
  /** From the repository's root, with `/`. */
  readonly path: string;
  /** Its name in diagnostics. */
  readonly name: string;
}

/**
 * Reads a plan of one file: bytes to text to YAML to valid data to a plan with all references resolved. Continues after
 * an error, so that one run reports them all. Does not touch the disk, and never throws.
 *
 * @example
 * const { plan, diagnostics } = readPlan({ file: "tracking-plan.yaml", bytes });
 * if (plan === undefined) console.error(renderText(diagnostics, { color: true }));
 */
export function readPlan(input: PlanInput): ReadResult {
  return readCollected(collectAlone(parseRoot(input, parseFile), input.folder ?? ""), input);
}

/**
 * Reads a plan and the files that it includes. Errors in one file do not hide those in another.
 *
 * @param parse Used instead of {@link parseFile}, to reuse the results of unchanged files.
 */
export async function readPlanFiles(
  input: PlanInput,
  files: PlanFiles,
  parse: ParseFile = parseFile,
): Promise<ReadResult> {
  return readCollected(await collectPlan(input, files, parse), input);
}

/** The first half of {@link readPlanFiles}: reads the files. */
export async function collectPlan(
  input: PlanInput,
  files: PlanFiles,
  parse: ParseFile = parseFile,
): Promise<CollectedFiles> {
  return await collectFiles(parseRoot(input, parse), input.folder ?? "", { files, parse });
}

function parseRoot({ file, bytes, folder = "", path }: PlanInput, parse: ParseFile): ParsedFile {
  const ownPath = path ?? joinPath(folder, file.slice(file.lastIndexOf("/") + 1));
  return parse({ path: ownPath, name: file, bytes }, "root");
}

/** The second half: merges the files into a plan. */
export function readCollected(
  collected: CollectedFiles,
  { folder = "" }: Pick<PlanInput, "folder">,
): ReadResult {
  const { content, report, keyOrders, locate } = mergeFiles(collected);
  const { territory } = collected;
  const own = content && readPlanFile(createReading(content, keyOrders, report), { folder, territory });
  const plan = own && { ...own, packages: collected.packages };
  const files = [collected.root, ...collected.included].map(({ path, name }) => ({ path, name }));
  return {
    plan: report.errorCount() === 0 ? freeze(plan) : undefined,
    partial: plan && report.errorCount() > 0 ? withoutInvalidEvents(plan, report.findings) : undefined,
    diagnostics: toDiagnostics(report.findings, { locate, files }),
    locate: (at, part) => locate({ at, part }),
    files,
  };
}

/** Sections that do not affect what is sent. */
const SETTINGS: ReadonlySet<unknown> = new Set(["lint", "output"]);

/**
 * The plan without the events that have errors; nothing when an error elsewhere may affect any event. Errors in the settings,
 * unknown rules and what the forms of ids may accept affect none: the forms themselves were read.
 */
function withoutInvalidEvents(plan: Plan, findings: readonly Finding[]): PartialPlan | undefined {
  const broken = new Set<string>();
  for (const finding of findings) {
    const [section, name] = finding.at ?? [];
    if (!isError(finding) || SETTINGS.has(section) || finding.code === "unknown-rule") continue;
    if (finding.code.startsWith("id-")) continue;
    if (section !== "events" || name === undefined) return undefined;
    broken.add(String(name));
  }
  return {
    plan: freeze({ ...plan, events: plan.events.filter(({ name }) => !broken.has(name)) }),
    brokenEvents: broken,
  };
}

function createReading(content: PlanContent, keyOrders: KeyOrders, report: Report): Reading {
  const reading: Reading = {
    content,
    report,
    keyOrders,
    shared: resolveShared(content, report),
    typeOfShared: createSharedTypes(() => reading),
    readNested: (bodies, at) => readProperties(reading, { bodies, at, holder: "object" }),
  };
  return reading;
}

/** Freezes a value deeply. Returns it. */
function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
  return value;
}
