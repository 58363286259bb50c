import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { byCodeUnit } from "../../text/order.ts";
import { type Choice, isNumeric, namesOf, suggestValues, toChoice, toPropertyChoice } from "./choice.ts";
import { type JsonSchema, changeSchemas, isSchema, partOf, refTo } from "./json-schema.ts";

/** Adds the plan's names to the places of the format where they can stand. */
export function suggestNames(schema: JsonSchema, plan: Plan): JsonSchema {
  suggestKeys(schema, ["definitions", "properties"], plan.properties.map(toPropertyChoice));
  suggestGroups(schema, plan);
  const names = Object.entries(namesToChoose(plan)).filter(([, choices]) => choices.length > 0);
  for (const [definition, choices] of names) {
    suggestValues(partOf(schema, ["definitions", definition]), choices);
  }
  suggestCurrencies(schema, plan.events);
  const known = new Set(names.map(([definition]) => refTo(definition).$ref));
  const suggested = changeSchemas(schema, (part) => withoutExamples(part, known));
  suggestOwnNames(suggested, plan.events);
  return suggested;
}

/** Leaves out examples where the plan has names of its own to offer. */
function withoutExamples(schema: JsonSchema, known: ReadonlySet<unknown>): JsonSchema {
  const { examples: _, ...rest } = schema;
  const listed = ["allOf", "anyOf"].flatMap((key) => (schema[key] as readonly unknown[] | undefined) ?? []);
  const references = [schema["items"], ...listed];
  return references.some((part) => isSchema(part) && known.has(part["$ref"])) ? rest : schema;
}

/** What can stand where the format has each kind of name. */
function namesToChoose({
  identity,
  events,
  properties,
  bundles,
}: Plan): Readonly<Record<string, readonly Choice[]>> {
  const user = { name: "user", meaning: "A person, by `identity.user_id`." };
  return {
    sharedName: properties.map(toPropertyChoice),
    numericName: properties.filter(isNumeric).map(toPropertyChoice),
    bundleName: bundles.map(toChoice),
    eventName: events.map(toChoice),
    actorName: [user, ...identity.actors.map(toChoice)],
    // Words that other events use, so that one thing keeps one name.
    category: words(events, ({ category }) => [category]),
    owner: words(events, ({ owner = [] }) => owner),
    tag: words(events, ({ tags }) => tags),
  };
}

function suggestCurrencies(schema: JsonSchema, events: readonly PlanEvent[]): void {
  const used = words(events, ({ revenue }) =>
    revenue?.currency.kind === "code" ? [revenue.currency.code] : [],
  );
  const revenue = ["definitions", "event", "properties", "revenue"];
  suggestValues(partOf(schema, [...revenue, "properties", "currency"]), used);
}

function words(
  events: readonly PlanEvent[],
  of: (event: PlanEvent) => readonly (string | undefined)[],
): readonly Choice[] {
  const used = new Set(events.flatMap(of).filter((word) => word !== undefined));
  return [...used].toSorted(byCodeUnit).map((name) => ({ name, meaning: "" }));
}

function suggestGroups(schema: JsonSchema, { groups, person }: Plan): void {
  const event = ["definitions", "event", "properties"];
  const sets = [...event, "sets", "properties"];
  const types = groups.map(toChoice);
  suggestKeys(schema, [...sets, "person"], person.map(toPropertyChoice));
  suggestKeys(schema, [...sets, "person_once"], person.map(toPropertyChoice));
  suggestKeys(schema, [...event, "groups"], types);
  suggestKeys(schema, [...sets, "groups"], types);
  for (const { name, properties } of groups) {
    suggestKeys(schema, [...sets, "groups", "properties", name], properties.map(toPropertyChoice));
  }
}

/** Offers names as keys of a map: each has the shape that any key of the map has, and its own description. */
function suggestKeys(schema: JsonSchema, path: readonly string[], choices: readonly Choice[]): void {
  if (choices.length === 0) return;
  const place = partOf(schema, path);
  const shape = partOf(place, ["additionalProperties"]);
  const keys = choices.map(({ name, meaning }) => [
    name,
    { ...shapeOf(schema, shape), ...describe(meaning) },
  ]);
  place["properties"] = Object.fromEntries(keys) as JsonSchema;
}

/** A copy of a shape that can be described on its own. */
function shapeOf(schema: JsonSchema, shape: JsonSchema): JsonSchema {
  const { $ref: reference } = shape;
  if (typeof reference !== "string") return structuredClone(shape);
  const { type, ...rest } = partOf(schema, reference.split("/").slice(1));
  return type === undefined ? rest : { type, allOf: [shape] };
}

function describe(meaning: string): JsonSchema {
  return meaning === "" ? {} : { description: meaning, markdownDescription: meaning };
}

/**
 * Offers each event's own properties where the event speaks of them: a new event, which the schema does not know, has the
 * shared ones to choose from. Events with the same properties have one definition, because a schema of a thousand events
 * would be large otherwise.
 */
function suggestOwnNames(schema: JsonSchema, events: readonly PlanEvent[]): void {
  const definitions = partOf(schema, ["definitions"]);
  const known: JsonSchema = {};
  const owners = new Map<string, string>();
  for (const { name, properties } of events) {
    if (properties.length === 0) continue;
    const names: JsonSchema = { anyOf: [namesOf(properties.map(toPropertyChoice)), {}] };
    const amounts = properties.filter(isNumeric).map((property) => property.name);
    const same = JSON.stringify([names, amounts]);
    const owner = owners.get(same) ?? name;
    if (owner === name) {
      owners.set(same, name);
      definitions[`${name}.properties`] = names;
      definitions[`${name}.event`] = ownEvent(refTo(`${name}.properties`), amounts);
    }
    known[name] = refTo(`${owner}.event`);
  }
  if (Object.keys(known).length > 0) partOf(schema, ["properties", "events"])["properties"] = known;
}

/** An event in which names of its properties are offered. */
function ownEvent(name: JsonSchema, amounts: readonly string[]): JsonSchema {
  const amount =
    amounts.length === 0 ? {} : { revenue: { properties: { amount: { anyOf: [{ enum: amounts }, {}] } } } };
  return {
    type: ["object", "null"],
    allOf: [refTo("event"), { properties: { ...placesOf(name), ...amount } }],
  };
}

/** Where in an event the name of any of its properties can stand. */
function placesOf(name: JsonSchema): JsonSchema {
  const each = { additionalProperties: name };
  return {
    idempotency: { items: name, properties: { key: { items: name } } },
    properties: { additionalProperties: { properties: { required_with: { items: name } } } },
    sets: { properties: { person: each, person_once: each, groups: { additionalProperties: each } } },
  };
}
