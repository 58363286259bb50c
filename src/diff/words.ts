import { nameOfType, type Property } from "../plan/property.ts";
import { code as named } from "../text/markdown.ts";
import { plural } from "../text/words.ts";
import { announcementOf } from "./announced.ts";
import { type Change, type Edit, nameOfSteps, nameOfSubject, type Subject, yamlNameOf } from "./change.ts";
import { type Form, withoutPlace } from "./compare/identity.ts";
import { KINDS } from "./table/kinds.ts";
import {
  describeValues,
  entriesOnlyIn,
  enumValuesOnlyIn,
  formsInWords,
  listNames,
  listValues,
  sourceInWords,
} from "./values.ts";

/**
 * A change in one sentence, which says only what changed. No text of the plan in it can act as markup.
 *
 * @example describeChange(change) // "`amount_usd` of `checkout_completed` has a wider limit: `max` 100 → 1000."
 */
export function describeChange(change: Change): string {
  const detail = detailOf(change);
  return `${nameInWords(change)} ${KINDS[change.kind].phrase}${detail === "" ? "" : `: ${detail}`}.`;
}

/** A change in one sentence, with what it affects and why it is safe. */
export function describeInFull(change: Change): string {
  return [describeChange(change), usersInWords(change), experimentInWords(change)]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** What could be done instead, in one sentence. */
export function hintFor(change: Change): string | undefined {
  const { looksLike, edit, level } = change;
  if (looksLike === undefined || edit.kind !== "remove") {
    const announced = level === "breaking" ? announcementOf(edit) : undefined;
    if (announced === undefined) return undefined;
    const { key, lastDay } = announced;
    return lastDay === undefined
      ? `Announce the last day with ${named(key)} first, and remove it afterwards.`
      : `Remove it after ${lastDay}.`;
  }
  const { name } = edit.value;
  const former = /^\p{L}[\p{L}\p{N}_ -]*$/u.test(name) ? name : JSON.stringify(name);
  return `${named(looksLike)} looks similar. If it was renamed, add ${named(`renamed_from: ${former}`)} there.`;
}

/** The other users of a shared property are only counted. */
const SHOWN_USERS = 3;

/** The properties that a change of a shared one affects. */
function usersInWords({ users = [] }: Change): string {
  if (users.length === 0) return "";
  const names = users.map(({ subject }) => named(nameOfSubject(subject)));
  const first = names.slice(0, SHOWN_USERS).join(", ");
  return names.length <= SHOWN_USERS
    ? `In ${first}.`
    : `In ${plural(names.length, "place")}: ${first} and ${names.length - SHOWN_USERS} more.`;
}

/** Why a change is safe that is not elsewhere. */
function experimentInWords({ experimental }: Change): string {
  return experimental === true ? "The event is experimental: it may change freely." : "";
}

function nameInWords({ subject, edit }: Change): string {
  // People look for the old name.
  const old = edit.kind === "rename" ? edit.from : undefined;
  switch (subject.kind) {
    case "event":
      return named(old ?? subject.name);
    case "plan":
    case "bundle":
    case "group":
    case "actor":
      return `The ${subject.kind} ${named(subject.name)}`;
    case "ids":
      return subject.actor === undefined
        ? "The id of a person"
        : `The id of the actor ${named(subject.actor)}`;
    case "property":
      return propertyInWords(subject, old);
    default:
      return subject satisfies never;
  }
}

function propertyInWords(
  { holder, path }: Extract<Subject, { kind: "property" }>,
  old: string | undefined,
): string {
  const steps = old === undefined ? path : [...path.slice(0, -1), old];
  const way = named(nameOfSteps(steps));
  switch (holder.kind) {
    case "event":
      return path.length === 0 ? named(holder.name) : `${way} of ${named(holder.name)}`;
    case "bundle":
    case "group":
      return `${way} of the ${holder.kind} ${named(holder.name)}`;
    case "person":
      return `${way} of a person`;
    case "shared":
      return `The shared property ${way}`;
    default:
      return holder satisfies never;
  }
}

function detailOf(change: Change): string {
  const { edit, kind } = change;
  switch (edit.kind) {
    case "rename":
      return named(edit.to);
    case "add":
      return "type" in edit.value ? describeProperty(edit.value) : "";
    case "remove":
      return announcementInWords(edit);
    case "reorder":
      return "";
    case "forms":
      return describeForms(kind, edit.before.map(withoutPlace), edit.after.map(withoutPlace));
    case "set": {
      if (kind === "values-added") return listValues(enumValuesOnlyIn(edit.after, edit.before));
      if (kind === "values-removed") return listValues(enumValuesOnlyIn(edit.before, edit.after));
      if (kind === "values-reordered") return "";
      const name = edit.item === undefined ? yamlNameOf(edit.key) : nameOfSteps(edit.item);
      const values = describeValues({ ...edit, name: OBVIOUS.has(edit.key) ? undefined : name });
      return [values, announcementInWords(edit)].filter((part) => part !== "").join(", ");
    }
    default:
      return edit satisfies never;
  }
}

/** The last day that was announced for what is gone, or that there was none. */
function announcementInWords(edit: Edit): string {
  const announced = announcementOf(edit);
  if (announced === undefined) return "";
  const { key, lastDay } = announced;
  return lastDay === undefined ? `no ${named(key)} was announced` : `${named(key)} was ${lastDay}`;
}

/** What changed of one form; else the forms that only one side has. The phrase of most kinds says it all. */
function describeForms(kind: Change["kind"], before: readonly Form[], after: readonly Form[]): string {
  const [lost, gained] = [entriesOnlyIn(before, after), entriesOnlyIn(after, before)];
  const [from, to] = [lost[0], gained[0]];
  if (from !== undefined && to !== undefined && lost.length + gained.length === 2) {
    if (kind === "documentation-changed") return describeValues({ key: "form", before: from, after: to });
    const member = FORM_MEMBERS[kind];
    if (member === undefined) return "";
    return describeValues({ key: `form.${member}`, before: from[member], after: to[member] });
  }
  return lost.length + gained.length === 0
    ? `${formsInWords(before)} → ${formsInWords(after)}`
    : `${formsInWords(lost)} → ${formsInWords(gained)}`;
}

const FORM_MEMBERS: Partial<Record<Change["kind"], "format" | "prefix">> = {
  "id-format-changed": "format",
  "id-format-narrowed": "format",
  "id-format-restated": "format",
  "id-format-widened": "format",
  "id-prefix-changed": "prefix",
};

/** Keys that the phrase of the change already names. */
const OBVIOUS: ReadonlySet<string> = new Set(
  "type source use bundle unit pii actor status stability idempotency revenue nullable requiredWith type.pattern type.values type.shared keyForm key name".split(
    " ",
  ),
);

function describeProperty({ type, source, requiredWith }: Property): string {
  const presence =
    requiredWith === undefined ? sourceInWords(source) : `required with ${listNames(requiredWith)}`;
  return `${nameOfType(type)}, ${presence}`;
}
