import { NAME_PATTERN } from "../format/text-format.ts";
import { exportsOfId, namesOfId } from "../plan/ids/id-names.ts";
import { namesOfEvent, namesOfGroup, nameOfSharedEnum } from "../plan/names.ts";
import type { Group } from "../plan/plan.ts";
import type { Pointer } from "../plan/property.ts";
import { JAVASCRIPT_NAMES, RESERVED_IDENTIFIERS } from "../plan/reserved-names.ts";
import { type PlanContent, entriesOf, namesOf } from "./content.ts";
import type { Finding, Report } from "./report.ts";
import { quote } from "./words.ts";

/** Longest name of an event that PostHog does not cut. */
const MAX_NAME_LENGTH = 200;

const VALID_NAME = new RegExp(NAME_PATTERN, "u");

const CHOOSE_ANOTHER = "Choose another name.";

/** Reserved names of properties, why, and what to do. */
const RESERVED_PROPERTIES: ReadonlyMap<string, readonly [why: string, hint: string]> = new Map([
  ["plan_violations", ["is added to events by the runtime", CHOOSE_ANOTHER]],
  ["idempotency_key", ["is added to events by the runtime", CHOOSE_ANOTHER]],
  [
    "distinct_id",
    [
      "is where PostHog reads an event's person: a property of that name would move the event to another one",
      "Name it for what it is, such as `invited_user_id`.",
    ],
  ],
]);

/** Reports an invalid or reserved name: the last key of a pointer. */
export function checkName(
  thing: "event" | "property" | "group" | "actor",
  at: Pointer,
  report: Report,
): void {
  const fault = findNameFault(thing, String(at.at(-1)));
  if (fault !== undefined) report.add({ ...fault, at, part: "key" });
}

function findNameFault(thing: string, name: string): Finding | undefined {
  if (name.startsWith("$")) {
    return {
      code: "name-reserved",
      message: `${quote(name)} is reserved: names that start with \`$\` are PostHog's own.`,
      hint: `Name it ${quote(name.replace(/^\$+/u, "") || thing)}.`,
    };
  }
  if (JAVASCRIPT_NAMES.has(name)) {
    const message = `${quote(name)} is reserved by JavaScript.`;
    return { code: "name-reserved", message, hint: CHOOSE_ANOTHER };
  }
  const reserved = thing === "property" ? RESERVED_PROPERTIES.get(name) : undefined;
  if (reserved !== undefined) {
    const [why, hint] = reserved;
    return { code: "name-reserved", message: `${quote(name)} ${why}.`, hint };
  }
  if (name.length > MAX_NAME_LENGTH) {
    const message = `The name has ${name.length} characters; PostHog accepts at most ${MAX_NAME_LENGTH}.`;
    return { code: "name-too-long", message, hint: "Shorten it." };
  }
  if (VALID_NAME.test(name)) return undefined;
  return {
    code: "name-invalid",
    message: `${name === "" ? "An empty string" : quote(name)} is not a valid ${thing} name.`,
    hint: "Names start with a letter A to Z and contain only letters, digits, `_`, `-` and spaces.",
  };
}

/** A name of the plan and what it becomes in TypeScript. */
interface Named {
  readonly at: Pointer;
  readonly thing: string;
  readonly identifiers: readonly string[];
}

/** Reports names that become a reserved identifier, or the same one. Each pair of names once. */
export function checkCollisions(content: PlanContent, groups: readonly Group[], report: Report): void {
  const owners = new Map<string, Named>();
  for (const named of listNames(content, groups)) {
    const { at, thing, identifiers } = named;
    // An invalid name was reported.
    if (report.isBroken(at)) continue;
    const reserved = identifiers.find((identifier) => RESERVED_IDENTIFIERS.has(identifier));
    const shared = identifiers.find((identifier) => owners.has(identifier));
    const first = shared === undefined ? undefined : owners.get(shared);
    if (reserved !== undefined) {
      report.add({
        code: "name-reserved",
        at,
        part: "key",
        message: `The ${thing} ${quote(at.at(-1))} becomes ${quote(reserved)} in TypeScript, which is reserved.`,
        hint: CHOOSE_ANOTHER,
      });
    } else if (first !== undefined) {
      report.add({
        code: "name-collision",
        at,
        part: "key",
        message: `The ${thing} ${quote(at.at(-1))} and the ${first.thing} ${quote(first.at.at(-1))} both become ${quote(shared)} in TypeScript.`,
        hint: "Rename one of them.",
        related: [{ at: first.at, part: "key", message: `The ${first.thing} is defined here.` }],
      });
    }
    for (const identifier of identifiers) if (!owners.has(identifier)) owners.set(identifier, named);
  }
}

function listNames(content: PlanContent, groups: readonly Group[]): readonly Named[] {
  const enums = entriesOf(content.properties).filter(([, property]) => property?.type === "enum");
  const withKeyForm = new Set(groups.filter(({ keyForm }) => keyForm).map(({ name }) => name));
  return [
    ...nameAll(["identity", "actors"], "actor", namesOf(content.identity?.actors), (name) =>
      exportsOfId(namesOfId(name, "id")),
    ),
    ...nameAll(
      ["properties"],
      "shared enum",
      enums.map(([name]) => name),
      (name) => [nameOfSharedEnum(name)],
    ),
    ...nameAll(["groups"], "group", namesOf(content.groups), (name) => [
      ...Object.values(namesOfGroup(name)),
      ...(withKeyForm.has(name) ? exportsOfId(namesOfId(name, "key")) : []),
    ]),
    ...nameAll(["events"], "event", namesOf(content.events), (name) => Object.values(namesOfEvent(name))),
  ];
}

function nameAll(
  section: Pointer,
  thing: string,
  names: readonly string[],
  identifiersOf: (name: string) => readonly string[],
): readonly Named[] {
  return names.map((name) => ({ at: [...section, name], thing, identifiers: identifiersOf(name) }));
}
