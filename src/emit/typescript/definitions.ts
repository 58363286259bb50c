import { personalInEvent, personalKeyOf } from "../../plan/personal.ts";
import type { Assignment, Idempotency, Plan, PlanEvent, Revenue, Sets } from "../../plan/plan.ts";
import type { Property } from "../../plan/property.ts";
import type { JsonValue } from "../../text/json.ts";
import { quoteString } from "../../text/quote.ts";
import { computedRules, type ComputedWriter } from "./computed-values.ts";
import { type FieldWriter, fieldsLiteral, type RuleTarget } from "./field-rules.ts";
import { type Member, arrayLiteral, indent, jsonLiteral, literalMember, objectLiteral } from "./literals.ts";
import { brandKeys, isNeeded, type TypedProperty } from "./types.ts";

/** The `EventDefinition` of an event: what the runtime needs beyond the caller's properties, and nothing that it does not. */
export function eventDefinition(event: PlanEvent, plan: Plan, write: RuleWriter): string {
  const rules = objectLiteral([
    ...(event.actor === "user" ? [] : [["actor", quoteString(event.actor)] as const]),
    ...(event.alsoSentAs === undefined ? [] : [["alsoSentAs", quoteString(event.alsoSentAs.name)] as const]),
    ...(event.delivery === "durable" ? [["durable", "true"] as const] : []),
    ...ruleMembers(event, brandKeys(event.properties, plan.groups, event.groups), server(write)),
    ...personalMember(personalInEvent(event, plan)),
    ...personalKeyMember(event, plan),
  ]);
  // Not an arrow function without a body of its own: engines parse those at once.
  return `{\n  plan,\n  name: ${quoteString(event.name)},\n${indent(`rules() { return ${rules}; },`)}\n}`;
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

/** What happens to an event's properties, and what follows from them. */
function ruleMembers(
  event: PlanEvent,
  properties: readonly TypedProperty[],
  target: RuleTarget & { readonly write: RuleWriter },
): readonly Member[] {
  const { write } = target;
  const { groups, idempotency, revenue, sets } = event;
  const fields = fieldsLiteral(properties, target);
  const missing = missingRules(event);
  const computed = computedRules(event, write);
  const additional = additionalRule(event);
  return [
    ...(idempotency === undefined ? [] : [idempotencyMember(idempotency)]),
    ...literalMember("common", commonRules(event.properties)),
    ...(fields === "{}" ? [] : [["fields", fields] as const]),
    ...functionMember("missing", missing, (rules) => [
      "properties, invalid",
      `${write.findMissing()}(properties, ${rules}, invalid)`,
    ]),
    ...functionMember("computed", computed, (rules) => [
      "properties",
      `${write.addComputed()}(properties, ${rules})`,
    ]),
    ...functionMember("additional", additional, (rule) => [
      "properties, input",
      `${write.addAdditional()}(properties, input, ${rule})`,
    ]),
    ...literalMember("groups", groupKeys(groups)),
    ...(revenue === undefined ? [] : [["revenue", revenueLiteral(revenue)] as const]),
    ...literalMember("sets", [
      ...literalMember("person", assignmentMembers(sets.person)),
      ...literalMember("personOnce", assignmentMembers(sets.personOnce)),
      ...literalMember("groups", groupSets(sets)),
    ]),
  ];
}

/** A member that is an arrow function; none where there are no rules. */
function functionMember(
  key: string,
  rules: string | undefined,
  write: (rules: string) => readonly [parameters: string, body: string],
): readonly Member[] {
  if (rules === undefined) return [];
  const [parameters, body] = write(rules);
  return [[key, `(${parameters}) => ${body}`]];
}

/** The properties whose values are given once, each with whether the event needs it. */
export function commonRules(properties: readonly Property[]): readonly Member[] {
  return properties
    .filter(({ common }) => common !== undefined)
    .map(({ name, source }): Member => [name, String(isNeeded(source))]);
}

/** What servers are given: a value is checked wherever it comes from. */
export function server<Writer extends FieldWriter>(write: Writer): RuleTarget & { readonly write: Writer } {
  return { checks: () => true, write };
}

/** How code names what rules need, where it is to stand. */
export interface RuleWriter extends ComputedWriter, FieldWriter {
  readonly addComputed: () => string;
  readonly findMissing: () => string;
  readonly addAdditional: () => string;
}

/** `RequiredWith`; `undefined` where nothing is required with something else. */
export function missingRules({ properties }: PlanEvent): string | undefined {
  const rules = properties.flatMap(({ name, requiredWith }): readonly Member[] =>
    requiredWith === undefined ? [] : [[name, arrayLiteral(requiredWith.map((other) => quoteString(other)))]],
  );
  return rules.length === 0 ? undefined : objectLiteral(rules);
}

/** `AdditionalRule`; `undefined` where nothing else is accepted. */
export function additionalRule({ additional, properties, revenue }: PlanEvent): string | undefined {
  if (additional === undefined) return undefined;
  const planned = [...properties.map(({ name }) => name), ...(revenue === undefined ? [] : ["currency"])];
  return jsonLiteral({ ...additional, planned: [...new Set(planned)] });
}

/** What makes two sends one event. */
export function idempotencyMember({ key }: Idempotency): Member {
  const code =
    key.kind === "properties"
      ? arrayLiteral(key.properties.map((name) => quoteString(name)))
      : quoteString(key.kind);
  return ["idempotency", code];
}

/** Group type → the property that holds the group's key. */
export function groupKeys(groups: PlanEvent["groups"]): readonly Member[] {
  return groups.map(({ group, property }): Member => [group, quoteString(property)]);
}

export function revenueLiteral({ amount, currency }: Revenue): string {
  const code =
    currency.kind === "code"
      ? quoteString(currency.code)
      : objectLiteral([["property", quoteString(currency.property)]]);
  return objectLiteral([
    ["amount", quoteString(amount)],
    ["currency", code],
  ]);
}

/** Group type → what is set on a group of it. */
export function groupSets({ groups }: Sets): readonly Member[] {
  return groups.map(({ group, assignments }): Member => [
    group,
    objectLiteral(assignmentMembers(assignments)),
  ]);
}

/** Property that is set → property of the event. */
export function assignmentMembers(assignments: readonly Assignment[]): readonly Member[] {
  return assignments.map(({ target, from }): Member => [target, quoteString(from)]);
}
