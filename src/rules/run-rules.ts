import * as z from "zod";
import type { Diagnostic, Place } from "../diagnostics/diagnostic.ts";
import {
  RULE_FORMATS,
  RULE_NAMES,
  ruleFormat,
  type RuleName,
  type RuleOptions,
} from "../format/rule-format.ts";
import type { Plan } from "../plan/plan.ts";
import type { Pointer } from "../plan/pointer.ts";
import { createExceptions } from "./exceptions.ts";
import { placeProperties } from "./placed-property.ts";
import type { RuleContext, RuleFinding } from "./rule.ts";
import { RULES } from "./rules.ts";
import { createNormalizer } from "./words/normal-form.ts";

/** What the rules need besides the plan. */
export interface RunOptions {
  /** The place of something in the plan, from reading. */
  readonly locate: (pointer: Pointer, part?: "key" | "value") => Place;
  /** The day on which the plan is checked, in UTC, as `YYYY-MM-DD`. */
  readonly today: string;
}

/**
 * Holds a plan to its rules: runs those that are not off, leaves out what the plan makes an exception for, and tells the
 * exceptions that have no effect. In the order of the rules: what reading found is shown among them.
 */
export function runRules(plan: Plan, { locate, today }: RunOptions): readonly Diagnostic[] {
  const context = { plan, properties: placeProperties(plan), normalize: createNormalizer(), today };
  const exceptions = createExceptions(plan.lint.exceptions);
  const diagnostics = new Map<string, Diagnostic>();
  const tell = (diagnostic: Diagnostic): void => {
    const { code, message, place } = diagnostic;
    // What came by an alias is found at each use of it, and stands in the file once.
    const key = JSON.stringify([code, place?.file, place?.line, place?.column, message]);
    if (!diagnostics.has(key)) diagnostics.set(key, diagnostic);
  };
  for (const name of RULE_NAMES) {
    const severity = severityOf(plan, name);
    if (severity === "off") continue;
    for (const finding of findingsOf(name, context)) {
      if (exceptions.covers(name, finding)) continue;
      tell({ code: name, severity, ...advisoryOf(name), ...placed(finding, locate) });
    }
  }
  for (const { rule, of } of exceptions.unused()) {
    if (severityOf(plan, rule as RuleName) === "off") continue;
    tell({
      code: "unused-exception",
      severity: "warning",
      message: `\`${rule}\` has nothing to say here, so that the exception has no effect.`,
      hint: "Remove it.",
      place: locate([...of, "lint", "ignore", rule], "key"),
    });
  }
  return [...diagnostics.values()];
}

function findingsOf<Name extends RuleName>(
  name: Name,
  context: Omit<RuleContext<Name>, "options">,
): Iterable<RuleFinding> {
  return RULES[name].check({ ...context, options: optionsOf(name, context.plan) });
}

/** The plan's options of a rule, with the defaults of the others. Reading has checked them. */
function optionsOf<Name extends RuleName>(name: Name, { lint }: Plan): RuleOptions<Name> {
  const { options } = RULE_FORMATS[name];
  return z.object(options).parse(lint.rules[name]?.options ?? {}) as RuleOptions<Name>;
}

function severityOf({ lint }: Plan, name: RuleName): "error" | "warning" | "off" {
  return lint.rules[name]?.severity ?? RULE_FORMATS[name].severity;
}

function advisoryOf(name: RuleName): Pick<Diagnostic, "advisory"> {
  return ruleFormat(name).advisory === true ? { advisory: true } : {};
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
