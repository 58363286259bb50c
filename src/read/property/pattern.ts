import type * as RedosDetector from "redos-detector";
import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";
import { loadPackage } from "../../text/load-package.ts";

/** What is wrong with a pattern. */
export interface PatternFault {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string;
}

/** Longer patterns are not analysed: the time it takes grows with them. */
const MAX_PATTERN_LENGTH = 500;

/** How far the analysis goes. Counted in steps and not in time, so that every machine comes to the same answer. */
const MAX_STEPS = 1000;

/** Answers so far: the same pattern stands in many events, and the analysis is what costs. */
const faults = new Map<string, PatternFault | undefined>();

/** A pattern of the plan as it is meant: for the whole text, with the flag `u`. Throws on what is no pattern. */
export function compilePattern(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, "u");
}

/** Checks that a pattern compiles and, unless the author gives a reason, that no text makes it slow. */
export function findPatternFault(
  pattern: string,
  unsafeReason: string | undefined,
): PatternFault | undefined {
  const key = `${unsafeReason === undefined ? "checked" : "trusted"} ${pattern}`;
  if (!faults.has(key)) faults.set(key, analyse(pattern, unsafeReason));
  return faults.get(key);
}

function analyse(pattern: string, unsafeReason: string | undefined): PatternFault | undefined {
  try {
    // Alone first: a pattern such as `a)|(b` would else escape from what is put around it.
    void new RegExp(pattern, "u");
    void compilePattern(pattern);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*\/u?: /u, "") : String(error);
    return {
      code: "pattern-invalid",
      message: `The pattern is not a regular expression: ${reason.toLowerCase()}.`,
      hint: "It is compiled as `^(?:…)$` with the flag `u`, which takes no needless backslashes.",
    };
  }
  return unsafeReason !== undefined || isKnownSafe(pattern)
    ? undefined
    : {
        code: "pattern-unsafe",
        message: "The pattern cannot be shown to be fast on every text.",
        hint: "Let no two parts match the same text, or say why it may stand with `pattern_unsafe: reason`.",
      };
}

function isKnownSafe(pattern: string): boolean {
  if (pattern.length > MAX_PATTERN_LENGTH) return false;
  const { isSafePattern } = loadPackage("redos-detector") as typeof RedosDetector;
  try {
    return isSafePattern(`^(?:${withoutGroupNames(pattern)})$`, {
      unicode: true,
      maxSteps: MAX_STEPS,
      timeout: Infinity,
    }).safe;
  } catch {
    // It reads less than JavaScript does; what it cannot read is not known to be safe.
    return false;
  }
}

/** The detector does not read the names of groups; they change nothing as long as nothing refers to them. */
function withoutGroupNames(pattern: string): string {
  return pattern.includes("\\k<") ? pattern : pattern.replaceAll(/\(\?<[A-Za-z_$][\w$]*>/gu, "(");
}
