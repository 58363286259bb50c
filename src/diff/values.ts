import type { IdFormat } from "../plan/ids/identity.ts";
import type { Idempotency, Revenue } from "../plan/plan.ts";
import {
  type EnumValue,
  isEnum,
  nameOfType,
  type PropertySource,
  type PropertyType,
} from "../plan/property.ts";
import { code } from "../text/markdown.ts";
import { yamlNameOf } from "./change.ts";
import { isSame } from "./compare/context.ts";
import { type Form } from "./compare/identity.ts";

/** A value of the plan that changed. */
interface ChangedValue {
  /** The key in a plan, such as `idempotency` or `type.maxLength`. */
  readonly key: string;
  /** What it is called, unless the sentence names it already. */
  readonly name?: string | undefined;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * A value before and after, without what did not change: of a map only the members that differ, of a list only the entries,
 * of a long text only the passage. Names and values of the plan are code in Markdown, values as JSON, so that no text of the
 * plan can act as markup.
 *
 * @example describeValues({ key: "idempotency", before: { key, at: "a" }, after: { key, at: "b" } }) // '`at` `"a"` → `"b"`'
 */
export function describeValues({ key, name, before, after }: ChangedValue): string {
  // Of two kinds, the members mean different things.
  if (PARTED.has(key) && isMap(before) && isMap(after) && before["kind"] === after["kind"]) {
    return describeMembers({ key, name, before, after });
  }
  const label = name === undefined ? "" : `${code(name)} `;
  if (Array.isArray(before) && Array.isArray(after) && !(key in SHOWERS)) {
    return label + describeLists(before, after);
  }
  return label + showPair(key, before, after).join(" → ");
}

/** Keys whose members change one by one. */
const PARTED: ReadonlySet<string> = new Set(
  "idempotency revenue additional deprecated alsoSentAs common form form.format keyForm keyForm.format".split(
    " ",
  ),
);

type Members = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function describeMembers({
  key,
  name,
  before,
  after,
}: ChangedValue & { readonly before: Members; readonly after: Members }): string {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((member) => !isSame(before[member], after[member]))
    .map((member) =>
      describeValues({
        key: `${key}.${member}`,
        name: (name === undefined ? "" : `${name}.`) + yamlNameOf(member),
        before: before[member],
        after: after[member],
      }),
    )
    .join(", ");
}

function describeLists(before: readonly unknown[], after: readonly unknown[]): string {
  const [lost, gained] = [entriesOnlyIn(before, after), entriesOnlyIn(after, before)];
  const isReplaced = lost.length === before.length || gained.length === after.length;
  if (isReplaced || lost.length + gained.length === 0) return `${listValues(before)} → ${listValues(after)}`;
  return [
    ...(lost.length === 0 ? [] : [`without ${listValues(lost)}`]),
    ...(gained.length === 0 ? [] : [`with ${listValues(gained)}`]),
  ].join(", ");
}

export function entriesOnlyIn<T>(these: readonly T[], those: readonly T[]): readonly T[] {
  return these.filter((one) => !those.some((other) => isSame(one, other)));
}

/** The values of an enum that another one does not have, whatever they mean. */
export function enumValuesOnlyIn(these: unknown, those: unknown): readonly (string | number)[] {
  const others = new Set((those as readonly EnumValue[]).map(({ value }) => value));
  return (these as readonly EnumValue[]).flatMap(({ value }) => (others.has(value) ? [] : [value]));
}

/** Further values are only counted. */
const SHOWN_VALUES = 8;

export function listValues(values: readonly unknown[]): string {
  if (values.length === 0) return "none";
  const names = values.slice(0, SHOWN_VALUES).map((value) => shown(value));
  const rest = values.length - names.length;
  return `${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

export function listNames(names: readonly string[]): string {
  return names.map((name) => code(name)).join(" or ");
}

type Shower = (value: never) => string;

/** How the values of some keys are shown; all others are shown as JSON. */
const SHOWERS: Readonly<Record<string, Shower>> = {
  type: (type: PropertyType) =>
    type.kind === "integer" && isEnum(type) ? "integer with values" : nameOfType(type),
  source: (source: PropertySource) => sourceInWords(source),
  idempotency: ({ key, at }: Idempotency) => keyInWords(key) + (at === undefined ? "" : ` at ${shown(at)}`),
  "idempotency.key": (key: Idempotency["key"]) => keyInWords(key),
  revenue: ({ amount, currency }: Revenue) => `${code(amount)} in ${currencyInWords(currency)}`,
  "revenue.currency": (currency: Revenue["currency"]) => currencyInWords(currency),
  "revenue.amount": (amount: string) => code(amount),
  requiredWith: listNames,
  use: (name: string) => `the shared property ${code(name)}`,
  "type.shared": (name: string) => `that of ${code(name)}`,
  bundle: (name: string) => `the bundle ${code(name)}`,
  "form.format": (format: IdFormat) => formatInWords(format),
  keyForm: (form: Form) => formsInWords([form]),
  "keyForm.format": (format: IdFormat) => formatInWords(format),
  alsoSentAs: ({ name }: { readonly name: string }) => code(name),
  "alsoSentAs.name": (name: string) => code(name),
};

function keyInWords(key: Idempotency["key"]): string {
  return key.kind === "properties" ? key.properties.map((name) => code(name)).join(", ") : key.kind;
}

function currencyInWords(currency: Revenue["currency"]): string {
  return currency.kind === "code" ? currency.code : code(currency.property);
}

function showPair(key: string, before: unknown, after: unknown): readonly [string, string] {
  const shower = SHOWERS[key];
  if (shower === undefined && before !== undefined && after !== undefined) return shownPair(before, after);
  const show = (value: unknown): string => {
    if (value === undefined) return key === "use" || key === "bundle" ? "its own definition" : "none";
    // The source of a property is an object, that of an event a string.
    const isText = typeof value === "string" && key === "source";
    return shower === undefined || isText ? shown(value) : shower(value as never);
  };
  return [show(before), show(after)];
}

export function sourceInWords(source: PropertySource): string {
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

export function formsInWords(forms: readonly Form[]): string {
  if (forms.length === 0) return "none";
  return forms
    .map(
      ({ prefix, format, acceptUnprefixed }) =>
        `${shown(prefix)} ${formatInWords(format)}${acceptUnprefixed ? " or bare" : ""}`,
    )
    .join(" and ");
}

function formatInWords(format: IdFormat): string {
  if (format.kind === "pattern") return `pattern ${shown(format.pattern)}`;
  return "length" in format ? `${format.kind} of ${format.length}` : format.kind;
}

function shown(value: unknown): string {
  return code(shorten(JSON.stringify(value)));
}

/** Longest value that is shown in full, in characters. */
const MAX_SHOWN = 80;

function shorten(json: string): string {
  if (json.length <= MAX_SHOWN) return json;
  // A character has at most two code units; only the first ones are split.
  const characters = Array.from(json.slice(0, MAX_SHOWN * 2 + 1));
  return characters.length <= MAX_SHOWN
    ? characters.join("")
    : `${characters.slice(0, MAX_SHOWN - 1).join("")}…`;
}

/** What is shown before and behind the passage of a long text that changed, in code units. */
const CONTEXT = 20;

/** Two values, if they are long only from near where they begin to differ to near where they end to. */
function shownPair(before: unknown, after: unknown): readonly [string, string] {
  const [a, b] = [JSON.stringify(before), JSON.stringify(after)];
  if (a.length <= MAX_SHOWN && b.length <= MAX_SHOWN) return [code(a), code(b)];
  const shortest = Math.min(a.length, b.length);
  let start = 0;
  while (start < shortest && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shortest - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const near = Math.max(0, start - CONTEXT);
  // From the next word on, if one begins there.
  const space = a.slice(near, start).indexOf(" ") + 1;
  const from = near === 0 ? 0 : near + space;
  const left = Math.max(0, end - CONTEXT);
  const passage = (json: string): string =>
    shorten(
      `${from === 0 ? "" : "…"}${sliceCharacters(json, from, json.length - left)}${left === 0 ? "" : "…"}`,
    );
  return [code(passage(a)), code(passage(b))];
}

/** A slice that splits no character of two code units. */
function sliceCharacters(text: string, from: number, to: number): string {
  const isSplit = (index: number): boolean => /^[\uDC00-\uDFFF]$/.test(text[index] ?? "");
  return text.slice(isSplit(from) ? from + 1 : from, isSplit(to) ? to - 1 : to);
}
