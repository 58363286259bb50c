import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import type { Plan } from "../plan/plan.ts";
import type { Pointer } from "../plan/pointer.ts";
import type { IntactPlan } from "./intact.ts";
import { type CollectedFiles, collectAlone, collectFiles } from "./files/collect-files.ts";
import { mergeFiles } from "./files/merge-files.ts";
import { type ParseFile, type ParsedFile, parseFile } from "./files/parse-file.ts";
import { type PlanFiles, joinPath } from "./files/plan-files.ts";
import type { PathRules } from "./repository-paths.ts";
import { readPlanFile } from "./plan-file.ts";
import { readProperties } from "./property/property.ts";
import { resolveShared } from "./property/shared.ts";
import { createSharedTypes } from "./property/shared-types.ts";
import type { Reading } from "./reading.ts";
import { type Finding, type Report, isError, toDiagnostics } from "./report.ts";
import type { KeyOrders } from "./source/data.ts";

/** A plan file's bytes and where it is. */
export interface PlanInput extends Partial<PathRules> {
  /** As people know it, relative to the working directory, with `/`. Stands in every diagnostic. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** From the repository's root, once links are resolved. Default: its name in `folder`. */
  readonly path?: string | undefined;
}

/** A plan, or why there is none. */
export interface ReadResult {
  /** Frozen. `undefined` when there is any error. */
  readonly plan: Plan | undefined;
  /** Where all errors are in events and settings: the plan without those events, for who can do with less. */
  readonly partial?: PartialPlan | undefined;
  /** Sorted by place. Without an error there may be warnings and notes. */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * The place of something in the plan, for those who find more to say about it. What came by an alias is where its
   * anchor is; what is not in any file has the place of the nearest thing around it. Without a part the value
   * is meant where it is a single one, else the key.
   */
  readonly locate: (pointer: Pointer, part?: "key" | "value") => Place;
  /** The files that the plan is made of: the plan file, then those that it includes, sorted by path. */
  readonly files: readonly PlanFileName[];
}

/** What can be read of a plan with errors. */
export interface PartialPlan {
  readonly plan: Plan;
  /** The names of the events that are not in it, because of errors. */
  readonly brokenEvents: ReadonlySet<string>;
}

/** A file of a plan. */
export interface PlanFileName {
  /** From the repository's root, with `/`. */
  readonly path: string;
  /** As people know it. */
  readonly name: string;
}

/**
 * Reads a plan that is one file: bytes to text to YAML to data of the right shape to a plan in which every reference is
 * resolved. Goes on after an error, so that one run tells them all. Takes no disk, and throws on no input.
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
 * @param files Where the included files come from.
 * @param parse Takes the place of {@link parseFile}, for whoever keeps what did not change.
 */
export async function readPlanFiles(
  input: PlanInput,
  files: PlanFiles,
  parse: ParseFile = parseFile,
): Promise<ReadResult> {
  return readCollected(await collectPlan(input, files, parse), input);
}

/** The first half of {@link readPlanFiles}: all that needs the files. */
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

/** The second half: what all files say together. */
export function readCollected(
  collected: CollectedFiles,
  { folder = "", isInside }: Partial<PathRules>,
): ReadResult {
  const { intact, report, keyOrders, locate } = mergeFiles(collected);
  const plan = intact && readPlanFile(createReading(intact, keyOrders, report), { folder, isInside });
  const files = [collected.root, ...collected.included].map(({ path, name }) => ({ path, name }));
  return {
    plan: report.errorCount() === 0 ? freeze(plan) : undefined,
    partial: plan && report.errorCount() > 0 ? withoutBroken(plan, report.findings) : undefined,
    diagnostics: toDiagnostics(report.findings, { locate, files }),
    locate: (at, part) => locate({ at, part }),
    files,
  };
}

/** Parts of a plan that say nothing of what is sent. */
const SETTINGS: ReadonlySet<unknown> = new Set(["lint", "output"]);

/**
 * The plan without the events that have errors; nothing when an error is elsewhere, since there is no telling what it touches.
 * One in the settings touches nothing, and neither does a rule that there is no more.
 */
function withoutBroken(plan: Plan, findings: readonly Finding[]): PartialPlan | undefined {
  const broken = new Set<string>();
  for (const finding of findings) {
    const [section, name] = finding.at ?? [];
    if (!isError(finding) || SETTINGS.has(section) || finding.code === "unknown-rule") continue;
    if (section !== "events" || name === undefined) return undefined;
    broken.add(String(name));
  }
  return {
    plan: freeze({ ...plan, events: plan.events.filter(({ name }) => !broken.has(name)) }),
    brokenEvents: broken,
  };
}

function createReading(intact: IntactPlan, keyOrders: KeyOrders, report: Report): Reading {
  const reading: Reading = {
    intact,
    report,
    keyOrders,
    shared: resolveShared(intact, report),
    typeOfShared: createSharedTypes(() => reading),
    readNested: (bodies, at) => readProperties(reading, { bodies, at, holder: "object" }),
  };
  return reading;
}

/** Freezes a value and all that it holds. Returns it. */
export function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
  return value;
}
