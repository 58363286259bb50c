import type { RuleName, RuleOptions } from "../format/rule-format.ts";
import type { Plan } from "../plan/plan.ts";
import type { Pointer } from "../plan/pointer.ts";
import type { PlacedProperty } from "./placed-property.ts";
import type { Normalizer } from "./words/normal-form.ts";

/** A rule of a good plan: one file of `catalogue/`, which documents itself. */
export interface Rule<Name extends RuleName> {
  /**
   * Says what breaks the rule. It neither ranks nor locates nor prints, asks no clock, and takes no longer than a few
   * looks at each thing of the plan: it groups by a key, and never compares each with each.
   */
  readonly check: (context: RuleContext<Name>) => Iterable<RuleFinding>;
  readonly documentation: RuleDocumentation;
}

/** What a rule looks at. */
export interface RuleContext<Name extends RuleName> {
  readonly plan: Plan;
  /** Every property that is written down somewhere in the plan, once. */
  readonly properties: readonly PlacedProperty[];
  readonly options: RuleOptions<Name>;
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

/** The page of a rule, as Markdown. Its title and options are told from the format. */
export interface RuleDocumentation {
  /** What goes wrong where the rule is not kept. */
  readonly why: string;
  /** A plan, without its head, that breaks the rule; the tests run it. */
  readonly bad: string;
  /** The same plan as it should be. */
  readonly good: string;
  /** What the rule leaves alone, and when to make an exception, where that is not plain. */
  readonly notes?: string;
}
