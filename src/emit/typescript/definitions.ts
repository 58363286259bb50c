import { type Expression, inputsOf } from "../../plan/expression.ts";
import { namesOfEvent, nameOfSchema } from "../../plan/names.ts";
import { personalInEvent, personalKeyOf } from "../../plan/personal.ts";
import type { Assignment, Idempotency, Plan, PlanEvent, Revenue, Sets } from "../../plan/plan.ts";
import { DEFAULT_MAX_LENGTH, type Property, type PropertyType } from "../../plan/property.ts";
import type { JsonValue } from "../../text/json.ts";
import { quoteString } from "../../text/quote.ts";
import {
  type Member,
  arrayLiteral,
  jsonLiteral,
  objectLiteral,
  regExpLiteral,
  tallObjectLiteral,
} from "./literals.ts";
import { type CallDecimal, computedFunction } from "./expressions.ts";
import { isNeeded } from "./types.ts";

/** The `EventDefinition` of an event: what the runtime needs beyond the caller's properties, and nothing that it does not. */
export function eventDefinition(event: PlanEvent, plan: Plan, write: RuleWriter): string {
  return tallObjectLiteral([
    ["plan", "plan"],
    ["name", quoteString(event.name)],
    schemaMember(namesOfEvent(event).argument),
    ...(event.actor === "user" ? [] : [["actor", quoteString(event.actor)] as const]),
    ...(event.alsoSentAs === undefined ? [] : [["alsoSentAs", quoteString(event.alsoSentAs.name)] as const]),
    ...ruleMembers(event, "with-rules", write),
    ...personalMember(personalInEvent(event, plan)),
    ...personalKeyMember(event, plan),
  ]);
}

/** What is personal in a set of properties, or in the messages of an event. None where nothing is. */
export function personalMember(personal: object | undefined): readonly Member[] {
  return personal === undefined || Object.keys(personal).length === 0
    ? []
    : [["personal", jsonLiteral(personal as JsonValue)]];
}

/** The property for which an event cannot be sent without personal data. */
export function personalKeyMember(event: PlanEvent, plan: Plan): readonly Member[] {
  const key = personalKeyOf(event, plan);
  return key === undefined ? [] : [["personalKey", quoteString(key)]];
}

/** The schema of an interface, which is built when the definition is first used. */
export function schemaMember(argument: string): string {
  return `get schema() { return validators.schemas.${nameOfSchema(argument)}; }`;
}

/** Which properties a table of fields has: those with a rule, or, where no schema knows the others, all of them. */
export type Fields = "with-rules" | "all";

/** What happens to an event's properties, and what follows from them: the same on the server and in the browser. */
export function ruleMembers(event: PlanEvent, fields: Fields, write: RuleWriter): readonly Member[] {
  return [
    ...(event.idempotency === undefined ? [] : [idempotencyMember(event.idempotency)]),
    ...commonMember(event.properties),
    ...fieldsMember(event.properties, fields, write),
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

/** The member `fields` of a set of properties. Empty when no property is in it. */
export function fieldsMember(
  properties: readonly Property[],
  fields: Fields,
  write: RuleWriter,
): readonly Member[] {
  const rules = properties
    .filter(({ source }) => source.kind !== "computed")
    .map((property): Member => [property.name, objectLiteral(propertyRule(property, fields, write))])
    .filter(([, rule]) => fields === "all" || rule !== "{}");
  return literalMember("fields", rules);
}

function propertyRule({ source, type }: Property, fields: Fields, write: RuleWriter): readonly Member[] {
  switch (source.kind) {
    case "const":
      return [["constant", jsonLiteral(source.value)]];
    case "computed":
      return [];
    case "argument":
      return source.default === undefined
        ? typeRule(type, fields, write)
        : [...typeRule(type, fields, write), ["default", jsonLiteral(source.default)]];
    default:
      return source satisfies never;
  }
}

function typeRule(type: PropertyType, fields: Fields, write: RuleWriter): readonly Member[] {
  switch (type.kind) {
    case "string":
      return type.truncate === undefined ? [] : [["truncate", String(type.truncate)]];
    case "datetime":
      return [["as", write.toIso()]];
    case "uuid":
      return [["as", quoteString(type.kind)]];
    case "array":
    case "map":
      return literalMember("each", typeRule(type.items.type, fields, write));
    case "object":
      // Also without properties, where nothing else says that it takes none.
      return fields === "all" && type.properties.length === 0
        ? [["fields", "{}"], ...furtherMember(type, fields)]
        : [...fieldsMember(type.properties, fields, write), ...furtherMember(type, fields)];
    case "union":
      return type.types.flatMap((branch) => typeRule(branch, fields, write));
    default:
      return [];
  }
}

/** The rule of further properties, where no schema accepts them. */
function furtherMember(
  { additional }: Extract<PropertyType, { kind: "object" }>,
  fields: Fields,
): readonly Member[] {
  return fields === "all" && additional !== undefined ? [["each", "{}"]] : [];
}

/** How code names what rules need, where it is to stand. */
export interface RuleWriter {
  readonly toIso: () => string;
  readonly addComputed: () => string;
  readonly findMissing: () => string;
  readonly addAdditional: () => string;
  readonly decimal: CallDecimal;
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

/** What text must be: the same of what a caller passes and of what is computed. */
export function textRules({
  minLength,
  maxLength,
  pattern,
  truncate,
}: Extract<PropertyType, { kind: "string" }>): readonly Member[] {
  // What is cut is bounded by the cut, unless the plan asks for less.
  const longest = maxLength ?? (truncate === undefined ? DEFAULT_MAX_LENGTH : undefined);
  return [
    ...numberMember("truncate", truncate),
    ...numberMember("minLength", minLength),
    ...numberMember("maxLength", longest),
    ...(pattern === undefined ? [] : [["pattern", regExpLiteral(pattern)] as const]),
  ];
}

/** The members of `NumberLimits`. */
export function limitsOfNumber({
  kind,
  min,
  max,
}: Extract<PropertyType, { kind: "number" | "integer" }>): readonly Member[] {
  return [
    ...(kind === "integer" ? [["integer", "true"] as const] : []),
    ...numberMember("min", min),
    ...numberMember("max", max),
  ];
}

/** Whether the result may be the value of a property as it is. */
function givesProperty(expression: Expression): boolean {
  if (expression.kind === "conditional") {
    return givesProperty(expression.consequent) || givesProperty(expression.alternate);
  }
  return expression.kind === "property";
}

function numberMember(key: string, value: number | undefined): readonly Member[] {
  return value === undefined ? [] : [[key, String(value)]];
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
