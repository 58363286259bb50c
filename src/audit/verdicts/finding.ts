import type { DiagnosticTable } from "../../diagnostics/diagnostic.ts";
import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { namesOfEvent } from "../../plan/names.ts";
import type { Pointer } from "../../plan/property.ts";
import type { Call, CodeFacts, Span } from "../facts/facts.ts";

/** Something that the code and the plan do not agree on. The command adds severity, line and column. */
export interface AuditFinding {
  /** A key of the catalogue of codes. */
  readonly code: string;
  /** The event that it is about, or `EVENT.PROPERTY`; of several properties, each. None for what is about no event. */
  readonly names?: readonly string[] | undefined;
  readonly at: FindingPlace;
  /** The problem, in one sentence. Names from code and plan are in backticks. */
  readonly message: string;
  /** The fix, in one sentence. */
  readonly hint?: string | undefined;
  readonly related?: readonly RelatedFinding[] | undefined;
  readonly table?: DiagnosticTable | undefined;
}

/** A place in the code, or one of the plan. */
export type FindingPlace = { readonly span: Span } | { readonly pointer: Pointer };

export interface RelatedFinding {
  /** Ends with a colon: the place follows. */
  readonly message: string;
  readonly at: FindingPlace;
}

/** What verdicts are made from. */
export interface Evidence {
  readonly plan: Plan;
  readonly facts: CodeFacts;
  /** Whether all code of the project was read: what is not in a part says nothing. */
  readonly isWhole: boolean;
  /** Events by their names on the wire. */
  readonly events: ReadonlyMap<string, PlanEvent>;
  /** The calls that send each event of the plan, by its name. */
  readonly sent: ReadonlyMap<string, readonly Call[]>;
}

/** One question to the evidence. */
export type Verdict = (evidence: Evidence) => Iterable<AuditFinding>;

export function gatherEvidence(
  plan: Plan,
  facts: CodeFacts,
  { isWhole }: Pick<Evidence, "isWhole"> = { isWhole: true },
): Evidence {
  const events = new Map(plan.events.map((event) => [event.name, event] as const));
  const helpers = new Map(plan.events.map((event) => [namesOfEvent(event).helper, event] as const));
  const sent = new Map<string, Call[]>();
  for (const call of facts.calls) {
    for (const name of namesSentBy(call, helpers)) {
      const others = sent.get(name);
      if (others) others.push(call);
      else if (events.has(name)) sent.set(name, [call]);
    }
  }
  return { plan, facts, isWhole, events, sent };
}

function namesSentBy(
  { action, event, via }: Call,
  helpers: ReadonlyMap<string, PlanEvent>,
): readonly string[] {
  if (action !== "capture") return [];
  const helped = via.kind === "helper" ? helpers.get(via.helper) : undefined;
  return helped ? [helped.name] : (event?.values ?? []);
}

/** Whether a call reaches PostHog beside the helpers. */
export function bypasses({ via }: Call): boolean {
  return via.kind !== "helper";
}

/** Names that begin with `$` are PostHog's own. */
export function isOwn(name: string): boolean {
  return name.startsWith("$");
}

/** What to say first of what only a name speaks for. */
export function possibly({ via }: Call): string {
  return via.kind === "helper" || via.sure ? "" : "Possibly: ";
}
