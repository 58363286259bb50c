import { evaluate } from "../../plan/expression.ts";
import { argumentsOf, exampleId, exampleOf, isOnItsWayOut, type JsonObject } from "../../plan/example.ts";
import type { Assignment, Plan, PlanEvent } from "../../plan/plan.ts";
import type { Property } from "../../plan/property.ts";
import type { JsonValue } from "../../text/json.ts";

/** The key of an event whose key the caller passes. */
const CALLER_KEY = "evt_123";

/**
 * An event as it goes over the wire, from the plan's examples: what a person would find in PostHog. Optional
 * properties are there, unless they are deprecated.
 */
export function examplePayload(plan: Pick<Plan, "identity">, event: PlanEvent): JsonObject {
  const properties = exampleProperties(event);
  const actor = plan.identity.actors.find(({ name }) => name === event.actor);
  return {
    event: event.name,
    distinct_id: exampleId((actor ?? plan.identity.userId).forms[0]),
    properties: {
      ...properties,
      ...derivedProperties(event, properties),
      ...(event.idempotency?.key.kind === "caller" && { idempotency_key: CALLER_KEY }),
      ...(actor?.profile === false && { $process_person_profile: false }),
    },
  };
}

/**
 * What a caller would pass to send the example: a default need not be passed, and what the plan computes cannot.
 */
export function exampleArguments(event: PlanEvent): JsonObject {
  return argumentsOf(event.properties, exampleProperties(event));
}

function exampleProperties(event: PlanEvent): JsonObject {
  const shown = event.properties.filter((property) => !isOnItsWayOut(property));
  const passed = Object.fromEntries(
    shown
      .filter((property) => property.source.kind !== "computed")
      .map((property) => [property.name, exampleIn(event, property)]),
  );
  return Object.fromEntries(
    shown.flatMap(({ name, source }) => {
      const value = source.kind === "computed" ? evaluate(source.expression, passed) : passed[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The example of a property. What holds the currency is one, where its author names none and any text will do. */
function exampleIn({ revenue }: PlanEvent, property: Property): JsonValue {
  const { name, source, type, example } = property;
  const isCurrency = revenue?.currency.kind === "property" && revenue.currency.property === name;
  const isOpen = example === undefined && source.kind === "argument" && source.default === undefined;
  const isAnyText = type.kind === "string" && type.pattern === undefined && (type.minLength ?? 0) <= 3;
  return isCurrency && isOpen && isAnyText ? "USD" : exampleOf(property);
}

/** What PostHog gives a meaning to, in PostHog's names. */
function derivedProperties(event: PlanEvent, properties: JsonObject): JsonObject {
  const sets = {
    $set: assigned(event.sets.person, properties),
    $set_once: assigned(event.sets.personOnce, properties),
    $groups: groupsOf(event, properties),
  };
  const filled = Object.entries(sets).filter(([, value]) => Object.keys(value).length > 0);
  return { ...revenueOf(event, properties), ...Object.fromEntries(filled) };
}

/** Both or neither, as at run time. */
function revenueOf({ revenue }: PlanEvent, properties: JsonObject): JsonObject {
  if (revenue === undefined) return {};
  const { amount, currency } = revenue;
  const code = currency.kind === "code" ? currency.code : properties[currency.property];
  const value = properties[amount];
  return typeof value === "number" && typeof code === "string" ? { $revenue: value, currency: code } : {};
}

function assigned(assignments: readonly Assignment[], properties: JsonObject): JsonObject {
  return Object.fromEntries(
    assignments.flatMap(({ target, from }) => {
      const value = properties[from];
      return value === undefined ? [] : [[target, value]];
    }),
  );
}

function groupsOf(event: PlanEvent, properties: JsonObject): JsonObject {
  return Object.fromEntries(
    event.groups.flatMap(({ group, property }) => {
      const key = properties[property];
      return typeof key === "string" || typeof key === "number" ? [[group, String(key)]] : [];
    }),
  );
}
