import type { IdForm } from "../plan/ids/identity.ts";
import type { AlsoSentAs, Idempotency, Revenue } from "../plan/plan.ts";
import {
  type EnumValue,
  isEnum,
  nameOfType,
  type Property,
  type PropertySource,
  type PropertyType,
} from "../plan/property.ts";
import { plural } from "../text/words.ts";
import { type Change, nameOfSteps, nameOfSubject, type Subject, yamlNameOf } from "./change.ts";
import { KINDS } from "./table/kinds.ts";

/**
 * A change in one sentence. Names and values of the plan are in backticks, the values as JSON, truncated and on one line, so
 * that no text of the plan can act as markup.
 *
 * @example describeChange(change) // "`amount_usd` of `checkout_completed` has a wider limit: `max` 100 → 1000."
 */
export function describeChange(change: Change): string {
  const detail = detailOf(change);
  return `${nameInWords(change)} ${KINDS[change.kind].phrase}${detail === "" ? "" : `: ${detail}`}.`;
}

/** What could be done instead, in one sentence. */
export function hintFor(change: Change): string | undefined {
  const { looksLike, edit } = change;
  if (looksLike === undefined || edit.kind !== "remove") return undefined;
  const { name } = edit.value;
  const former = /^\p{L}[\p{L}\p{N}_ -]*$/u.test(name) ? name : JSON.stringify(name);
  return `${named(looksLike)} looks similar. If it was renamed, add ${named(`renamed_from: ${former}`)} there.`;
}

/** The other users of a shared property are only counted. */
const SHOWN_USERS = 3;

/** The properties that a change of a shared one affects. */
export function usersInWords({ users = [] }: Change): string {
  if (users.length === 0) return "";
  const names = users.map(({ subject }) => named(nameOfSubject(subject)));
  const first = names.slice(0, SHOWN_USERS).join(", ");
  return names.length <= SHOWN_USERS
    ? `In ${first}.`
    : `In ${plural(names.length, "place")}: ${first} and ${names.length - SHOWN_USERS} more.`;
}

/** Why a change is safe that is not elsewhere. */
export function experimentInWords({ experimental }: Change): string {
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

function detailOf({ edit, kind }: Change): string {
  switch (edit.kind) {
    case "rename":
      return named(edit.to);
    case "add":
      return "type" in edit.value ? describeProperty(edit.value) : "";
    case "remove":
    case "reorder":
      return "";
    case "forms":
      return `${formsInWords(edit.before)} → ${formsInWords(edit.after)}`;
    case "set": {
      if (kind === "values-added") return listValues(valuesOnlyIn(edit.after, edit.before));
      if (kind === "values-removed") return listValues(valuesOnlyIn(edit.before, edit.after));
      if (kind === "values-reordered") return "";
      const name = OBVIOUS.has(edit.key)
        ? ""
        : `${named(edit.item === undefined ? yamlNameOf(edit.key) : nameOfSteps(edit.item))} `;
      return `${name}${showValue(edit.key, edit.before)} → ${showValue(edit.key, edit.after)}`;
    }
    default:
      return edit satisfies never;
  }
}

/** Keys that the phrase of the change already names. */
const OBVIOUS: ReadonlySet<string> = new Set(
  "type source unit pii actor status stability idempotency revenue nullable requiredWith type.pattern type.values keyForm key name".split(
    " ",
  ),
);

function describeProperty({ type, source, requiredWith }: Property): string {
  const presence =
    requiredWith === undefined ? sourceInWords(source) : `required with ${listNames(requiredWith)}`;
  return `${nameOfType(type)}, ${presence}`;
}

function listNames(names: readonly string[]): string {
  return names.map(named).join(" or ");
}

type Shower = (value: never) => string;

/** How the values of some keys are shown; all others are shown as JSON. */
const SHOWERS: Readonly<Record<string, Shower>> = {
  type: (type: PropertyType) =>
    type.kind === "integer" && isEnum(type) ? "integer with values" : nameOfType(type),
  source: (source: PropertySource) => sourceInWords(source),
  idempotency: ({ key, at }: Idempotency) =>
    `${key.kind === "properties" ? key.properties.map(named).join(", ") : key.kind}${at === undefined ? "" : ` at ${shown(at)}`}`,
  revenue: ({ amount, currency }: Revenue) =>
    `${named(amount)} in ${currency.kind === "code" ? currency.code : named(currency.property)}`,
  requiredWith: listNames,
  owner: (owners: readonly string[]) => owners.map((owner) => shown(owner)).join(", "),
  keyForm: (form: IdForm) => formsInWords([form]),
  alsoSentAs: ({ name }: AlsoSentAs) => named(name),
};

function showValue(key: string, value: unknown): string {
  if (value === undefined) return "none";
  // The source of a property is an object, that of an event a string.
  if (typeof value === "string") return shown(value);
  const shower = SHOWERS[key];
  return shower === undefined ? shown(value) : shower(value as never);
}

function sourceInWords(source: PropertySource): string {
  switch (source.kind) {
    case "argument":
      if (source.default !== undefined) return `default ${shown(source.default)}`;
      return source.optional ? "optional" : "required";
    case "const":
      return `const ${shown(source.value)}`;
    case "computed":
      return `computed ${shown(source.text)}${source.optional ? ", optional" : ""}`;
    default:
      return source satisfies never;
  }
}

function formsInWords(forms: readonly IdForm[]): string {
  return forms
    .map(
      ({ prefix, format, acceptUnprefixed }) =>
        `${shown(prefix)} ${format.kind}${acceptUnprefixed ? " or bare" : ""}`,
    )
    .join(" and ");
}

function valuesOnlyIn(these: unknown, those: unknown): readonly (string | number)[] {
  const others = new Set((those as readonly EnumValue[]).map(({ value }) => value));
  return (these as readonly EnumValue[]).flatMap(({ value }) => (others.has(value) ? [] : [value]));
}

/** Further values are only counted. */
const SHOWN_VALUES = 8;

function listValues(values: readonly (string | number)[]): string {
  const names = values.slice(0, SHOWN_VALUES).map((value) => shown(value));
  const rest = values.length - names.length;
  return `${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** A name in backticks. One in it would end them. */
function named(name: string): string {
  return `\`${name.replaceAll("`", "\\u0060")}\``;
}

function shown(value: unknown): string {
  return codeOf(JSON.stringify(value));
}

/** Longest value that is shown in full, in characters. */
const MAX_SHOWN = 80;

/** JSON in backticks. Backticks in it are escaped, so that no text gets out of them. */
function codeOf(json: string): string {
  // A character has at most two code units; only the first ones are split.
  const characters = [...json.slice(0, MAX_SHOWN * 2 + 1).replaceAll("`", "\\u0060")];
  const text =
    characters.length <= MAX_SHOWN ? characters.join("") : `${characters.slice(0, MAX_SHOWN - 1).join("")}…`;
  return `\`${text}\``;
}
