import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import type { Plan, RuleException } from "../plan/plan.ts";
import type { Pointer } from "../plan/property.ts";
import { withDefaults } from "./options.ts";
import {
  placeProperties,
  type FindingCause,
  type Rule,
  type RuleFinding,
  type RuleSeverity,
} from "./rule.ts";
import { RULES } from "./rules.ts";
import { createNormalizer } from "../naming/word-forms.ts";

/** What the rules need besides the plan. */
interface RunOptions {
  /** The place of something in the plan, from reading. */
  readonly locate: (pointer: Pointer, part?: "key" | "value") => Place;
  /** The day on which the plan is checked, in UTC, as `YYYY-MM-DD`. */
  readonly today: string;
}

/**
 * Lints a plan: runs the rules that are not off, leaves out what the plan makes an exception for, and reports the
 * exceptions that have no effect. In the order of the rules: what reading found is shown among them.
 */
export function runRules(plan: Plan, { locate, today }: RunOptions): readonly Diagnostic[] {
  const context = { plan, properties: placeProperties(plan), normalize: createNormalizer(), today };
  const exceptions = createExceptions(plan.lint.exceptions);
  const diagnostics = new Map<string, Diagnostic>();
  const tell = (diagnostic: Diagnostic): void => {
    const { code, message, place } = diagnostic;
    // A rule finds an aliased value at each use, but the file has it once.
    const key = [code, place?.file, place?.line, place?.column, message].join("\0");
    if (!diagnostics.has(key)) diagnostics.set(key, diagnostic);
  };
  for (const rule of RULES) {
    const { name, advisory } = rule;
    const severity = severityOf(plan, rule);
    if (severity === "off") continue;
    const causes = new Map<FindingCause, RuleFinding[]>();
    const report = (finding: RuleFinding, names: readonly string[]): void =>
      tell({ code: name, severity, ...(advisory && { advisory }), names, ...placed(finding, locate) });
    for (const finding of rule.check({
      ...context,
      options: withDefaults(rule.options, plan.lint.rules[rule.name]?.options),
    })) {
      if (exceptions.covers(name, finding)) continue;
      const { cause, at } = finding;
      const known = cause && causes.get(cause);
      if (cause === undefined) report(finding, [nameAt(at)]);
      else if (known === undefined) causes.set(cause, [finding]);
      else known.push(finding);
    }
    for (const [cause, findings] of causes) {
      const [first, ...others] = findings;
      if (first === undefined) continue;
      report(
        others.length === 0 ? first : { at: first.at, part: first.part, ...cause },
        findings.map(({ at }) => nameAt(at)),
      );
    }
  }
  for (const { rule, of } of exceptions.unused()) {
    if (plan.lint.rules[rule]?.severity === "off") continue;
    tell({
      code: "unused-exception",
      severity: "warning",
      message: `\`${rule}\` reports nothing here, so the exception has no effect.`,
      hint: "Remove it.",
      place: locate([...of, "lint", "ignore", rule], "key"),
    });
  }
  return [...diagnostics.values()];
}

/** Keys of the plan whose own keys are names. */
const NAMED: ReadonlySet<string | number> = new Set(["bundles", "events", "groups", "person", "properties"]);

/** The name of the event, property, group or bundle at a place, or around it. Empty outside of all of these. */
function nameAt(at: Pointer): string {
  let name = "";
  for (let index = 0; index < at.length - 1; index += 1) {
    if (!NAMED.has(at[index] ?? "")) continue;
    index += 1;
    name = String(at[index]);
  }
  return name;
}

function severityOf({ lint }: Plan, { name, severity }: Rule): RuleSeverity {
  return lint.rules[name]?.severity ?? severity;
}

function placed(
  { at, part, message, hint, related }: RuleFinding,
  locate: RunOptions["locate"],
): Pick<Diagnostic, "message" | "hint" | "place" | "related"> {
  return {
    message,
    ...(hint === undefined ? {} : { hint }),
    place: locate(at, part),
    ...(related === undefined
      ? {}
      : {
          related: related.map((other) => ({ message: other.message, place: locate(other.at, other.part) })),
        }),
  };
}

/** The exceptions that a plan makes, and which of them were needed. */
interface Exceptions {
  /** Whether there is an exception for a finding, which counts as needed then. */
  covers(rule: string, finding: RuleFinding): boolean;
  /** Those that covered nothing, in the file's order. */
  unused(): readonly RuleException[];
}

/**
 * Exceptions by rule and place. One at a thing covers what is in it, and what is said about it elsewhere: of two names
 * that are alike, either may make the exception.
 */
function createExceptions(exceptions: readonly RuleException[]): Exceptions {
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
