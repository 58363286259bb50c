import type { PlanEvent } from "../../plan/plan.ts";
import { WrittenJson } from "../../text/json.ts";
import { rememberEach } from "../remember.ts";
import { isNumeric, namesOf, toPropertyChoice } from "./choice.ts";
import { type JsonSchema, partOf, refTo } from "./json-schema.ts";

/**
 * Offers each event's own properties where the event speaks of them: a new event, which the schema does not know, has the
 * shared ones to choose from. It is kept short, because a schema of a thousand events has it a thousand times.
 */
export function suggestOwnNames(schema: JsonSchema, events: readonly PlanEvent[]): void {
  const definitions = partOf(schema, ["definitions"]);
  const known: JsonSchema = {};
  for (const event of events) {
    if (event.properties.length === 0) continue;
    const { names, places } = ownNames(event);
    definitions[definitionOf(event)] = names;
    known[event.name] = places;
  }
  if (Object.keys(known).length > 0) partOf(schema, ["properties", "events"])["properties"] = known;
}

/** The properties of an event, and where in it they can be named. */
const ownNames = rememberEach((event: PlanEvent) => {
  const { properties } = event;
  const amounts = properties.filter(isNumeric).map(({ name }) => name);
  const amount =
    amounts.length === 0 ? {} : { revenue: { properties: { amount: { anyOf: [{ enum: amounts }, {}] } } } };
  const places = { ...placesOf(refTo(definitionOf(event))), ...amount };
  return {
    names: new WrittenJson({ anyOf: [namesOf(properties.map(toPropertyChoice)), {}] }),
    places: new WrittenJson({ type: "object", allOf: [refTo("event"), { properties: places }] }),
  };
});

function definitionOf({ name }: PlanEvent): string {
  return `${name}.properties`;
}

/** Where in an event the name of any of its properties can stand. */
function placesOf(name: JsonSchema): JsonSchema {
  const each = { additionalProperties: name };
  return {
    idempotency: { items: name, properties: { key: { items: name } } },
    sets: { properties: { person: each, person_once: each, groups: { additionalProperties: each } } },
  };
}
