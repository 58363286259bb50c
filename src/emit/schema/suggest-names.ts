import type { Plan } from "../../plan/plan.ts";
import type { Property } from "../../plan/property.ts";
import { compareByCodeUnit } from "../../text/canonical-json.ts";
import { prose } from "../../text/markdown.ts";

/** A JSON Schema, or a part of one. */
export interface JsonSchema {
  [keyword: string]: unknown;
}

/** A name to choose, and what it stands for. */
interface Choice {
  readonly name: string;
  readonly description?: string | undefined;
}

/** Adds the plan's names to the places of the format where they can stand. */
export function suggestNames(schema: JsonSchema, plan: Plan): JsonSchema {
  const { events, groups, person, properties: shared } = plan;
  const used = uniqueByName([...events.flatMap((event) => event.properties), ...shared]);
  const numeric = used.filter(({ type }) => type.kind === "number" || type.kind === "integer");
  const groupProperties = Object.fromEntries(groups.map((group) => [group.name, group.properties]));

  const at = (...path: readonly string[]): JsonSchema => partOf(schema, path);
  const definition = (name: string, ...path: readonly string[]): JsonSchema =>
    at("definitions", name, ...path.flatMap((key) => ["properties", key]));

  // Keys: a shared property by its name alone.
  for (const place of [
    at("properties", "person"),
    definition("group", "properties"),
    definition("event", "properties"),
    definition("propertyBody", "properties"),
    definition("sharedProperty", "properties"),
    definition("item", "properties"),
  ]) {
    suggestKeys(place, shared);
  }

  // Keys: groups, and what their groups and persons have.
  suggestKeys(definition("event", "groups"), groups);
  suggestKeys(definition("event", "sets", "person"), person);
  suggestKeys(definition("event", "sets", "person_once"), person);
  suggestKeys(definition("event", "sets", "groups"), groups);
  for (const [group, properties] of Object.entries(groupProperties)) {
    suggestKeys(partOf(definition("event", "sets", "groups"), ["properties", group]), properties);
  }

  // Values: names of things that are there.
  suggestValues(definition("group", "key"), shared);
  for (const name of ["propertyBody", "sharedProperty", "item"])
    suggestValues(definition(name, "use"), shared);
  for (const name of ["propertyBody", "sharedProperty"])
    suggestValues(definition(name, "deprecated", "use"), used);
  suggestValues(definition("event", "deprecated", "use"), events);
  suggestValues(definition("event", "revenue", "amount"), numeric);

  // Values: words that other events use.
  const words = (of: (event: Plan["events"][number]) => readonly (string | undefined)[]): readonly Choice[] =>
    uniqueByName(events.flatMap(of).flatMap((name) => (name === undefined ? [] : [{ name }])));
  suggestValues(
    definition("event", "category"),
    words((event) => [event.category]),
  );
  suggestValues(
    definition("event", "owner"),
    words((event) => [event.owner]),
  );
  suggestValues(
    partOf(definition("event", "tags"), ["items"]),
    words((event) => event.tags),
  );
  return schema;
}
