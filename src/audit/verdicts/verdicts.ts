import { differingProperties } from "./differing-properties.ts";
import { bypassingCalls, staleEvents, unsentEvents, wrongSides } from "./events.ts";
import type { AuditFinding, Evidence, Verdict } from "./finding.ts";
import { differingIds, differingSides, wrongIds } from "./ids.ts";
import { wrongProperties } from "./properties.ts";
import { bypassingIdentity, capturesBeforeIdentify, missingReset } from "./sessions.ts";

/** Every question that the audit asks. */
const VERDICTS: readonly Verdict[] = [
  unsentEvents,
  staleEvents,
  wrongSides,
  bypassingCalls,
  wrongProperties,
  differingProperties,
  wrongIds,
  differingIds,
  differingSides,
  missingReset,
  capturesBeforeIdentify,
  bypassingIdentity,
];

/** What code and plan do not agree on. What stands inside of a wrapper is told once, not for each of its callers. */
export function judgeCode(evidence: Evidence): readonly AuditFinding[] {
  const found = new Map<string, AuditFinding>();
  for (const verdict of VERDICTS) {
    for (const finding of verdict(evidence)) {
      const key = JSON.stringify([finding.code, finding.at, finding.message]);
      if (!found.has(key)) found.set(key, finding);
    }
  }
  return [...found.values()];
}
