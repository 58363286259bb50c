import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import type { Plan } from "../plan/plan.ts";
import type { Pointer } from "../plan/pointer.ts";
import type { DraftPlan } from "./draft.ts";
import { freeze } from "./freeze.ts";
import type { PathRules } from "./paths.ts";
import { readPlanFile } from "./plan-file.ts";
import { readProperties } from "./property/property.ts";
import { resolveShared } from "./property/shared.ts";
import { createSharedTypes } from "./property/shared-types.ts";
import type { Reading } from "./reading.ts";
import { createReport, type Report } from "./report.ts";
import { checkShape } from "./shape.ts";
import { readSource } from "./source/read-source.ts";
import type { KeyOrders } from "./source/data.ts";
import { toDiagnostics } from "./to-diagnostics.ts";

/** A plan file's bytes and where it is. */
export interface PlanInput extends Partial<PathRules> {
  /** As people know it, relative to the working directory, with `/`. Stands in every diagnostic. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** A plan, or why there is none. */
export interface ReadResult {
  /** Frozen. `undefined` when there is any error. */
  readonly plan: Plan | undefined;
  /** Sorted by place. Without an error there may be warnings and notes. */
  readonly diagnostics: readonly Diagnostic[];
  /**
   * The place of something in the plan, for those who find more to say about it. What came by an alias is where its
   * anchor is; what is not in the file has the place of the nearest thing around it.
   */
  readonly locate: (pointer: Pointer) => Place;
}

/**
 * Reads a plan file: bytes to text to YAML to data of the right shape to a plan in which every reference is resolved.
 * Goes on after an error, so that one run tells them all. Takes no disk, and throws on no input.
 *
 * @example
 * const { plan, diagnostics } = readPlan({ file: "tracking-plan.yaml", bytes });
 * if (plan === undefined) console.error(renderText(diagnostics, { color: true }));
 */
export function readPlan({ file, bytes, folder = "", isInside }: PlanInput): ReadResult {
  const report = createReport();
  const source = readSource({ file, bytes }, report);
  const draft = source.readable ? checkShape(source.data, source, report) : undefined;
  const plan = draft && readPlanFile(createReading(draft, source.keyOrders, report), { folder, isInside });
  return {
    plan: report.errorCount() === 0 ? freeze(plan) : undefined,
    diagnostics: toDiagnostics(report.findings, source.locate),
    locate: (at) => source.locate({ at }),
  };
}

function createReading(draft: DraftPlan, keyOrders: KeyOrders, report: Report): Reading {
  const reading: Reading = {
    draft,
    report,
    keyOrders,
    shared: resolveShared(draft, report),
    typeOfShared: createSharedTypes(() => reading),
    readNested: (bodies, at) => readProperties(reading, { bodies, at, holder: "object" }),
  };
  return reading;
}
