import type * as RedosDetector from "redos-detector";
import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";
import { loadPackage } from "../../text/load-package.ts";

/** What is wrong with a pattern. */
interface PatternFault {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string;
}

/** Longer patterns would take too long to analyze. */
const MAX_PATTERN_LENGTH = 500;

/** The limit of the analysis, in steps and not in time, so that the result is the same on every machine. */
const MAX_STEPS = 1000;

/** A cache: many events have the same pattern, and the analysis is slow. */
const faults = new Map<string, PatternFault | undefined>();

/** A pattern of the plan as a regular expression for the whole string. Throws on an invalid one. */
export function compilePattern(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, "u");
}

/** Checks that a pattern compiles and, unless the author gives a reason, that no string makes it slow. */
export function findPatternFault(
  pattern: string,
  unsafeReason: string | undefined,
): PatternFault | undefined {
  const key = `${unsafeReason === undefined ? "checked" : "trusted"} ${pattern}`;
  if (!faults.has(key)) faults.set(key, analyze(pattern, unsafeReason));
  return faults.get(key);
}

function analyze(pattern: string, unsafeReason: string | undefined): PatternFault | undefined {
  try {
    // Alone first: a pattern such as `a)|(b` would escape from the group around it.
    void new RegExp(pattern, "u");
    void compilePattern(pattern);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*\/u?: /u, "") : String(error);
    return {
      code: "pattern-invalid",
      message: `The pattern is not a regular expression: ${reason.toLowerCase()}.`,
      hint: "It is compiled as `^(?:…)$` with the flag `u`, which forbids unnecessary backslashes.",
    };
  }
  return unsafeReason !== undefined || isKnownSafe(pattern)
    ? undefined
    : {
        code: "pattern-unsafe",
        message: "The pattern may be slow on some strings.",
        hint: "Make sure that no two parts match the same text, or give a reason with `pattern_unsafe`.",
      };
}

/** The detector does not follow what they match backwards. */
const LOOKBEHIND = /\(\?<[=!]/u;

function isKnownSafe(pattern: string): boolean {
  if (pattern.length > MAX_PATTERN_LENGTH || LOOKBEHIND.test(pattern)) return false;
  const { isSafePattern } = loadPackage("redos-detector") as typeof RedosDetector;
  try {
    return isSafePattern(`^(?:${withoutGroupNames(pattern)})$`, {
      unicode: true,
      maxSteps: MAX_STEPS,
      timeout: Infinity,
    }).safe;
  } catch {
    // It does not support all of JavaScript's syntax.
    return false;
  }
}

/** Escapes and classes, whose characters mean themselves, and what begins a named group. */
const NAMED_GROUP = /\\.|\[(?:\\.|[^\]\\])*\]|\(\?<[A-Za-z_$][\w$]*>/gsu;

/** The detector does not support named groups. Without references, their names change nothing. */
function withoutGroupNames(pattern: string): string {
  if (pattern.includes("\\k<")) return pattern;
  return pattern.replaceAll(NAMED_GROUP, (found) => (found.startsWith("(") ? "(" : found));
}
