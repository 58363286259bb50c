import type { PlanEvent } from "../../plan/plan.ts";
import { isNumeric, namesOf, toPropertyChoice } from "./choice.ts";
import { type JsonSchema, partOf, refTo } from "./json-schema.ts";

/**
 * Offers each event's own properties where the event speaks of them: a new event, which the schema does not know, has the
 * shared ones to choose from. It is kept short, because a schema of a thousand events has it a thousand times.
 */
export function suggestOwnNames(schema: JsonSchema, events: readonly PlanEvent[]): void {
  const definitions = partOf(schema, ["definitions"]);
  const known: JsonSchema = {};
  for (const { name, properties } of events) {
    if (properties.length === 0) continue;
    const definition = `${name}.properties`;
    definitions[definition] = { anyOf: [namesOf(properties.map(toPropertyChoice)), {}] };
    const amounts = properties.filter(isNumeric).map((property) => property.name);
    const amount =
      amounts.length === 0 ? {} : { revenue: { properties: { amount: { anyOf: [{ enum: amounts }, {}] } } } };
    known[name] = {
      type: "object",
      allOf: [refTo("event"), { properties: { ...placesOf(refTo(definition)), ...amount } }],
    };
  }
  if (Object.keys(known).length > 0) partOf(schema, ["properties", "events"])["properties"] = known;
}

/** Where in an event the name of any of its properties can stand. */
function placesOf(name: JsonSchema): JsonSchema {
  const each = { additionalProperties: name };
  return {
    idempotency: { items: name, properties: { key: { items: name } } },
    sets: { properties: { person: each, person_once: each, groups: { additionalProperties: each } } },
  };
}
