import { type Row, rowsOf } from "../emit/docs/property-table.ts";
import { normalizeLineEnds } from "../emit/header.ts";
import type { Plan, PlanEvent, Revenue } from "../plan/plan.ts";
import { isEnum, type Item, type Pointer, type PropertyType } from "../plan/property.ts";
import { csvTable, isFormula } from "../text/csv.ts";
import type { JsonValue } from "../text/json.ts";
import { describeDeprecation } from "./describe.ts";
import { type Exported, type Exporter, type PlanLoss, skipOthers } from "./exported.ts";

/** Two tables for spreadsheets: a row an event, and a row a property of an event. */
export const csvExporter: Exporter = {
  extension: ".csv",
  isOurs: (text) => HEADS.some((head) => text.startsWith(head)),
  emit: exportCsv,
};

/** A column of a table: its name, and the cell of a row. */
type Column<Thing> = readonly [name: string, cellOf: (thing: Thing) => string | undefined];

const EVENT_COLUMNS: readonly Column<PlanEvent>[] = [
  ["event", ({ name }) => name],
  ["description", ({ description }) => description],
  ["trigger", ({ trigger }) => trigger],
  ["category", ({ category }) => category],
  ["owner", ({ owner }) => owner?.join(", ")],
  ["tags", ({ tags }) => tags.join(", ")],
  ["links", ({ links }) => links?.map(({ url }) => url).join(" ")],
  ["source", ({ source }) => source],
  ["actor", ({ actor }) => actor],
  ["status", ({ status }) => status],
  ["stability", ({ stability }) => stability],
  ["deprecated", ({ deprecated }) => deprecated && describeDeprecation(deprecated)],
  ["idempotency", ({ idempotency }) => keyOf(idempotency)],
  ["revenue", ({ revenue }) => revenue && describeRevenue(revenue)],
  ["groups", ({ groups }) => groups.map(({ group, property }) => `${group}: ${property}`).join(", ")],
];

interface PropertyRow {
  readonly event: PlanEvent;
  readonly row: Row;
}

const PROPERTY_COLUMNS: readonly Column<PropertyRow>[] = [
  ["event", ({ event }) => event.name],
  ["property", ({ row }) => row.path],
  ["type", ({ row }) => nameOf({ type: row.type, nullable: row.property?.nullable ?? false })],
  ["presence", ({ row }) => presenceOf(row)],
  ["value", ({ row }) => valueOf(row)],
  ["description", ({ row }) => row.description],
  ["values", ({ row }) => row.values && inList(row.values.values.map(({ value }) => String(value)))],
  [
    "meanings",
    ({ row }) =>
      row.values?.values
        .flatMap(({ value, meaning }) => (meaning === undefined ? [] : [`${value}: ${meaning}`]))
        .join("\n"),
  ],
  ["limits", ({ row }) => limitsOf(row.type)],
  ["unit", ({ row }) => row.property?.unit],
  ["example", ({ row }) => plain(row.property?.example)],
  ["pii", ({ row }) => piiOf(row)],
  ["deprecated", ({ row }) => row.property?.deprecated && describeDeprecation(row.property.deprecated)],
];

/** The first line of each table, by which files of an earlier export are recognised: CSV has no comments. */
const HEADS = [namesOf(EVENT_COLUMNS), namesOf(PROPERTY_COLUMNS)].map((columns) =>
  normalizeLineEnds(csvTable(columns, [])),
);

function exportCsv(plan: Plan): Exported {
  const losses: PlanLoss[] = [];
  const rows = plan.events.flatMap((event) =>
    event.properties.flatMap((property) => rowsOf(property).map((row) => ({ event, row }))),
  );
  const events = plan.events.map((event) => {
    noteParts(event, losses);
    return cellsOf(EVENT_COLUMNS, event, { of: event.name, at: event.at }, losses);
  });
  const properties = rows.map((one) => {
    const at = one.row.property?.at ?? one.event.at;
    return cellsOf(PROPERTY_COLUMNS, one, { of: `${one.event.name}.${one.row.path}`, at }, losses);
  });
  return {
    files: [
      { path: "events.csv", text: csvTable(namesOf(EVENT_COLUMNS), events) },
      { path: "properties.csv", text: csvTable(namesOf(PROPERTY_COLUMNS), properties) },
    ],
    losses: [...losses, ...skipOthers(plan, "only events have rows")],
  };
}

function namesOf<Thing>(columns: readonly Column<Thing>[]): readonly string[] {
  return columns.map(([name]) => name);
}

function cellsOf<Thing>(
  columns: readonly Column<Thing>[],
  thing: Thing,
  place: { readonly of: string; readonly at: Pointer },
  losses: PlanLoss[],
): readonly string[] {
  return columns.map(([name, cellOf]) => {
    const cell = cellOf(thing) ?? "";
    const where = "behind an apostrophe, so that no spreadsheet runs it";
    if (isFormula(cell)) losses.push({ kind: "kept", ...place, what: name, where });
    return cell;
  });
}

/** What of an event has no column. */
const PARTS: readonly (readonly [what: string, isThere: (event: PlanEvent) => boolean])[] = [
  ["profile update", ({ sets }) => sets.person.length + sets.personOnce.length + sets.groups.length > 0],
  ["rule on further properties", ({ additional }) => additional !== undefined],
  ["examples", ({ examples }) => examples !== undefined],
  ["former name", ({ renamedFrom, alsoSentAs }) => renamedFrom !== undefined || alsoSentAs !== undefined],
];

function noteParts(event: PlanEvent, losses: PlanLoss[]): void {
  for (const [what, isThere] of PARTS) {
    if (!isThere(event)) continue;
    losses.push({ kind: "dropped", of: event.name, at: event.at, what, why: "it has no column" });
  }
}

function keyOf(idempotency: PlanEvent["idempotency"]): string | undefined {
  const key = idempotency?.key;
  return key?.kind === "properties" ? key.properties.join(", ") : key?.kind;
}

function describeRevenue({ amount, currency }: Revenue): string {
  return `${amount} ${currency.kind === "code" ? currency.code : currency.property}`;
}

/**
 * A type as programmers write it.
 *
 * @example nameOf({ type: { kind: "array", items: { type: { kind: "string" }, nullable: true } }, nullable: false })
 * // "(string | null)[]"
 */
function nameOf({ type, nullable }: Pick<Item, "type" | "nullable">): string {
  const names = type.kind === "union" ? type.types.map(({ kind }): string => kind) : [nameOfOne(type)];
  return [...names, ...(nullable ? ["null"] : [])].join(" | ");
}

function nameOfOne(type: PropertyType): string {
  if (type.kind !== "array" && type.kind !== "map") return type.kind;
  const item = nameOf(type.items);
  if (type.kind === "map") return `Record<string, ${item}>`;
  return item.includes(" | ") ? `(${item})[]` : `${item}[]`;
}

function presenceOf({ property }: Row): string | undefined {
  if (property === undefined) return undefined;
  const { source, requiredWith, common, only } = property;
  const sides = [
    ...(only === undefined ? [] : [`${only} only`]),
    ...(common === undefined ? [] : [common === "both" ? "common" : `common on ${common}`]),
  ];
  const always =
    source.kind !== "argument"
      ? source.kind
      : requiredWith !== undefined
        ? `required with ${requiredWith.join(" or ")}`
        : source.optional || source.default !== undefined
          ? "optional"
          : "required";
  return [always, ...sides].join(", ");
}

/** What nobody thought about has an empty cell. */
function piiOf({ property }: Row): string | undefined {
  const isSaid = property !== undefined && (property.piiStated === true || property.pii !== "none");
  return isSaid ? property.pii : undefined;
}

/** The constant, the default or the expression. */
function valueOf({ property }: Row): string | undefined {
  switch (property?.source.kind) {
    case "const":
      return plain(property.source.value);
    case "computed":
      return property.source.text;
    case "argument":
      return plain(property.source.default);
    default:
      return undefined;
  }
}

function plain(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" || value === undefined ? value : JSON.stringify(value);
}

/** @example "free | pro" */
function inList(values: readonly string[]): string {
  const isClear = values.every((value) => value !== "" && value === value.trim() && !value.includes("|"));
  return isClear ? values.join(" | ") : JSON.stringify(values);
}

/** What a type says of values, by the plan's own keys. */
function limitsOf(type: PropertyType): string {
  if (type.kind === "array")
    return limits({ min_items: type.minItems, max_items: type.maxItems, items: limitsOf(type.items.type) });
  if (type.kind === "map") return limits({ items: limitsOf(type.items.type) });
  if (type.kind === "union")
    return type.types
      .map((branch) => limitsOf(branch))
      .filter((text) => text !== "")
      .join(", ");
  if (type.kind === "string") {
    const { pattern, minLength, maxLength, truncate } = type;
    return limits({ min_length: minLength, max_length: maxLength, truncate, pattern });
  }
  if (type.kind === "url") return limits({ schemes: type.schemes?.join(" ") });
  if (type.kind === "object") return limits({ additional: type.additional });
  return isEnum(type) || !("min" in type) ? "" : limits({ min: type.min, max: type.max });
}

/** @example limits({ min: 0, max: undefined }) // "min: 0" */
function limits(all: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(all)
    .flatMap(([key, value]) => (value === undefined || value === "" ? [] : [`${key}: ${value}`]))
    .join(", ");
}
