import type { LintIgnoreBody } from "../format/lint-format.ts";
import type { PropertyBody } from "../format/property-format.ts";
import type { PlanLint, RuleException, RuleSetting } from "../plan/plan.ts";
import type { Pointer } from "../plan/pointer.ts";
import { type Intact, type IntactPlan, entriesOf } from "./intact.ts";

type Bodies = { readonly [name: string]: Intact<PropertyBody> | null | undefined } | undefined;

/** Reads what the plan says about the rules, which rules/ holds it to. */
export function readLint(intact: IntactPlan): PlanLint {
  const rules = entriesOf(intact.lint?.rules as IntactSettings).flatMap(([name, setting]) =>
    setting === undefined ? [] : [[name, readSetting(setting)] as const],
  );
  return { rules: Object.fromEntries(rules), exceptions: [...findExceptions(intact)] };
}

type IntactSetting = NonNullable<RuleSetting["severity"]> | Omit<RuleSetting, "options">;
type IntactSettings = { readonly [name: string]: IntactSetting | undefined } | undefined;

function readSetting(setting: IntactSetting): RuleSetting {
  if (typeof setting === "string") return { severity: setting, options: {} };
  const { severity, ...options } = setting;
  return { severity, options };
}

function* findExceptions(intact: IntactPlan): Iterable<RuleException> {
  yield* inProperties(intact.person as Bodies, ["person"]);
  yield* inProperties(intact.properties as Bodies, ["properties"]);
  for (const [section, things] of [
    ["groups", intact.groups],
    ["events", intact.events],
  ] as const) {
    for (const [name, thing] of entriesOf<{ readonly lint?: unknown; readonly properties?: unknown }>(
      things,
    )) {
      if (thing === undefined) continue;
      yield* ofThing(thing.lint as Intact<LintIgnoreBody> | undefined, [section, name]);
      yield* inProperties(thing.properties as Bodies, [section, name, "properties"]);
    }
  }
}

/** Properties stand in objects, and those in what lists and maps hold. */
function* inProperties(bodies: Bodies, at: Pointer): Iterable<RuleException> {
  for (const [name, body] of entriesOf(bodies)) if (body) yield* inProperty(body, [...at, name]);
}

function* inProperty(body: Intact<PropertyBody>, at: Pointer): Iterable<RuleException> {
  yield* ofThing(body.lint, at);
  yield* inProperties(body.properties as Bodies, [...at, "properties"]);
  if (body.items) yield* inProperty(body.items as Intact<PropertyBody>, [...at, "items"]);
}

function* ofThing(lint: Intact<LintIgnoreBody> | undefined, of: Pointer): Iterable<RuleException> {
  for (const [rule, reason] of entriesOf(lint?.ignore)) if (reason) yield { rule, of, reason };
}
