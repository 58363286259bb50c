import type { PlanEvent } from "../../plan/plan.ts";
import type { Property } from "../../plan/property.ts";

/**
 * The properties of an event as they are sent: its own, and `$revenue` and `currency` when it has revenue. A property
 * of the plan that is itself called `currency` gives way, as it does when the event is sent.
 */
export function payloadProperties(event: PlanEvent): readonly Property[] {
  if (event.revenue === undefined) {
    return event.properties;
  }
  const { revenue } = event;
  const amount = event.properties.find(({ name }) => name === revenue.amount);
  const optional = amount === undefined || isOptional(amount);
  const derived: readonly Property[] = [
    {
      ...derivedProperty(event, "$revenue"),
      type: { kind: "number" },
      description: "The revenue of this event, in major units.",
      source: { kind: "argument", optional },
    },
    {
      ...derivedProperty(event, "currency"),
      description: "The currency of `$revenue`, by its ISO 4217 code.",
      type:
        revenue.currency.kind === "code"
          ? { kind: "enum", values: [{ value: revenue.currency.code }] }
          : { kind: "string" },
      source: { kind: "argument", optional },
    },
  ];
  const names = new Set(derived.map(({ name }) => name));
  return [...event.properties.filter(({ name }) => !names.has(name)), ...derived];
}

function derivedProperty(event: PlanEvent, name: string): Pick<Property, "name" | "at" | "nullable" | "pii"> {
  return { name, at: event.at, nullable: false, pii: "none" };
}

/** Whether the payload may lack a value for it. */
function isOptional({ source, nullable }: Property): boolean {
  return nullable || (source.kind !== "const" && source.optional);
}
