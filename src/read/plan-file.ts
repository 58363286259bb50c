import type { Plan, PlanLint, RuleException, RuleSetting } from "../plan/plan.ts";
import type { Property } from "../plan/property.ts";
import { nearest } from "../text/nearest.ts";
import { byName } from "../text/order.ts";
import { checkCollisions, checkName } from "./names.ts";
import { type Intact, type IntactPlan, entriesOf, namesOf } from "./intact.ts";
import { readEvent } from "./event/event.ts";
import { readGroups } from "./groups.ts";
import { checkIdentity } from "./identity/id-findings.ts";
import { readIdentity } from "./identity/identity.ts";
import { type PathRules, readOutput } from "./repository-paths.ts";
import { readProperties, readProperty } from "./property/property.ts";
import type { Reading } from "./reading.ts";
import type { Report } from "./report.ts";
import type { Pointer } from "../plan/pointer.ts";
import { quote } from "./words.ts";
import type { LintIgnoreBody } from "../format/lint-format.ts";
import type { PropertyBody } from "../format/property-format.ts";

/** Reads what is intact of a plan file into a plan. What it returns counts only when no error was told; nothing without the contract of ids. */
export function readPlanFile(reading: Reading, rules: PathRules): Plan | undefined {
  const { intact, report } = reading;
  tellNoEffect(intact, report);
  checkEvents(intact, report);
  const identity = readIdentity(intact, report);
  const properties = readSharedProperties(reading);
  const groups = readGroups(reading);
  const person = readProperties(reading, { bodies: intact.person, at: ["person"], holder: "person" });
  if (identity !== undefined) checkIdentity(identity, groups, report);
  const eventNames = new Set(namesOf(intact.events));
  const targets = { intact, report, groups, person, actors: identity?.actors ?? [], eventNames };
  const events = entriesOf(intact.events).flatMap(([name, event]) => {
    checkName("event", ["events", name], report);
    return event === undefined ? [] : [readEvent(reading, targets, { name, event })];
  });
  const output = readOutput(intact, rules, report);
  checkCollisions(intact, groups, report);
  return (
    identity && {
      name: intact.name ?? "",
      description: intact.description,
      identity,
      groups,
      person: person.toSorted(byName),
      properties,
      events: events.toSorted(byName),
      output,
      lint: readLint(intact),
    }
  );
}

/** Reports a plan without events that includes no files, either, which could have some. */
function checkEvents(intact: IntactPlan, report: Report): void {
  if (Object.hasOwn(intact, "events") || Object.hasOwn(intact, "include")) return;
  // A plan file that cannot be read may have them.
  if (report.isBroken(["events"])) return;
  // It is there under a key that is not known, which was told.
  if (namesOf(intact).some((key) => nearest(key, ["events"]) !== undefined)) return;
  report.add({
    code: "missing-key",
    at: ["events"],
    message: "The plan has no `events`, which is required.",
    hint: "Add `events:`.",
  });
}

function readSharedProperties(reading: Reading): readonly Property[] {
  const { shared, report } = reading;
  return shared.names
    .flatMap((name) => {
      checkName("property", ["properties", name], report);
      const body = shared.find(name);
      const property =
        body && readProperty(reading, { name, body, holder: "shared", siblings: shared.names });
      return property ? [property] : [];
    })
    .toSorted(byName);
}

type Note = (key: string, at: Pointer, value: unknown) => void;

/** Says of each key that is part of the format and does nothing yet so, once, where it first stands. */
export function tellNoEffect(intact: IntactPlan, report: Report): void {
  const first = new Map<string, Pointer>();
  const note: Note = (key, at, value) => {
    if (value !== undefined && !first.has(key)) first.set(key, at);
  };
  for (const [name, event] of entriesOf(intact.events)) {
    const at = ["events", name];
    note("delivery", [...at, "delivery"], event?.delivery);
  }
  for (const [key, at] of first) {
    report.add({
      code: "no-effect-yet",
      at,
      part: "key",
      message: `${quote(key)} is checked, and has no effect yet.`,
    });
  }
}

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
