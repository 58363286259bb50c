import { currenciesOf } from "../../plan/currency.ts";
import type { PlanEvent } from "../../plan/plan.ts";
import { type Property, mayBeMissing } from "../../plan/property.ts";
import { hasOptionalKey } from "./server-helper.ts";

/**
 * The properties of an event as they are sent: its own, `$revenue` and `currency` when it has revenue, and the key that the
 * caller passed. A property of the plan that is called `currency` is replaced, as it is when the event is sent.
 */
export function payloadProperties(event: PlanEvent): readonly Property[] {
  const derived = [...revenueProperties(event), ...keyProperties(event)];
  const names = new Set(derived.map(({ name }) => name));
  return [...event.properties.filter(({ name }) => !names.has(name)), ...derived];
}

/** The key that the caller passes is sent along, because PostHog takes events that differ only in their uuid for one. */
function keyProperties(event: PlanEvent): readonly Property[] {
  const key = event.idempotency?.key;
  const isCallers = key?.kind === "caller";
  const mayBeCallers = key?.kind === "properties" && hasOptionalKey(event.properties, key.properties);
  if (!isCallers && !mayBeCallers) return [];
  return [
    {
      ...derivedProperty(event, "idempotency_key"),
      type: { kind: "string" },
      description: "The idempotency key: `options.idempotencyKey`.",
      source: { kind: "argument", optional: !isCallers },
    },
  ];
}

function revenueProperties(event: PlanEvent): readonly Property[] {
  if (event.revenue === undefined) return [];
  const { revenue } = event;
  const { amount, currency } = revenue;
  const sources = new Set([amount, ...(currency.kind === "property" ? [currency.property] : [])]);
  const optional = event.properties.some((property) => sources.has(property.name) && isOptional(property));
  const codes = currenciesOf(revenue, event.properties);
  return [
    {
      ...derivedProperty(event, "$revenue"),
      type: { kind: "number" },
      description: "The revenue of this event, in major units.",
      source: { kind: "argument", optional },
    },
    {
      ...derivedProperty(event, "currency"),
      description: "The currency of `$revenue`, as an ISO 4217 code.",
      type: { kind: "enum", values: codes.map((value) => ({ value })) },
      source: { kind: "argument", optional },
    },
  ];
}

function derivedProperty(event: PlanEvent, name: string): Pick<Property, "name" | "at" | "nullable" | "pii"> {
  return { name, at: event.at, nullable: false, pii: "none" };
}

/** Whether the payload may lack a value for it. */
function isOptional({ source, nullable }: Property): boolean {
  return nullable || mayBeMissing(source);
}
