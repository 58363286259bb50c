import type { Plan, PlanAudit, PlanLint, RuleException, RuleSetting } from "../plan/plan.ts";
import type { Pointer, Property } from "../plan/property.ts";
import { nearest } from "../text/words.ts";
import { byName } from "../text/order.ts";
import { readBundles, readCommon } from "./bundles.ts";
import { checkCollisions, checkFormerNames, checkName } from "./names.ts";
import { type PlanContent, entriesOf, namesOf } from "./content.ts";
import { readEvent } from "./event/event.ts";
import { readGroups } from "./groups.ts";
import { checkIdentity } from "./identity/id-findings.ts";
import { readIdentity } from "./identity/identity.ts";
import { type PlanFolder, readOutput } from "./repository-paths.ts";
import { readProperties, readProperty } from "./property/property.ts";
import type { Reading } from "./reading.ts";
import type { Report } from "./report.ts";

/**
 * Reads the valid parts of a plan into a plan, which is complete only if no error was reported.
 *
 * @param where Folder of the plan file, from the root of the territory.
 * @returns nothing without a valid user-ID contract
 */
export function readPlanFile(reading: Reading, where: PlanFolder): Omit<Plan, "packages"> | undefined {
  const { content, report } = reading;
  checkEvents(content, report);
  const identity = readIdentity(content, report);
  const properties = readSharedProperties(reading);
  const groups = readGroups(reading);
  const person = readProperties(reading, { bodies: content.person, at: ["person"], holder: "person" });
  if (identity !== undefined) checkIdentity(identity, groups, report);
  const eventNames = new Set(namesOf(content.events));
  const bundles = readBundles(reading);
  const common = readCommon(reading, bundles);
  const actors = identity?.actors ?? [];
  const targets = { content, report, groups, person, actors, bundles, common, eventNames };
  const events = entriesOf(content.events).flatMap(([name, event]) => {
    checkName("event", ["events", name], report);
    return event === undefined ? [] : [readEvent(reading, targets, { name, event: event ?? {} })];
  });
  const output = readOutput(content, where, report);
  checkCollisions(content, groups, report);
  checkFormerNames(content, report);
  return (
    identity && {
      name: content.name ?? "",
      description: content.description,
      identity,
      groups,
      person: person.toSorted(byName),
      properties,
      bundles,
      common,
      events: events.toSorted(byName),
      output,
      lint: readLint(content),
      audit: readAudit(content),
      order: {
        events: namesOf(content.events),
        groups: namesOf(content.groups),
        person: namesOf(content.person),
        properties: reading.shared.names,
        bundles: namesOf(content.bundles),
        ofGroup: Object.fromEntries(
          entriesOf(content.groups).map(([name, group]) => [name, namesOf(group?.properties)]),
        ),
      },
    }
  );
}

/** Reports a plan without `events` that includes no files that could have some. */
function checkEvents(content: PlanContent, report: Report): void {
  if (Object.hasOwn(content, "events") || Object.hasOwn(content, "include")) return;
  // A file that cannot be read may have them, and a misspelt key was reported.
  if (report.isBroken(["events"])) return;
  if (namesOf(content).some((key) => nearest(key, ["events"]) !== undefined)) return;
  report.add({
    code: "missing-key",
    at: ["events"],
    message: "The plan is missing the required key `events`.",
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

/** Reads the severities, options and exceptions of rules. */
function readLint(content: PlanContent): PlanLint {
  const rules = entriesOf(content.lint?.rules as RuleSettings).flatMap(([name, setting]) =>
    setting === undefined ? [] : [[name, readSetting(setting)] as const],
  );
  const exceptions = (["person", "properties", "bundles", "groups", "events"] as const).flatMap((section) =>
    entriesOf(content[section] as Things).flatMap(([name, thing]) =>
      Array.from(findExceptions(thing, [section, name])),
    ),
  );
  return { rules: Object.fromEntries(rules), exceptions };
}

type RuleSettingContent = NonNullable<RuleSetting["severity"]> | Omit<RuleSetting, "options">;
type RuleSettings = { readonly [name: string]: RuleSettingContent | undefined } | undefined;

function readSetting(setting: RuleSettingContent): RuleSetting {
  if (typeof setting === "string") return { severity: setting, options: {} };
  const { severity, ...options } = setting;
  return { severity, options };
}

/** What may have exceptions: an event, a group, a property or an item. */
interface Thing {
  readonly lint?: { readonly ignore?: Readonly<Record<string, string | undefined>> };
  readonly properties?: Things;
  readonly items?: Thing;
}
type Things = { readonly [name: string]: Thing | null | undefined } | undefined;

function* findExceptions(thing: Thing | null | undefined, of: Pointer): Iterable<RuleException> {
  if (!thing) return;
  for (const [rule, reason] of entriesOf(thing.lint?.ignore)) if (reason) yield { rule, of, reason };
  for (const [name, property] of entriesOf(thing.properties)) {
    yield* findExceptions(property, [...of, "properties", name]);
  }
  yield* findExceptions(thing.items, [...of, "items"]);
}

function readAudit({ audit }: PlanContent): PlanAudit {
  return { severities: (audit?.rules ?? {}) as PlanAudit["severities"], wrappers: audit?.wrappers ?? [] };
}
