import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { byCodeUnit } from "../../text/order.ts";
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
  const find = (definition: string, ...keys: readonly string[]): JsonSchema =>
    partOf(schema, ["definitions", definition, ...keys.flatMap((key) => ["properties", key])]);

  suggestProperties(partOf(schema, ["properties", "person"]), find, plan);
  suggestGroups(find, plan);
  suggestActors(find, plan);
  suggestWords(find, plan.events);
  return schema;
}

type Find = (definition: string, ...keys: readonly string[]) => JsonSchema;

function suggestProperties(person: JsonSchema, find: Find, { events, properties: shared }: Plan): void {
  const used = uniqueByName([...shared, ...events.flatMap((event) => event.properties)]);
  const numeric = used.filter(({ type }) => type.kind === "number" || type.kind === "integer");

  // Where properties are listed, a shared one by its name alone.
  for (const place of [person, find("group", "properties"), find("event", "properties")]) {
    suggestKeys(place, shared);
  }
  for (const definition of ["propertyBody", "item"]) {
    suggestKeys(find(definition, "properties"), shared);
    suggestValues(find(definition, "use"), shared);
  }
  suggestValues(find("group", "key"), shared);
  suggestValues(find("propertyBody", "deprecated", "use"), used);
  suggestValues(find("event", "revenue", "amount"), numeric);
  const key = partOf(find("event", "idempotency"), ["anyOf"]);
  suggestValues(partOf(key, ["0", "items"]), used); // a bare list
  suggestValues(partOf(key, ["1", "properties", "key", "anyOf", "0", "items"]), used);
}

function suggestGroups(find: Find, { groups, person }: Plan): void {
  suggestKeys(find("event", "sets", "person"), person);
  suggestKeys(find("event", "sets", "person_once"), person);
  suggestKeys(find("event", "groups"), groups);
  suggestKeys(find("event", "sets", "groups"), groups, (group, assignments) =>
    suggestKeys(assignments, group.properties),
  );
}

function suggestActors(find: Find, { identity }: Plan): void {
  const user = { name: "user", description: "A person, by `identity.user_id`." };
  suggestValues(find("event", "actor"), [user, ...identity.actors]);
}

/** Words that other events use, so that one thing keeps one name. */
function suggestWords(find: Find, events: readonly PlanEvent[]): void {
  const words = (of: (event: PlanEvent) => readonly (string | undefined)[]): readonly Choice[] =>
    uniqueByName(events.flatMap(of).flatMap((name) => (name === undefined ? [] : [{ name }])));
  suggestValues(
    find("event", "category"),
    words((event) => [event.category]),
  );
  suggestValues(
    find("event", "owner"),
    words((event) => [event.owner]),
  );
  suggestValues(
    partOf(find("event", "tags"), ["items"]),
    words((event) => event.tags),
  );
  suggestValues(find("event", "deprecated", "use"), events);
}

/**
 * Offers names as keys of a map: each has the shape that any key of the map has, and its own description.
 *
 * @param refine - changes the shape of one key
 */
function suggestKeys<T extends Choice>(
  place: JsonSchema,
  choices: readonly T[],
  refine?: (choice: T, shape: JsonSchema) => void,
): void {
  if (choices.length === 0) return;
  const entries = choices.map((choice) => {
    const shape = structuredClone(place["additionalProperties"]) as JsonSchema;
    refine?.(choice, shape);
    return [choice.name, { ...describe(choice.description), allOf: [shape] }];
  });
  place["properties"] = Object.fromEntries(entries) as JsonSchema;
}

/** Offers names as values, and still takes any other text. */
function suggestValues(place: JsonSchema, choices: readonly Choice[]): void {
  if (choices.length === 0) return;
  const { type, minLength } = place;
  delete place["type"];
  delete place["minLength"];
  const descriptions = choices.map(({ description }) => prose(description ?? ""));
  const hasDescriptions = descriptions.some((description) => description !== "");
  place["anyOf"] = [
    {
      enum: choices.map(({ name }) => name),
      ...(hasDescriptions && { enumDescriptions: descriptions, markdownEnumDescriptions: descriptions }),
    },
    { type, minLength },
  ];
}

function describe(description: string | undefined): JsonSchema {
  return description === undefined ? {} : { description, markdownDescription: prose(description) };
}

/** @throws Error when the format has no such part: this file has fallen behind it. */
function partOf(schema: JsonSchema, path: readonly string[]): JsonSchema {
  return path.reduce<JsonSchema>((part, key) => {
    const inner = part[key];
    if (typeof inner !== "object" || inner === null) {
      throw new Error(`The schema of the format has no ${path.join(".")}.`);
    }
    return inner as JsonSchema;
  }, schema);
}

/** Each name once, sorted; the first description of a name stays. */
function uniqueByName<T extends Choice>(choices: readonly T[]): readonly T[] {
  const byName = new Map<string, T>();
  for (const choice of choices) if (!byName.has(choice.name)) byName.set(choice.name, choice);
  return [...byName.values()].toSorted((a, b) => byCodeUnit(a.name, b.name));
}
