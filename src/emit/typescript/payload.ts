import { currenciesOf } from "../../plan/currency.ts";
import type { PlanEvent } from "../../plan/plan.ts";
import { type Property, type PropertyType, mayBeMissing } from "../../plan/property.ts";
import type { PartWriter } from "./module-writer.ts";
import { hasOptionalKey } from "./server-helper.ts";
import {
  isArgument,
  isOmissible,
  type Members,
  onlyCondition,
  type TypedProperty,
  writeMembers,
} from "./types.ts";

/**
 * Writes the exported type of what is sent for an event: what callers pass, with what is added to it or sent otherwise. That is
 * all of it where TypeScript could not derive the one from the other.
 */
export function writePayload(
  module: PartWriter,
  names: { readonly argument: string; readonly payload: string },
  { passed, sent }: { readonly passed: readonly TypedProperty[]; readonly sent: Members },
): void {
  const isDerived = canBeDerived(passed, sent);
  const inherited = new Set(
    isDerived ? passed.filter((one) => !isSentOtherwise(one)).map(({ name }) => name) : [],
  );
  const members = { ...sent, properties: sent.properties.filter(({ name }) => !inherited.has(name)) };
  if (isDerived && members.properties.length === 0 && sent.additional !== true) {
    module.body.writeLine(`export type ${names.payload} = ${names.argument};`).blankLine();
    return;
  }
  module.body.write(`export interface ${names.payload} ${isDerived ? `extends ${names.argument} ` : ""}`);
  writeMembers(module, members, "payload");
  module.body.newLine().blankLine();
}

/** Whether an interface of what is sent can extend that of what is passed. */
function canBeDerived(passed: readonly TypedProperty[], { properties }: Members): boolean {
  const sent = new Map(properties.map(({ name, type }) => [name, type]));
  return (
    onlyCondition(passed) === undefined &&
    passed.some((property) => isArgument(property)) &&
    // What is derived of the revenue may replace one that is passed.
    passed.every(({ name, type }) => sent.get(name) === type && !hasIndexSignature(type))
  );
}

/** Whether a property that is passed has another type where it is sent, as a date has. One that is not passed has none. */
function isSentOtherwise(property: Property): boolean {
  const { source, type } = property;
  return !isArgument(property) || isOmissible(property) !== mayBeMissing(source) || isTypeSentOtherwise(type);
}

function isTypeSentOtherwise(type: PropertyType): boolean {
  switch (type.kind) {
    case "array":
    case "map":
      return isTypeSentOtherwise(type.items.type);
    case "object":
      return type.properties.some((property) => isSentOtherwise(property));
    default:
      return type.kind === "datetime";
  }
}

/**
 * Whether the type of what is passed has an index signature that the constants of what is sent would break: an object that accepts
 * further properties, or none at all.
 */
function hasIndexSignature(type: PropertyType): boolean {
  switch (type.kind) {
    case "array":
    case "map":
      return hasIndexSignature(type.items.type);
    case "object":
      return (
        type.additional !== undefined ||
        (type.properties.length > 0 && !type.properties.some((property) => isArgument(property))) ||
        type.properties.some((property) => hasIndexSignature(property.type))
      );
    default:
      return false;
  }
}

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
