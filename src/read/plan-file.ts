import type { Plan } from "../plan/plan.ts";
import type { Property } from "../plan/property.ts";
import { nearest } from "../text/nearest.ts";
import { byName } from "../text/order.ts";
import { checkCollisions } from "./collisions.ts";
import { type IntactPlan, entriesOf, namesOf } from "./intact.ts";
import { readEvent } from "./event/event.ts";
import { readGroups } from "./groups.ts";
import { checkIdentity } from "./identity/id-findings.ts";
import { readIdentity } from "./identity/identity.ts";
import { readLint } from "./lint.ts";
import { checkName } from "./names.ts";
import { tellNoEffect } from "./no-effect.ts";
import { type PathRules, readOutput } from "./repository-paths.ts";
import { readProperties, readProperty } from "./property/property.ts";
import type { Reading } from "./reading.ts";
import type { Report } from "./report.ts";

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
      order: {
        events: namesOf(intact.events),
        groups: namesOf(intact.groups),
        person: namesOf(intact.person),
        properties: reading.shared.names,
        ofGroup: Object.fromEntries(
          entriesOf(intact.groups).map(([name, group]) => [name, namesOf(group?.properties)]),
        ),
      },
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
