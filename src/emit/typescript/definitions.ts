import { inputsOf } from "../../plan/expression.ts";
import { namesOfEvent } from "../../plan/names.ts";
import type { Assignment, Idempotency, PlanEvent, Revenue, Sets } from "../../plan/plan.ts";
import type { Property, PropertyType } from "../../plan/property.ts";
import { quoteString } from "../../text/quote.ts";
import { computedFunction } from "./expressions.ts";
import { arrayLiteral, jsonLiteral, objectLiteral, tallObjectLiteral, type Member } from "./literals.ts";

/** The `EventDefinition` of an event: what the runtime needs beyond the caller's properties, and nothing that it does not. */
export function eventDefinition(event: PlanEvent): string {
  return tallObjectLiteral([
    ["plan", "plan"],
    ["name", quoteString(event.name)],
    ["schema", `validators.${namesOfEvent(event.name).schema}`],
    ...(event.actor === "user" ? [] : [["actor", quoteString(event.actor)] as const]),
    ...ruleMembers(event, "with-rules"),
  ]);
}

/** Which properties a table of fields has: those with a rule, or, where no schema knows the others, all of them. */
export type Fields = "with-rules" | "all";

/** What happens to an event's properties, and what follows from them: the same on the server and in the browser. */
export function ruleMembers(event: PlanEvent, fields: Fields): readonly Member[] {
  return [
    ...(event.idempotency === undefined ? [] : [idempotencyMember(event.idempotency)]),
    ...fieldsMember(event.properties, fields),
    ...literalMember("computed", computedMembers(event)),
    ...literalMember(
      "groups",
      event.groups.map(({ group, property }): Member => [group, quoteString(property)]),
    ),
    ...(event.revenue === undefined ? [] : [revenueMember(event.revenue)]),
    ...literalMember("sets", setsMembers(event.sets)),
  ];
}

/** The member `fields` of a set of properties. Empty when no property is in it. */
export function fieldsMember(properties: readonly Property[], fields: Fields): readonly Member[] {
  const rules = properties
    .filter(({ source }) => source.kind !== "computed")
    .map((property): Member => [property.name, objectLiteral(propertyRule(property, fields))])
    .filter(([, rule]) => fields === "all" || rule !== "{}");
  return literalMember("fields", rules);
}

function propertyRule({ source, type }: Property, fields: Fields): readonly Member[] {
  switch (source.kind) {
    case "const":
      return [["constant", jsonLiteral(source.value)]];
    case "computed":
      return [];
    case "argument":
      return source.default === undefined
        ? typeRule(type, fields)
        : [...typeRule(type, fields), ["default", jsonLiteral(source.default)]];
    default:
      return source satisfies never;
  }
}

function typeRule(type: PropertyType, fields: Fields): readonly Member[] {
  switch (type.kind) {
    case "string":
      return type.truncate === undefined ? [] : [["truncate", String(type.truncate)]];
    case "datetime":
    case "uuid":
      return [["as", quoteString(type.kind)]];
    case "array":
    case "map":
      return literalMember("each", typeRule(type.items.type, fields));
    case "object":
      return fieldsMember(type.properties, fields);
    default:
      return [];
  }
}

function computedMembers(event: PlanEvent): readonly Member[] {
  return event.properties.flatMap((property): readonly Member[] => {
    const { source } = property;
    if (source.kind !== "computed") {
      return [];
    }
    const from = arrayLiteral(inputsOf(source.expression).map((name) => quoteString(name)));
    const value = computedFunction(property, source.expression, event.properties);
    return [
      [
        property.name,
        objectLiteral([
          ["from", from],
          ["value", value],
        ]),
      ],
    ];
  });
}

function idempotencyMember({ key }: Idempotency): Member {
  const code =
    key.kind === "properties"
      ? arrayLiteral(key.properties.map((name) => quoteString(name)))
      : quoteString(key.kind);
  return ["idempotency", code];
}

function revenueMember({ amount, currency }: Revenue): Member {
  const code =
    currency.kind === "code"
      ? quoteString(currency.code)
      : objectLiteral([["property", quoteString(currency.property)]]);
  return [
    "revenue",
    objectLiteral([
      ["amount", quoteString(amount)],
      ["currency", code],
    ]),
  ];
}

function setsMembers(sets: Sets): readonly Member[] {
  return [
    ...literalMember("person", assignmentMembers(sets.person)),
    ...literalMember("personOnce", assignmentMembers(sets.personOnce)),
    ...literalMember(
      "groups",
      sets.groups.map(({ group, assignments }): Member => [
        group,
        objectLiteral(assignmentMembers(assignments)),
      ]),
    ),
  ];
}

function assignmentMembers(assignments: readonly Assignment[]): readonly Member[] {
  return assignments.map(({ target, from }): Member => [target, quoteString(from)]);
}

/** A member whose value is an object; none at all when that object would be empty. */
function literalMember(key: string, members: readonly Member[]): readonly Member[] {
  return members.length === 0 ? [] : [[key, objectLiteral(members)]];
}
