import { type Expression, inputsOf } from "../../plan/expression.ts";
import { personalInEvent, personalKeyOf } from "../../plan/personal.ts";
import type { Assignment, Idempotency, Plan, PlanEvent, Revenue, Sets } from "../../plan/plan.ts";
import type { Property, PropertyType } from "../../plan/property.ts";
import type { JsonValue } from "../../text/json.ts";
import { quoteString } from "../../text/quote.ts";
import {
  type FieldWriter,
  fieldsLiteral,
  limitsOfNumber,
  type RuleTarget,
  textRules,
} from "./field-rules.ts";
import { type Member, arrayLiteral, indent, jsonLiteral, objectLiteral } from "./literals.ts";
import { type CallDecimal, computedFunction } from "./expressions.ts";
import { brandKeys, isNeeded, type TypedProperty } from "./types.ts";

/** The `EventDefinition` of an event: what the runtime needs beyond the caller's properties, and nothing that it does not. */
export function eventDefinition(event: PlanEvent, plan: Plan, write: ServerWriter): string {
  const rules = objectLiteral([
    ...(event.actor === "user" ? [] : [["actor", quoteString(event.actor)] as const]),
    ...(event.alsoSentAs === undefined ? [] : [["alsoSentAs", quoteString(event.alsoSentAs.name)] as const]),
    ...ruleMembers(event, brandKeys(event.properties, plan.groups, event.groups), server(write)),
    ...personalMember(personalInEvent(event, plan)),
    ...personalKeyMember(event, plan),
  ]);
  // Not an arrow function without a body of its own: engines parse those at once.
  return `{\n  plan,\n  name: ${quoteString(event.name)},\n  rules(): ${write.serverRules()} {\n${indent(indent(`return ${rules};`))}\n  },\n}`;
}

/** What is personal in a set of properties, or in the messages of an event. None where nothing is. */
export function personalMember(personal: object | undefined): readonly Member[] {
  return personal === undefined || Object.keys(personal).length === 0
    ? []
    : [["personal", jsonLiteral(personal as JsonValue)]];
}

/** The property for which an event cannot be sent without personal data. */
function personalKeyMember(event: PlanEvent, plan: Plan): readonly Member[] {
  const key = personalKeyOf(event, plan);
  return key === undefined ? [] : [["personalKey", quoteString(key)]];
}

/** What happens to an event's properties, and what follows from them: the same on the server and in the browser. */
export function ruleMembers(
  event: PlanEvent,
  properties: readonly TypedProperty[],
  target: RuleTarget & { readonly write: RuleWriter },
): readonly Member[] {
  const { write } = target;
  const fields = fieldsLiteral(properties, target);
  return [
    ...(event.idempotency === undefined ? [] : [idempotencyMember(event.idempotency)]),
    ...commonMember(event.properties),
    ...(fields === "{}" ? [] : [["fields", fields] as const]),
    ...missingMember(event, write),
    ...computedMember(event, write),
    ...additionalMember(event, write),
    ...literalMember(
      "groups",
      event.groups.map(({ group, property }): Member => [group, quoteString(property)]),
    ),
    ...(event.revenue === undefined ? [] : [revenueMember(event.revenue)]),
    ...literalMember("sets", setsMembers(event.sets)),
  ];
}

/** The member `common`: the properties whose values are given once, each with whether the event needs it. */
function commonMember(properties: readonly Property[]): readonly Member[] {
  const common = properties.filter((property) => property.common !== undefined);
  return literalMember(
    "common",
    common.map(({ name, source }): Member => [name, String(isNeeded(source))]),
  );
}

/** What servers are given: a value is checked wherever it comes from. */
export function server<Writer extends FieldWriter>(write: Writer): RuleTarget & { readonly write: Writer } {
  return { checks: () => true, write };
}

/** How code names what rules need, where it is to stand. */
export interface RuleWriter extends FieldWriter {
  readonly addComputed: () => string;
  readonly findMissing: () => string;
  readonly addAdditional: () => string;
  readonly decimal: CallDecimal;
}

/** The same where code is for servers. */
export interface ServerWriter extends RuleWriter {
  readonly serverRules: () => string;
}

function missingMember({ properties }: PlanEvent, write: RuleWriter): readonly Member[] {
  const rules = properties.flatMap(({ name, requiredWith }): readonly Member[] =>
    requiredWith === undefined ? [] : [[name, arrayLiteral(requiredWith.map((other) => quoteString(other)))]],
  );
  if (rules.length === 0) return [];
  const call = `${write.findMissing()}(properties, ${objectLiteral(rules)}, invalid)`;
  return [["missing", `(properties, invalid) => ${call}`]];
}

function additionalMember(
  { additional, properties, revenue }: PlanEvent,
  write: RuleWriter,
): readonly Member[] {
  if (additional === undefined) return [];
  const planned = [...properties.map(({ name }) => name), ...(revenue === undefined ? [] : ["currency"])];
  const rule = jsonLiteral({ ...additional, planned: [...new Set(planned)] });
  return [["additional", `(properties, input) => ${write.addAdditional()}(properties, input, ${rule})`]];
}

function computedMember({ properties }: PlanEvent, write: RuleWriter): readonly Member[] {
  const rules = properties.flatMap((property): readonly Member[] => {
    const { name, source, type } = property;
    if (source.kind !== "computed") {
      return [];
    }
    const { expression } = source;
    const from = arrayLiteral(inputsOf(expression).map((input) => quoteString(input)));
    const value = computedFunction(property, { expression, properties, call: write.decimal });
    const members: readonly Member[] = [["from", from], ["value", value], ...limitMembers(type, expression)];
    return [[name, objectLiteral(members)]];
  });
  if (rules.length === 0) return [];
  return [["computed", `(properties) => ${write.addComputed()}(properties, ${objectLiteral(rules)})`]];
}

/** What a result is held against: its type, but for what reading has settled, which knows the values of literals. */
function limitMembers(type: PropertyType, expression: Expression): readonly Member[] {
  switch (type.kind) {
    case "number":
    case "integer":
      return literalMember("limits", limitsOfNumber(type));
    case "string":
      return givesProperty(expression) ? literalMember("limits", textRules(type)) : [];
    default:
      return [];
  }
}

/** Whether the result may be the value of a property as it is. */
function givesProperty(expression: Expression): boolean {
  if (expression.kind === "conditional") {
    return givesProperty(expression.consequent) || givesProperty(expression.alternate);
  }
  return expression.kind === "property";
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
