import type { LintIgnoreBody } from "../format/lint-format.ts";
import type { PropertyBody } from "../format/property-format.ts";
import type { PlanLint, RuleException, RuleSetting } from "../plan/plan.ts";
import type { Pointer } from "../plan/pointer.ts";
import { type Draft, type DraftPlan, entriesOf } from "./draft.ts";

type Bodies = { readonly [name: string]: Draft<PropertyBody> | null | undefined } | undefined;

/** Reads what the plan says about the rules, which rules/ holds it to. */
export function readLint(draft: DraftPlan): PlanLint {
  const rules = entriesOf(draft.lint?.rules as DraftSettings).flatMap(([name, setting]) =>
    setting === undefined ? [] : [[name, readSetting(setting)] as const],
  );
  return { rules: Object.fromEntries(rules), exceptions: [...findExceptions(draft)] };
}

type DraftSetting = NonNullable<RuleSetting["severity"]> | Omit<RuleSetting, "options">;
type DraftSettings = { readonly [name: string]: DraftSetting | undefined } | undefined;

function readSetting(setting: DraftSetting): RuleSetting {
  if (typeof setting === "string") return { severity: setting, options: {} };
  const { severity, ...options } = setting;
  return { severity, options };
}

function* findExceptions(draft: DraftPlan): Iterable<RuleException> {
  yield* inProperties(draft.person as Bodies, ["person"]);
  yield* inProperties(draft.properties as Bodies, ["properties"]);
  for (const [section, things] of [
    ["groups", draft.groups],
    ["events", draft.events],
  ] as const) {
    for (const [name, thing] of entriesOf<{ readonly lint?: unknown; readonly properties?: unknown }>(
      things,
    )) {
      if (thing === undefined) continue;
      yield* ofThing(thing.lint as Draft<LintIgnoreBody> | undefined, [section, name]);
      yield* inProperties(thing.properties as Bodies, [section, name, "properties"]);
    }
  }
}

/** Properties stand in objects, and those in what lists and maps hold. */
function* inProperties(bodies: Bodies, at: Pointer): Iterable<RuleException> {
  for (const [name, body] of entriesOf(bodies)) if (body) yield* inProperty(body, [...at, name]);
}

function* inProperty(body: Draft<PropertyBody>, at: Pointer): Iterable<RuleException> {
  yield* ofThing(body.lint, at);
  yield* inProperties(body.properties as Bodies, [...at, "properties"]);
  if (body.items) yield* inProperty(body.items as Draft<PropertyBody>, [...at, "items"]);
}

function* ofThing(lint: Draft<LintIgnoreBody> | undefined, of: Pointer): Iterable<RuleException> {
  for (const [rule, reason] of entriesOf(lint?.ignore)) if (reason) yield { rule, of, reason };
}
