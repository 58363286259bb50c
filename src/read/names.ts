import { NAME_PATTERN } from "../format/text-format.ts";
import type { Pointer } from "../plan/pointer.ts";
import { JAVASCRIPT_NAMES, RESERVED_IDENTIFIERS } from "../plan/reserved-names.ts";
import type { Report } from "./report.ts";
import { quote } from "./words.ts";
import { exportsOfId, namesOfId } from "../plan/ids/id-names.ts";
import { nameOfSharedEnum, namesOfEvent, namesOfGroup } from "../plan/names.ts";
import type { Group } from "../plan/plan.ts";
import { type IntactPlan, entriesOf, namesOf } from "./intact.ts";

/** Longest name of an event that PostHog keeps whole. */
const MAX_NAME_LENGTH = 200;

const VALID_NAME = new RegExp(NAME_PATTERN, "u");

/** Names of properties that are taken, and why. */
const TAKEN_PROPERTIES: ReadonlyMap<string, { readonly why: string; readonly hint: string }> = new Map([
  ["plan_violations", { why: "is added to events by the runtime", hint: "Choose another name." }],
  ["idempotency_key", { why: "is added to events by the runtime", hint: "Choose another name." }],
  [
    "distinct_id",
    {
      why: "is whom PostHog takes an event's person for: it would move the event to another one",
      hint: "Name it for what it is, such as `invited_user_id`.",
    },
  ],
]);

export type NamedThing = "event" | "property" | "group" | "actor";

/** Reports a name that is not one, or that is taken. */
export function checkName(thing: NamedThing, at: Pointer, report: Report): void {
  const name = String(at.at(-1));
  const spot = { at, part: "key" } as const;
  const taken = TAKEN_PROPERTIES.get(name);
  if (name.startsWith("$")) {
    report.add({
      code: "name-reserved",
      ...spot,
      message: `${quote(name)}: names that start with \`$\` are PostHog's own.`,
      hint: `Name it ${quote(name.replace(/^\$+/u, "") || thing)}.`,
    });
  } else if (JAVASCRIPT_NAMES.has(name)) {
    report.add({
      code: "name-reserved",
      ...spot,
      message: `${quote(name)} is reserved by JavaScript.`,
      hint: "Choose another name.",
    });
  } else if (thing === "property" && taken !== undefined) {
    report.add({
      code: "name-reserved",
      ...spot,
      message: `${quote(name)} ${taken.why}.`,
      hint: taken.hint,
    });
  } else if (name.length > MAX_NAME_LENGTH) {
    report.add({
      code: "name-too-long",
      ...spot,
      message: `The name has ${name.length} characters; PostHog takes at most ${MAX_NAME_LENGTH}.`,
      hint: "Shorten it.",
    });
  } else if (!VALID_NAME.test(name)) {
    report.add({
      code: "name-invalid",
      ...spot,
      message: `${name === "" ? "Empty text" : quote(name)} is not a valid name of ${thing === "event" || thing === "actor" ? "an" : "a"} ${thing}.`,
      hint: "Names start with a letter A to Z, and go on with letters, digits, `_`, `-` and spaces.",
    });
  }
}

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
