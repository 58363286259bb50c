import {
  type Deprecation,
  type EnumType,
  type Item,
  mayBeMissing,
  type Property,
  type PropertyType,
} from "../../plan/property.ts";
import { BREAK, code, prose, strike, table, text } from "../../text/markdown.ts";
import { asSentence } from "../../text/words.ts";
import { describeType, enumIn, type LinkToValues } from "./describe-type.ts";

/**
 * A set of properties, one row a property; what an object holds has rows below it. Two columns, so that a phone shows both.
 */
export function propertyTable(properties: readonly Property[], linkToValues: LinkToValues): string {
  const rows = properties.flatMap((property) => rowsOf(property));
  const context = { rows, linkToValues };
  return table(
    ["Property", "Meaning"],
    rows.map((row) => [nameCell(row, linkToValues), meaningCell(row, context)]),
  );
}

/**
 * What to know about something that is on its way out, on one line.
 *
 * @param linkTo - Markdown for the name of what to use instead
 */
export function deprecationNote(deprecated: Deprecation, linkTo: (use: string) => string): string {
  const { since, use, reason, removeAfter } = deprecated;
  return [
    since === undefined ? "**Deprecated.**" : `**Deprecated since ${since}.**`,
    use === undefined ? "" : `Use ${linkTo(use)} instead.`,
    prose(asSentence(reason ?? ""), "cell"),
    removeAfter === undefined ? "" : `To be removed after ${removeAfter}.`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** A property, or what is inside one. */
export interface Row {
  /** The way to the value, such as `items[].price`. */
  readonly path: string;
  readonly type: PropertyType;
  readonly description?: string | undefined;
  /** The enum whose values the row lists; the row of its items does where a list has one. */
  readonly values?: EnumType | undefined;
  /** Absent for the items of a list or a map, which have no name. */
  readonly property?: Property;
}

/** A property and all that is inside it, each with its path. */
export function rowsOf(property: Property, path: string = property.name): readonly Row[] {
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

function nameCell({ path, type, property }: Row, linkToValues: LinkToValues): string {
  const name = code(path, "cell");
  const facts = [
    describeType(type, linkToValues),
    text(property?.unit ?? "", "cell"),
    ...(property === undefined ? [] : [presenceOf(property), property.nullable ? "may be null" : ""]),
  ];
  return [
    property?.deprecated === undefined ? name : strike(name),
    facts.filter((fact) => fact !== "").join(" · "),
  ].join(BREAK);
}

/** Whether a value is always there, and where it comes from. */
function presenceOf(property: Property): string {
  const { common, only } = property;
  const sides = only === undefined ? [] : [`${SIDES[only]} only`];
  return [presenceOfSource(property), ...(common === undefined ? [] : [COMMON_ON[common]]), ...sides].join(
    " · ",
  );
}

const SIDES = { server: "server", client: "browser" } as const;
const COMMON_ON = {
  server: "common on the server",
  client: "common in the browser",
  both: "common",
} as const;

function presenceOfSource({ requiredWith, source }: Property): string {
  switch (source.kind) {
    case "const":
      return `always ${literal(source.value)}`;
    case "computed":
      return mayBeMissing(source) ? "computed, may be absent" : "computed";
    case "argument":
      if (requiredWith !== undefined) {
        return `required with ${requiredWith.map((name) => code(name, "cell")).join(" or ")}`;
      }
      if (source.default !== undefined) return `default ${literal(source.default)}`;
      return source.optional ? "optional" : "required";
    default:
      return source satisfies never;
  }
}

/** What a row depends on besides itself. */
interface TableContext {
  readonly rows: readonly Row[];
  readonly linkToValues: LinkToValues;
}

function meaningCell(row: Row, context: TableContext): string {
  const { description, property } = row;
  return [
    property?.deprecated === undefined
      ? ""
      : deprecationNote(property.deprecated, (use) => code(use, "cell")),
    prose(description ?? "", "cell"),
    property?.source.kind === "computed" ? `Computed: ${code(property.source.text, "cell")}` : "",
    ...valueLines(row, context),
    PII_NOTES[property?.pii ?? "none"],
    property?.renamedFrom === undefined ? "" : `Formerly ${code(property.renamedFrom, "cell")}.`,
  ]
    .filter((part) => part !== "")
    .join(BREAK);
}

/**
 * The values of an enum. A shared one has them once a table, and its meanings stand where its link leads. Another has a line for
 * each value, where one has a meaning.
 */
function valueLines(row: Row, { rows, linkToValues }: TableContext): readonly string[] {
  if (row.values === undefined) return [];
  const { shared, values } = row.values;
  const first = rows.find((other) => shared !== undefined && other.values?.shared === shared);
  if (first !== undefined && first !== row) return [`Values as for ${code(first.path, "cell")}.`];
  const isListed = shared !== undefined && linkToValues(shared) !== undefined;
  if (isListed || values.every(({ meaning }) => meaning === undefined)) {
    return [`One of ${values.map(({ value }) => code(String(value), "cell")).join(", ")}.`];
  }
  return values.map(({ value, meaning }) =>
    meaning === undefined
      ? `• ${code(String(value), "cell")}`
      : `• ${code(String(value), "cell")}: ${prose(meaning, "cell")}`,
  );
}

const PII_NOTES = {
  none: "",
  pseudonymous: "_Pseudonymous: identifies a person only together with other data._",
  personal: "**Personal data.**",
} as const;

function literal(value: unknown): string {
  return code(typeof value === "string" ? value : JSON.stringify(value), "cell");
}
