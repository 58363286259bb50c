import { isDeepStrictEqual } from "node:util";
import type { Place } from "../../diagnostics/diagnostic.ts";
import type { NewEvent, NewProperty } from "../../edit/new-event.ts";
import type { Loss } from "../../exchange/losses.ts";
import { groupBy } from "../../text/order.ts";
import { quote } from "../../text/words.ts";
import type { ImportedDraft } from "../importer.ts";
import type { Columns, Role } from "./columns.ts";
import { EVENT_ROLES, readEventCell } from "./event-cells.ts";
import { nestRows } from "./nest-rows.ts";
import { type NamedProperty, readExample, readPropertyCell } from "./property-cell.ts";
import { inWords, readPropertyCells } from "./property-cells.ts";
import type { Row, Table } from "./table.ts";
import { splitOptional } from "./type-cell.ts";

/** A table, and what its columns hold. */
export interface ReadTable {
  readonly table: Table;
  readonly columns: Columns;
}

/** An event while its rows are read. */
interface Growing {
  about: Omit<NewEvent, "properties">;
  /** Those that no cell gives a type have none. */
  readonly properties: Map<string, NewProperty>;
}

/** A row, with what its columns hold. */
interface ReadRow {
  readonly row: Row;
  readonly textOf: (role: Role) => string;
  readonly placeOf: (role: Role) => Place;
}

/** A draft of tables in which each row is an event, or a property of one. */
export function draftOfTables(
  tables: readonly ReadTable[],
): Pick<ImportedDraft, "draft" | "losses" | "placeOf"> {
  const reader = new TablesReader();
  for (const table of tables) reader.read(table);
  return reader.finish();
}

class TablesReader {
  readonly #events = new Map<string, Growing>();
  readonly #places = new Map<string, Place>();
  readonly #losses: Loss[] = [];

  read({ table, columns }: ReadTable): void {
    const [eventColumn, categoryColumn] = [columns.get("event"), columns.get("category")];
    const { headings } = table;
    const ofHeading = eventColumn === undefined ? headings.at(-1) : undefined;
    const section = headings.at(ofHeading === undefined ? -1 : -2) ?? "";
    const isSpread = (categoryColumn ?? Infinity) < (eventColumn ?? 0);
    const ofTable: Partial<Record<Role, string>> = {
      category: section,
      ...(ofHeading !== undefined && { description: table.introduction }),
    };
    if (ofHeading !== undefined && table.rows.length === 0) {
      const placeOf = (): Place => table.placeOf(table.headerRow);
      const textOf = (role: Role): string => ofTable[role] ?? "";
      const event = this.#eventNamed(withoutCode(ofHeading), placeOf());
      this.#readEvent(event, { row: table.headerRow, textOf, placeOf });
    }
    // Merged cells are blank below their first row.
    let [name, category] = ["", ""];
    for (const row of table.rows) {
      const read: ReadRow = {
        row,
        textOf: (role) => cellAt(row, columns.get(role)),
        placeOf: (role) => table.placeOf(row, columns.get(role)),
      };
      const named = withoutCode(ofHeading ?? read.textOf("event"));
      category = read.textOf("category") || (isSpread || named === "" ? category : "");
      if (named !== "") name = named;
      else if (!columns.has("property")) name = "";
      if (name === "") {
        this.#losses.push({
          kind: "skipped",
          at: read.placeOf("event"),
          of: row.cells.find((cell) => cell !== "") ?? "",
          what: "row",
          why: "it names no event",
        });
        continue;
      }
      const event = this.#eventNamed(name, read.placeOf("event"));
      const said: typeof ofTable = { ...ofTable, category: category || section };
      this.#readEvent(event, { ...read, textOf: (role) => said[role] ?? read.textOf(role) });
      for (const role of ["property", "properties"] as const) {
        const cell = read.textOf(role);
        const properties = role === "property" ? readNames(cell, columns) : readPropertyCell(cell);
        for (const property of properties) this.#readProperty(event, property, read, columns);
      }
      this.#dropOthers(name, { table, columns }, row);
    }
  }

  finish(): Pick<ImportedDraft, "draft" | "losses" | "placeOf"> {
    const all = [...this.#events.values()].flatMap(({ properties }) => Array.from(properties.values()));
    const typed = groupBy(
      all.filter(({ type }) => type !== undefined),
      ({ name }) => name,
    );
    const events = [...this.#events.values()].map(({ about, properties }): NewEvent =>
      Object.assign({}, about, {
        properties: nestRows(
          [...properties.values()].map((property) =>
            property.type === undefined
              ? this.#withType(about.name, property, typed.get(property.name))
              : property,
          ),
        ),
      }),
    );
    const [first] = this.#places.values();
    return {
      draft: { events, properties: [], bundles: [], groups: [], person: [], open: [] },
      losses: this.#losses,
      placeOf: ([, ...names]) =>
        this.#places.get(keyOf(names.slice(0, 2))) ?? this.#places.get(keyOf(names.slice(0, 1))) ?? first!,
    };
  }

  #eventNamed(name: string, at: Place): Growing {
    const known = this.#events.get(name);
    if (known !== undefined) return known;
    const event = { about: { name }, properties: new Map() };
    this.#events.set(name, event);
    this.#places.set(keyOf([name]), at);
    return event;
  }

  #readEvent(event: Growing, { textOf, placeOf }: ReadRow): void {
    for (const role of EVENT_ROLES) {
      const text = textOf(role);
      const lose = (why: string): void =>
        void this.#losses.push({
          kind: "dropped",
          at: placeOf(role),
          of: event.about.name,
          what: nounOf(role),
          why,
        });
      const part = text === "" ? {} : readEventCell(role, text);
      if (part === undefined) lose(`${quote(text)} is no ${nounOf(role)} that a plan has`);
      for (const [key, value] of Object.entries(part ?? {})) {
        const said = (event.about as Readonly<Record<string, unknown>>)[key];
        if (said === undefined) event.about = { ...event.about, [key]: value };
        else if (!isDeepStrictEqual(said, value)) lose(`another row says ${quote(said)}`);
      }
    }
  }

  #readProperty(event: Growing, named: NamedProperty, { textOf, placeOf }: ReadRow, columns: Columns): void {
    const { name } = named;
    const of = `${event.about.name}.${name}`;
    const { property, losses } = readPropertyCells(textOf, named, columns.has("required"));
    const read: NewProperty = { name, ...property, description: property.description ?? named.description };
    const known = event.properties.get(name);
    if (known !== undefined) {
      if (isDeepStrictEqual(known, read)) return;
      const why = "the event has a property of this name from another row";
      this.#losses.push({ kind: "dropped", at: placeOf("property"), of, what: "property", why });
      return;
    }
    event.properties.set(name, read);
    this.#places.set(
      keyOf([event.about.name, name]),
      placeOf(columns.has("property") ? "property" : "properties"),
    );
    for (const loss of losses)
      this.#losses.push({ ...loss, at: placeOf(loss.role), of, what: nounOf(loss.role) });
  }

  /** A property that no cell gives a type has that of its name elsewhere, if it is one; else it is any JSON. */
  #withType(event: string, property: NewProperty, typed: readonly NewProperty[] = []): NewProperty {
    const [first, ...others] = typed.map(({ type, items, values, properties, max_length, nullable }) => ({
      type,
      items,
      values,
      properties,
      max_length,
      nullable,
    }));
    const isOne = first !== undefined && others.every((other) => isDeepStrictEqual(first, other));
    const nullable = property.nullable ?? first?.nullable;
    const own = { ...property, ...(isOne ? { ...first, nullable } : { type: "json" }) };
    if (typeof own.example !== "string") return own;
    const example = readExample(own.example, own);
    if (example === undefined) {
      const [at, of] = [this.#places.get(keyOf([event, own.name]))!, `${event}.${own.name}`];
      const why = `${quote(own.example)} is no ${inWords(own)}`;
      this.#losses.push({ kind: "dropped", at, of, what: "example", why });
    }
    return { ...own, example };
  }

  /** What stands in columns that hold nothing that is known. */
  #dropOthers(event: string, { table, columns }: ReadTable, row: Row): void {
    const read = new Set(columns.values());
    for (const [column, cell] of row.cells.entries()) {
      if (cell === "" || read.has(column)) continue;
      const header = table.header[column] ?? "";
      const [what, option] =
        header === "" ? ["cell without a header", undefined] : [quote(header), `--columns WHAT=${header}`];
      this.#losses.push({
        kind: "dropped",
        at: table.placeOf(row, column),
        of: event,
        what,
        why: "what the column holds is not known",
        option,
      });
    }
  }
}

function cellAt(row: Row, column: number | undefined): string {
  return column === undefined ? "" : (row.cells[column] ?? "");
}

/** A cell beside one for the type holds one name: each of its characters is on the wire. */
function readNames(cell: string, columns: Columns): readonly NamedProperty[] {
  if (!columns.has("type")) return readPropertyCell(cell);
  const name = withoutCode(cell);
  const isMarked = !columns.has("required") && !columns.has("optional");
  const { text, optional } = isMarked ? splitOptional(name) : { text: name, optional: undefined };
  return text === "" ? [] : [{ name: text, optional }];
}

/** Names in Markdown and wikis are often written as code. */
function withoutCode(text: string): string {
  return /^`([^`]+)`$/u.exec(text)?.[1]?.trim() ?? text;
}

const NOUNS: Partial<Record<Role, string>> = {
  property_description: "description",
  required: "requirement",
  optional: "requirement",
  values: "list of values",
  pii: "kind of personal data",
};

function nounOf(role: Role): string {
  return NOUNS[role] ?? role;
}

function keyOf(names: readonly string[]): string {
  return JSON.stringify(names);
}
