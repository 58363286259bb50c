import { type Item, type Property, type PropertyType, mayBeMissing } from "../../plan/property.ts";
import { code, prose, strike, table, text } from "../../text/markdown.ts";
import { deprecationNote } from "./event-status.ts";
import { describeType, enumIn, type EnumType, type LinkToValues } from "./describe-type.ts";

/** What a set of properties is, one row a property; what an object holds has rows below it. */
export function propertyTable(properties: readonly Property[], linkToValues: LinkToValues): string {
  const rows = properties.flatMap((property) => rowsOf(property, property.name));
  return table(
    ["Property", "Type", "Unit", "Required", "Meaning"],
    rows.map((row) => [
      nameCell(row),
      describeType(row.type, linkToValues),
      text(row.property?.unit ?? "", "cell"),
      row.property === undefined ? "" : requiredCell(row.property),
      meaningCell(row, rows),
    ]),
  );
}

interface Row {
  /** The way to the value, such as `items[].price`. */
  readonly path: string;
  readonly type: PropertyType;
  readonly description?: string | undefined;
  /** The enum whose values the row lists; the row of its items does where a list has one. */
  readonly values?: EnumType | undefined;
  /** Absent for the items of a list or a map, which have no name. */
  readonly property?: Property;
}

function rowsOf(property: Property, path: string): readonly Row[] {
  const { type, description } = property;
  const within = rowsWithin(type, path);
  const values = within.length === 0 ? enumIn(type) : undefined;
  return [{ path, type, description, values, property }, ...within];
}

function rowsWithin(type: PropertyType, path: string): readonly Row[] {
  switch (type.kind) {
    case "object":
      return type.properties.flatMap((property) => rowsOf(property, `${path}.${property.name}`));
    case "array":
      return itemRows(type.items, `${path}[]`);
    case "map":
      return itemRows(type.items, `${path}.*`);
    default:
      return [];
  }
}

/** An item has a row of its own only when there is something to say about it. */
function itemRows({ type, description }: Item, path: string): readonly Row[] {
  const within = rowsWithin(type, path);
  const values = within.length === 0 ? enumIn(type) : undefined;
  return description === undefined ? within : [{ path, type, description, values }, ...within];
}

function nameCell({ path, property }: Row): string {
  const name = code(path, "cell");
  return property?.deprecated === undefined ? name : strike(name);
}

function requiredCell({ source, nullable }: Property): string {
  const orNull = nullable ? ", may be null" : "";
  switch (source.kind) {
    case "const":
      return `always ${literal(source.value)}`;
    case "computed":
      return mayBeMissing(source) ? "computed, may be absent" : "computed";
    case "argument":
      if (source.default !== undefined) return `no, default ${literal(source.default)}${orNull}`;
      return `${source.optional ? "no" : "yes"}${orNull}`;
    default:
      return source satisfies never;
  }
}

function meaningCell(row: Row, rows: readonly Row[]): string {
  const { description, property } = row;
  return [
    property?.deprecated === undefined
      ? ""
      : deprecationNote(property.deprecated, (use) => code(use, "cell")),
    prose(description ?? "", "cell"),
    property?.source.kind === "computed" ? `Computed: ${code(property.source.text, "cell")}` : "",
    ...valueLines(row, rows),
    PII_NOTES[property?.pii ?? "none"],
    property?.renamedFrom === undefined ? "" : `Formerly ${code(property.renamedFrom, "cell")}.`,
  ]
    .filter((part) => part !== "")
    .join("<br>");
}

/** The values of an enum: a line each where one has a meaning, else one line. A shared one is listed once. */
function valueLines(row: Row, rows: readonly Row[]): readonly string[] {
  if (row.values === undefined) return [];
  const { shared, values } = row.values;
  const first = rows.find((other) => shared !== undefined && other.values?.shared === shared);
  if (first !== undefined && first !== row) return [`Values as for ${code(first.path, "cell")}.`];
  if (values.every(({ meaning }) => meaning === undefined)) {
    return [`One of ${values.map(({ value }) => code(value, "cell")).join(", ")}.`];
  }
  return values.map(({ value, meaning }) =>
    meaning === undefined
      ? `• ${code(value, "cell")}`
      : `• ${code(value, "cell")}: ${prose(meaning, "cell")}`,
  );
}

const PII_NOTES = {
  none: "",
  pseudonymous: "_Pseudonymous: leads to a person only together with other data._",
  personal: "**Personal data.**",
} as const;

function literal(value: unknown): string {
  return code(typeof value === "string" ? value : JSON.stringify(value), "cell");
}
