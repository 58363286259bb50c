import type { RuleException } from "../plan/plan.ts";
import type { Pointer } from "../plan/pointer.ts";
import type { RuleFinding } from "./rule.ts";

/** The exceptions that a plan makes, and which of them were needed. */
export interface Exceptions {
  /** Whether there is an exception for a finding, which counts as needed then. */
  covers(rule: string, finding: RuleFinding): boolean;
  /** Those that covered nothing, in the file's order. */
  unused(): readonly RuleException[];
}

/**
 * Exceptions by rule and place. One at a thing covers what is in it, and what is said about it elsewhere: of two names
 * that are alike, either may make the exception.
 */
export function createExceptions(exceptions: readonly RuleException[]): Exceptions {
  const byPlace = new Map(
    exceptions.map((exception) => [keyOf(exception.rule, exception.of), exception] as const),
  );
  const used = new Set<RuleException>();

  function useAt(rule: string, at: Pointer): boolean {
    let found = false;
    for (let length = at.length; length > 0; length -= 1) {
      const exception = byPlace.get(keyOf(rule, at.slice(0, length)));
      if (exception === undefined) continue;
      used.add(exception);
      found = true;
    }
    return found;
  }

  return {
    covers(rule, { at, related = [] }) {
      if (byPlace.size === 0) return false;
      // Each of them, so that two exceptions for one pair are both needed.
      const found = [at, ...related.map((other) => other.at)].map((pointer) => useAt(rule, pointer));
      return found.includes(true);
    },
    unused: () => exceptions.filter((exception) => !used.has(exception)),
  };
}

/** Keys may hold any character but NUL, which the reader refuses. */
function keyOf(rule: string, at: Pointer): string {
  return [rule, ...at].join("\0");
}
