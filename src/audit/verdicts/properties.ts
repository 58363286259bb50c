import { type Property, type PropertyType, mayBeMissing, nameOfType } from "../../plan/property.ts";
import type { PlanEvent } from "../../plan/plan.ts";
import { allOf, didYouMean, quote } from "../../text/words.ts";
import type { Call, GivenProperty } from "../facts/facts.ts";
import type { Shape } from "../facts/shapes.ts";
import { type AuditFinding, bypasses, type Evidence, isOwn, possibly } from "./finding.ts";

/** The properties of calls beside the helpers, held against the plan. Helpers are checked by the compiler. */
export function* wrongProperties({ events, sent }: Evidence): Iterable<AuditFinding> {
  for (const [name, calls] of sent) {
    const event = events.get(name);
    if (event === undefined) continue;
    for (const call of calls) {
      // Which of several events has which properties cannot be told.
      const { values = [], dynamic } = call.event ?? {};
      if (bypasses(call) && values.length === 1 && dynamic === undefined) yield* compare(event, call);
    }
  }
}

function* compare(event: PlanEvent, call: Call): Iterable<AuditFinding> {
  const of = quote(event.name);
  const at = { span: call.properties?.span ?? call.callee };
  const given = call.properties?.properties ?? [];
  const unknown = call.properties?.unknown ?? [];
  const planned = new Map(event.properties.map((property) => [property.name, property] as const));
  if (unknown.length > 0) {
    yield {
      code: "properties-untold",
      names: [event.name],
      at,
      message: `${possibly(call)}Some properties of ${of} are unknown: ${allOf(unknown)}.`,
      hint: "Give the value a type with its properties, or call the helper.",
    };
  }
  const sure = new Map(given.map(({ name, optional }) => [name, !optional]));
  for (const isOptional of [false, true]) {
    const missing = event.properties
      .filter(
        (property) => isExpected(property) && sure.get(property.name) === (isOptional ? false : undefined),
      )
      .map(({ name }) => name);
    // What is not told may be among what cannot be told.
    if (missing.length === 0 || (unknown.length > 0 && !isOptional)) continue;
    yield {
      code: "missing-property",
      names: missing.map((name) => `${event.name}.${name}`),
      at,
      message: `${possibly(call)}${of} ${isOptional ? "may be" : "is"} sent without ${allOf(missing)}.`,
      hint: "Pass what the plan requires, or make it `optional: true`.",
    };
  }
  for (const property of given) {
    const expected = planned.get(property.name);
    if (expected !== undefined) yield* compareValue(event, expected, property, call);
    else if (
      !isOwn(property.name) &&
      !isPartOfRevenue(property.name, event) &&
      event.additional === undefined
    ) {
      yield {
        code: "unplanned-property",
        names: [`${event.name}.${property.name}`],
        at: { span: property.span },
        message: `${possibly(call)}${of} has no property ${quote(property.name)}.`,
        hint: didYouMean(property.name, planned.keys()) ?? "Add it to the event, or leave it out.",
      };
    }
  }
}

/** The helper sends the currency beside `$revenue`. */
function isPartOfRevenue(name: string, { revenue }: PlanEvent): boolean {
  return revenue !== undefined && name === "currency";
}

/** Whether callers have to pass a property. */
function isExpected({ source, common }: Property): boolean {
  return (
    source.kind === "argument" &&
    source.default === undefined &&
    !mayBeMissing(source) &&
    common === undefined
  );
}

function* compareValue(
  event: PlanEvent,
  { name, type, nullable }: Property,
  { shape, span }: GivenProperty,
  call: Call,
): Iterable<AuditFinding> {
  const names = [`${event.name}.${name}`];
  const where = `${quote(name)} of ${quote(event.name)}`;
  const wrong = partsOf(shape).filter((part) => !(part.kind === "null" && nullable) && !fits(part, type));
  if (wrong.length > 0) {
    yield {
      code: "wrong-property-type",
      names,
      at: { span },
      message: `${possibly(call)}${where} is \`${nameOfType(type)}\` in the plan, but can be ${[...new Set(wrong.map(describeShape))].join(" or ")} here.`,
      hint: "Pass a value of the plan's type, or change the type.",
    };
    return;
  }
  const allowed = type.kind === "enum" ? new Set<unknown>(type.values.map(({ value }) => value)) : undefined;
  const others = allowed ? literals(shape).filter((value) => !allowed.has(value)) : [];
  if (allowed && others.length > 0) {
    yield {
      code: "unplanned-enum-value",
      names,
      at: { span },
      message: `${possibly(call)}${where} can be ${allOf(others.map(String))}, which the plan does not list.`,
      hint:
        didYouMean(String(others[0]), [...allowed].map(String)) ??
        "Add the value to the plan, or send a listed one.",
    };
  }
}

function literals(shape: Shape): readonly (string | number)[] {
  if (shape.kind === "string" || shape.kind === "number") return shape.literals ?? [];
  return shape.kind === "union" ? shape.of.flatMap(literals) : [];
}

/** Whether values of a shape can be of a type; where that cannot be told, they can. */
function fits(shape: Shape, type: PropertyType): boolean {
  if (shape.kind === "unknown" || type.kind === "json") return true;
  switch (type.kind) {
    case "string":
    case "enum":
    case "date":
    case "uuid":
    case "email":
    case "ip":
    case "url":
      return shape.kind === "string";
    case "datetime":
      return shape.kind === "string" || shape.kind === "date";
    case "number":
      return shape.kind === "number";
    case "integer":
      return shape.kind === "number" && (shape.literals ?? []).every(Number.isInteger);
    case "boolean":
      return shape.kind === "boolean";
    case "array":
      return shape.kind === "array" && partsOf(shape.items).every((item) => fits(item, type.items.type));
    case "object":
    case "map":
      return shape.kind === "object";
    case "union":
      return type.types.some((branch) => fits(shape, branch));
  }
}

function describeShape(shape: Shape): string {
  return shape.kind === "date" ? "a `Date`" : `\`${shape.kind}\``;
}

function partsOf(shape: Shape): readonly Shape[] {
  return shape.kind === "union" ? shape.of : [shape];
}
