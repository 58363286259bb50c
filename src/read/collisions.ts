import { exportsOfId, namesOfId } from "../plan/ids/id-names.ts";
import { namesOfEvent, namesOfGroup, nameOfSharedEnum } from "../plan/names.ts";
import type { Group } from "../plan/plan.ts";
import type { Pointer } from "../plan/pointer.ts";
import { RESERVED_IDENTIFIERS } from "../plan/reserved-names.ts";
import { type IntactPlan, entriesOf, namesOf } from "./intact.ts";
import type { Report } from "./report.ts";
import { quote } from "./words.ts";

/** A name of the plan and what it becomes in TypeScript. */
interface Named {
  readonly at: Pointer;
  readonly thing: string;
  readonly identifiers: readonly string[];
}

/** Reports names that become the same identifier, or one that is taken. Each pair of names once. */
export function checkCollisions(intact: IntactPlan, groups: readonly Group[], report: Report): void {
  const owners = new Map<string, Named>();
  for (const named of listNames(intact, groups)) {
    // A name that is no name has been told.
    if (report.isBroken(named.at)) continue;
    const taken = named.identifiers.find((identifier) => RESERVED_IDENTIFIERS.has(identifier));
    const clash = named.identifiers.find((identifier) => owners.has(identifier));
    if (taken !== undefined) refuseReserved(named, taken, report);
    else if (clash !== undefined) refuseClash(named, owners.get(clash), clash, report);
    for (const identifier of named.identifiers) if (!owners.has(identifier)) owners.set(identifier, named);
  }
}

function listNames(intact: IntactPlan, groups: readonly Group[]): readonly Named[] {
  const enums = entriesOf(intact.properties).filter(([, property]) => property?.type === "enum");
  const withKeyForm = new Set(groups.filter(({ keyForm }) => keyForm).map(({ name }) => name));
  return [
    ...namesOf(intact.identity?.actors).map((name) => ({
      at: ["identity", "actors", name],
      thing: "actor",
      identifiers: exportsOfId(namesOfId(name, "id")),
    })),
    ...enums.map(([name]) => ({
      at: ["properties", name],
      thing: "shared enum",
      identifiers: [nameOfSharedEnum(name)],
    })),
    ...namesOf(intact.groups).map((name) => ({
      at: ["groups", name],
      thing: "group",
      identifiers: [
        ...Object.values(namesOfGroup(name)),
        ...(withKeyForm.has(name) ? exportsOfId(namesOfId(name, "key")) : []),
      ],
    })),
    ...namesOf(intact.events).map((name) => ({
      at: ["events", name],
      thing: "event",
      identifiers: Object.values(namesOfEvent(name)),
    })),
  ];
}

function refuseReserved({ at, thing }: Named, identifier: string, report: Report): void {
  report.add({
    code: "name-reserved",
    at,
    part: "key",
    message: `The ${thing} ${quote(at.at(-1))} becomes ${quote(identifier)} in TypeScript, which is taken.`,
    hint: "Choose another name.",
  });
}

function refuseClash(
  { at, thing }: Named,
  first: Named | undefined,
  identifier: string,
  report: Report,
): void {
  if (first === undefined) return;
  report.add({
    code: "name-collision",
    at,
    part: "key",
    message: `The ${thing} ${quote(at.at(-1))} and the ${first.thing} ${quote(first.at.at(-1))} both become ${quote(identifier)} in TypeScript.`,
    hint: "Rename one of them.",
    related: [{ at: first.at, part: "key", message: `The ${first.thing} is here.` }],
  });
}
