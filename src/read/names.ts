import { exportsOfId, namesOfId } from "../plan/ids/id-names.ts";
import {
  hasNameInCode,
  isName,
  isPrintable,
  looseForm,
  MAX_NAME_LENGTH,
  namesOfEvent,
  namesOfGroup,
  nameOfSharedEnum,
} from "../plan/names.ts";
import type { Group } from "../plan/plan.ts";
import type { Pointer } from "../plan/property.ts";
import { JAVASCRIPT_NAMES, RESERVED_IDENTIFIERS } from "../plan/reserved-names.ts";
import { type PlanContent, entriesOf, namesOf } from "./content.ts";
import { escapeUnprintable } from "../text/quote.ts";
import type { DiagnosticCode } from "../diagnostics/catalogue.ts";
import type { Finding, Report } from "./report.ts";
import { capitalize } from "../text/words.ts";
import { quote } from "./words.ts";

const CHOOSE_ANOTHER = "Choose another name.";

/** Reserved names of properties, why, and what to do. */
export const RESERVED_PROPERTIES: ReadonlyMap<string, readonly [why: string, hint: string]> = new Map([
  ["plan_violations", ["is added to events by the runtime", CHOOSE_ANOTHER]],
  ["plan_name", ["names the plan in events, with `output.stamp`", CHOOSE_ANOTHER]],
  ["plan_hash", ["names the plan's version in events, with `output.stamp`", CHOOSE_ANOTHER]],
  ["plan_redacted", ["is added to events by the runtime", CHOOSE_ANOTHER]],
  ["idempotency_key", ["is added to events by the runtime", CHOOSE_ANOTHER]],
  ["plan_renamed_to", ["is added to events by the runtime", CHOOSE_ANOTHER]],
  [
    "distinct_id",
    [
      "is where PostHog reads an event's person: a property of that name would move the event to another one",
      "Name it for what it is, such as `invited_user_id`.",
    ],
  ],
]);

/**
 * Reports an invalid or reserved name.
 *
 * @param value - the name, where it is the value at the pointer; else its last key is
 */
export function checkName(
  thing: "event" | "property" | "bundle" | "group" | "actor",
  at: Pointer,
  report: Report,
  value?: string,
): void {
  const fault = findNameFault(thing, value ?? String(at.at(-1)));
  if (fault !== undefined) report.add({ ...fault, at, part: value === undefined ? "key" : "value" });
}

/** Why a name is invalid or reserved. */
export function findNameFault(thing: string, name: string): Finding | undefined {
  if (name.startsWith("$")) {
    return {
      code: "name-reserved",
      message: `${quote(name)} is reserved: names that start with \`$\` are PostHog's own.`,
      hint: suggestName(thing, name.replace(/^\$+/u, "")),
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
  if (isName(name)) return undefined;
  return {
    code: "name-invalid",
    message: `${name === "" ? "An empty string" : quote(escapeUnprintable(name))} ${describeFault(name)}.`,
    hint: suggestName(thing, tidy(name)),
  };
}

/** What is wrong with a name as text: people must be able to see and type what is sent. */
function describeFault(name: string): string {
  if (name === "") return "is not a name";
  if (name !== name.trim()) return "starts or ends with white space";
  if (/\s\s/u.test(name)) return "has white space twice in a row";
  return isPrintable(name) ? "is not in Unicode's normal form C" : "has characters that nobody sees";
}

/** The name without what makes it invalid. */
function tidy(name: string): string {
  const visible = [...name.normalize("NFC")].filter(
    (character) => /\s/u.test(character) || isPrintable(character),
  );
  return visible.join("").replaceAll(/\s+/gu, " ").trim();
}

/** Only a name that is accepted. */
function suggestName(thing: string, name: string): string {
  return name !== "" && findNameFault(thing, name) === undefined ? `Name it ${quote(name)}.` : CHOOSE_ANOTHER;
}

/** A name of the plan and what it becomes in TypeScript. */
interface Named {
  readonly at: Pointer;
  readonly thing: "actor" | "shared enum" | "group" | "event";
  readonly identifiers: readonly string[];
  /** The name in code that the plan sets. */
  readonly as?: string | undefined;
  /** Of a live event without `as`: see {@link looseForm}. */
  readonly loose?: string | undefined;
}

/**
 * Reports names that become a reserved identifier, the same one, or none, and live events that people take for one another.
 * Each pair of names once.
 */
export function checkCollisions(content: PlanContent, groups: readonly Group[], report: Report): void {
  const owners = new Map<string, Named>();
  const lookalikes = new Map<string, Named>();
  for (const named of listNames(content, groups)) {
    const { at, as, identifiers, loose = "" } = named;
    // What is invalid was reported.
    if (report.isBroken(at) || report.isBroken([...at, "as"])) continue;
    if (!hasNameInCode(as ?? String(at.at(-1)))) {
      report.add(
        nameFinding(named, "name-invalid", "has no letter or digit to name anything in TypeScript after"),
      );
      continue;
    }
    const reserved = identifiers.find((identifier) => RESERVED_IDENTIFIERS.has(identifier));
    const shared = identifiers.find((identifier) => owners.has(identifier));
    const first = shared === undefined ? undefined : owners.get(shared);
    const lookalike = lookalikes.get(loose);
    if (reserved !== undefined) {
      const message = `becomes ${quote(reserved)} in TypeScript, which is reserved`;
      report.add(nameFinding(named, "name-reserved", message));
    } else if (first !== undefined) {
      const message = `and ${nameThing(first)} both become ${quote(shared)} in TypeScript`;
      report.add(nameFinding(named, "name-collision", message, first));
    } else if (lookalike !== undefined) {
      const message = `and ${nameThing(lookalike)} differ only in case, separators, width or normal form`;
      report.add(nameFinding(named, "name-collision", message, lookalike));
    }
    for (const identifier of identifiers) if (!owners.has(identifier)) owners.set(identifier, named);
    if (loose !== "" && lookalike === undefined) lookalikes.set(loose, named);
  }
}

/**
 * Reports former names that something else is sent under: its name, or the former name of another event. What the two count
 * could not be told apart.
 */
export function checkFormerNames({ events }: PlanContent, report: Report): void {
  const taken = new Map(namesOf(events).map((name): [string, Pointer] => [name, ["events", name]]));
  for (const [name, event] of entriesOf(events)) {
    const former = event?.also_sent_as?.name;
    if (former === undefined) continue;
    const at: Pointer = ["events", name, "also_sent_as", "name"];
    const first = taken.get(former);
    if (first === undefined) taken.set(former, at);
    else {
      report.add({
        code: "name-collision",
        at,
        message:
          former === name
            ? `${quote(name)} is the event's own name.`
            : `Another event is already sent as ${quote(former)}.`,
        hint: "Name what the event was called before, which the plan no longer has as an event.",
        related: [{ at: first, part: first.length === 2 ? "key" : "value", message: "It is named here." }],
      });
    }
  }
}

function nameThing({ thing, at }: Named): string {
  return `the ${thing} ${quote(at.at(-1))}`;
}

function nameFinding(named: Named, code: DiagnosticCode, message: string, other?: Named): Finding {
  const { at, as } = named;
  const takesAs = [named, other].some((one) => one?.thing === "event" || one?.thing === "shared enum");
  const rename = other === undefined ? CHOOSE_ANOTHER : "Rename one of them.";
  return {
    code,
    ...(as === undefined ? { at, part: "key" } : { at: [...at, "as"] }),
    message: `${capitalize(nameThing(named))} ${message}.`,
    hint: takesAs
      ? `${rename} If the name has to stay, set \`as\`, such as \`as: orderPaid\`: the name in code.`
      : rename,
    ...(other && {
      related: [{ at: other.at, part: "key", message: `The ${other.thing} is defined here.` }],
    }),
  };
}

function listNames(content: PlanContent, groups: readonly Group[]): readonly Named[] {
  const enums = entriesOf(content.properties).filter(
    ([, property]) =>
      property?.type === "enum" || (property?.type === "integer" && property.values !== undefined),
  );
  const withKeyForm = new Set(groups.filter(({ keyForm }) => keyForm).map(({ name }) => name));
  return [
    ...namesOf(content.identity?.actors).map((name): Named => ({
      at: ["identity", "actors", name],
      thing: "actor",
      identifiers: exportsOfId(namesOfId(name, "id")),
    })),
    ...enums.map(([name, property]): Named => ({
      at: ["properties", name],
      thing: "shared enum",
      identifiers: [nameOfSharedEnum({ name, as: property?.as })],
      as: property?.as,
    })),
    ...namesOf(content.groups).map((name): Named => {
      const identifiers = Object.values(namesOfGroup(name));
      const ofKeys = withKeyForm.has(name) ? exportsOfId(namesOfId(name, "key")) : [];
      return { at: ["groups", name], thing: "group", identifiers: [...identifiers, ...ofKeys] };
    }),
    ...entriesOf(content.events).map(([name, event]): Named => {
      const { as, status = "live" } = event ?? {};
      const identifiers = Object.values(namesOfEvent({ name, as }));
      const loose = as === undefined && status === "live" ? looseForm(name) : undefined;
      return { at: ["events", name], thing: "event", identifiers, as, loose };
    }),
  ];
}
