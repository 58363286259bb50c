/** Tables of any events, imported: the plan says what the tables say. */
import * as fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { makePlan } from "../../src/commands/import/make-plan.ts";
import { ID_RECIPES } from "../../src/edit/id-recipes.ts";
import { importCsv } from "../../src/import/tables/csv.ts";
import { nameOfType, type Property } from "../../src/plan/property.ts";
import { byName } from "../../src/text/order.ts";

const nameArbitrary = fc.stringMatching(/^[a-z]{1,4}(?:[ _][a-z0-9]{1,4}){0,2}$/u);
const textArbitrary = fc.stringMatching(/^[A-Za-z"',;|\n&#: é]{0,30}$/u).map((text) => text.trim());

/** A type as a cell has it, and as the plan does. */
const typeArbitrary = fc.oneof(
  fc.constantFrom(
    ["string", "string"],
    ["varchar(20)", "string"],
    ["number", "number"],
    ["int", "integer"],
    ["Boolean", "boolean"],
    ["timestamp", "datetime"],
    ["uuid", "uuid"],
    ["string[]", "array"],
    ["Record<string, number>", "map"],
    ["{ a: string, b?: number }", "object"],
    ["string | number", "[string, number]"],
    ["'x', 'y'", "enum"],
    ["", "json"],
  ),
);

const propertyArbitrary = fc.record({
  name: nameArbitrary,
  type: typeArbitrary,
  isNullable: fc.boolean(),
  isRequired: fc.boolean(),
  description: textArbitrary,
});

const eventArbitrary = fc.record({
  name: nameArbitrary,
  description: textArbitrary,
  properties: fc.uniqueArray(propertyArbitrary, { selector: ({ name }) => name, maxLength: 6 }),
});

const eventsArbitrary = fc.uniqueArray(eventArbitrary, {
  selector: ({ name }) => name,
  minLength: 1,
  maxLength: 8,
});

type Event = typeof eventArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

const HEADER = ["Event", "Event description", "Property", "Type", "Required", "Nullable", "Description"];

/** A row for each property; the event's own cells are blank below its first row, as where cells are merged. */
function rowsOf({ name, description, properties }: Event): readonly (readonly string[])[] {
  const cells = properties.map((property) => [
    property.name,
    property.type[0]!,
    property.isRequired ? "yes" : "",
    property.isNullable ? "x" : "",
    property.description,
  ]);
  const [first = ["", "", "", "", ""], ...others] = cells;
  return [[name, description, ...first], ...others.map((row) => ["", ""].concat(row))];
}

function said({ name, type, nullable, source, description = "" }: Property) {
  const isRequired = source.kind === "argument" && !source.optional;
  return { name, type: nameOfType(type), nullable, isRequired, description };
}

/** The type of each property without one: that of its name elsewhere, if it is one. */
function typeIn(events: readonly Event[], name: string, type: readonly string[]): string {
  if (type[0] !== "") return type[1]!;
  const cells = events.flatMap(({ properties }) =>
    properties.filter((one) => one.name === name && one.type[0] !== ""),
  );
  return new Set(cells.map((one) => one.type[0])).size === 1 ? cells[0]!.type[1]! : "json";
}

test("a table in any dialect becomes a plan with its names, types, requirements and descriptions", () => {
  fc.assert(
    fc.property(
      eventsArbitrary,
      fc.constantFrom(",", ";", "\t"),
      fc.constantFrom("\n", "\r\n"),
      (events, delimiter, newline) => {
        const text = Papa.unparse([HEADER, ...events.flatMap(rowsOf)] as string[][], { delimiter, newline });
        const imported = importCsv([{ path: "a.csv", text }], {});
        if (imported.kind !== "draft") throw new Error(JSON.stringify(imported.diagnostics));
        const {
          read,
          losses,
          text: plan,
        } = makePlan(imported, { name: "shop", id: ID_RECIPES.uuid }, "plan.yaml");
        expect(read.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
        expect(losses).toEqual([]);
        expect(makePlan(imported, { name: "shop", id: ID_RECIPES.uuid }, "plan.yaml").text).toBe(plan);
        const expected = events.map(({ name, description, properties }) => ({
          name,
          description,
          properties: properties
            .map((property) => ({
              name: property.name,
              type: typeIn(events, property.name, property.type),
              nullable: property.isNullable,
              isRequired: property.isRequired,
              description: property.description,
            }))
            .toSorted(byName),
        }));
        const found = read.plan!.events.map(({ name, description = "", properties }) => ({
          name,
          description,
          properties: properties.map(said).toSorted(byName),
        }));
        expect(found.toSorted(byName)).toEqual(expected.toSorted(byName));
      },
    ),
  );
});
