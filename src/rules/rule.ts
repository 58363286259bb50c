import type * as z from "zod";
import type { Plan } from "../plan/plan.ts";
import type { Pointer } from "../plan/pointer.ts";
import type { PlacedProperty } from "./placed-property.ts";
import type { Normalizer } from "./words/normal-form.ts";

/** How severe a rule can be, with what each severity means. */
export const SEVERITY_MEANINGS = {
  error: "Fails the check.",
  warning: "Fails the check with `--strict`.",
  off: "Is not checked.",
} as const;

export type RuleSeverity = keyof typeof SEVERITY_MEANINGS;

/**
 * A rule of a good plan: one object in one file of `catalogue/`, listed in `rules.ts`. Reading checks `lint` with it, editors
 * complete from it, `explain` and the page of rules show it, and the tests run its examples.
 */
export interface Rule<Options extends z.ZodRawShape = z.ZodRawShape> {
  /** Its name in `lint`, and the code of what it finds. */
  readonly name: string;
  /** How severe it is when the plan does not say. */
  readonly severity: "error" | "warning";
  /**
   * That the rule looks at today's date. A day that passes is no change of anybody's, so that what the rule says is a
   * warning at most, and fails nothing, not even with `--strict`.
   */
  readonly advisory?: true;
  /** What holds in a good plan, in one sentence. */
  readonly title: string;
  /** The options, each with a default or optional. */
  readonly options: Options;
  /** What goes wrong where the rule is not kept. Markdown. */
  readonly why: string;
  /** A plan, without its head, that breaks the rule. */
  readonly bad: string;
  /** The same plan as it should be. */
  readonly good: string;
  /** What the rule leaves alone, and when to make an exception, where that is not plain. Markdown. */
  readonly notes?: string;
  /**
   * Says what breaks the rule. It neither ranks nor locates nor prints, asks no clock, and takes no longer than a few
   * looks at each thing of the plan: it groups by a key, and never compares each with each.
   */
  check(context: RuleContext<z.output<z.ZodObject<Options>>>): Iterable<RuleFinding>;
}

/** A rule, with the types of its options told to its check. */
export function defineRule<Options extends z.ZodRawShape = Record<never, never>>(
  rule: Omit<Rule<Options>, "options"> & { readonly options?: Options },
): Rule<Options> {
  return { ...rule, options: rule.options ?? ({} as Options) };
}

/** What a rule looks at. */
export interface RuleContext<Options = Readonly<Record<string, unknown>>> {
  readonly plan: Plan;
  /** Every property that is written down somewhere in the plan, once. */
  readonly properties: readonly PlacedProperty[];
  /** What the plan sets, defaults filled in. */
  readonly options: Options;
  /** What words are compared by. All rules share it: it remembers the words of the plan. */
  readonly normalize: Normalizer;
  /** The day on which the plan is checked, in UTC, as `YYYY-MM-DD`. */
  readonly today: string;
}

/** A place of the plan and what is wrong there. The runner adds code, severity and line. */
export interface RuleFinding {
  readonly at: Pointer;
  /** Whether the key or the value at the pointer is meant. Default: the value where it is a single one, else the key. */
  readonly part?: "key" | "value" | undefined;
  /** The fault, in one sentence. Names from the plan stand in backticks. */
  readonly message: string;
  /** The fix, in one sentence. */
  readonly hint?: string | undefined;
  /** The other things that it is about. An exception at one of them holds, too. */
  readonly related?: readonly RelatedFinding[] | undefined;
}

/** Another place that belongs to a finding. */
export interface RelatedFinding {
  /** What is there, with a colon at the end: the place follows. */
  readonly message: string;
  readonly at: Pointer;
  readonly part?: "key" | "value" | undefined;
}
