import type { EventPersonal, PersonalFields, PersonalRule } from "../portable/redact.ts";
import { inputsOf } from "./expression.ts";
import type { Assignment, Group, Plan, PlanEvent } from "./plan.ts";
import { branchesOf, type Item, type Property, type PropertyType } from "./property.ts";

/** Types whose values are text of any content, so that a hash says of it only whether two are the same. */
const TEXT_KINDS: ReadonlySet<string> = new Set(["string", "url", "uuid", "email", "ip"]);

/** The shared properties of a plan, which items are made of. */
type SharedProperties = Pick<Plan, "properties">["properties"];

/** What is personal in a set of properties: what is marked as such. */
export function personalFields(properties: readonly Property[], shared: SharedProperties): PersonalFields {
  return fieldsOf(properties.map((property) => [property.name, markOf(property, shared)]));
}

/**
 * What is personal in the messages of an event: what is marked, what is set on a property that is marked, what is computed from
 * either, and every copy of it. `undefined` without any.
 */
export function personalInEvent(event: PlanEvent, plan: Plan): EventPersonal | undefined {
  const rules = rulesOf(event, plan);
  if (rules.size === 0) return undefined;
  const { sets, revenue } = event;
  const copied = (assignments: readonly Assignment[]): PersonalFields =>
    fieldsOf(assignments.map(({ target, from }) => [target, rules.get(from)]));
  const isRevenue =
    revenue !== undefined &&
    (rules.has(revenue.amount) ||
      (revenue.currency.kind === "property" && rules.has(revenue.currency.property)));
  const groups = sets.groups
    .map(({ group, assignments }) => [group, copied(assignments)] as const)
    .filter(([, fields]) => Object.keys(fields).length > 0);
  return {
    event: {
      ...Object.fromEntries(rules),
      ...containerOf("$set", copied(sets.person)),
      ...containerOf("$set_once", copied(sets.personOnce)),
      ...(isRevenue && { $revenue: "value", currency: "value" }),
    },
    ...(groups.length > 0 && { groups: Object.fromEntries(groups) }),
  };
}

/** A property that identifies an event or one of its groups, and is personal: it can be neither removed nor replaced. */
export function personalKeyOf(event: PlanEvent, plan: Plan): string | undefined {
  const { idempotency, groups } = event;
  const keys = [
    ...(idempotency?.key.kind === "properties" ? idempotency.key.properties : []),
    ...groups.map(({ property }) => property),
  ];
  if (keys.length === 0) return undefined;
  const rules = rulesOf(event, plan);
  return keys.find((name) => rules.has(name));
}

/** Whether the keys of a group are personal: the shared property that they are the values of is. */
export function hasPersonalKey({ key }: Group, { properties }: Pick<Plan, "properties">): boolean {
  return properties.some(({ name, pii }) => name === key && pii === "personal");
}

/** The rules of an event's properties. */
function rulesOf({ properties, sets }: PlanEvent, plan: Plan): ReadonlyMap<string, PersonalRule> {
  const shared = plan.properties;
  const copies = [
    { assignments: [...sets.person, ...sets.personOnce], into: plan.person },
    ...sets.groups.map(({ group, assignments }) => ({
      assignments,
      into: plan.groups.find(({ name }) => name === group)?.properties ?? [],
    })),
  ];
  const rules = new Map<string, PersonalRule>();
  for (const property of properties) {
    const { name, type } = property;
    const targets = copies.flatMap(({ assignments, into }) =>
      into.filter((target) => assignments.some((one) => one.from === name && one.target === target.name)),
    );
    const marks = [property, ...targets].flatMap((marked) => markOf(marked, shared) ?? []);
    if (marks.length === 0) continue;
    const [mark, ...others] = [...new Map(marks.map((rule) => [JSON.stringify(rule), rule])).values()];
    // Where two marks are about different parts, all of it is personal.
    rules.set(name, typeof mark === "object" && others.length === 0 ? mark : whole(type));
  }
  // No computed property reads another.
  for (const { name, type, source } of properties) {
    if (source.kind === "computed" && inputsOf(source.expression).some((input) => rules.has(input))) {
      rules.set(name, whole(type));
    }
  }
  return rules;
}

function markOf({ pii, piiStated, type }: Property, shared: SharedProperties): PersonalRule | undefined {
  const isPersonal = pii === "personal";
  // A list of emails is personal because each of them is.
  const isByItems = piiStated === undefined && (type.kind === "array" || type.kind === "map");
  return isPersonal && !isByItems ? whole(type) : partsOf(type, shared, isPersonal);
}

/** All of a value of a type. Of a union, what is text. */
function whole(type: PropertyType): "text" | "value" {
  return branchesOf(type).some(({ kind }) => TEXT_KINDS.has(kind)) ? "text" : "value";
}

/**
 * What is personal inside a value.
 *
 * @param areEmails - whether items that are emails are personal, which the plan can deny of all
 */
function partsOf(type: PropertyType, shared: SharedProperties, areEmails: boolean): PersonalRule | undefined {
  switch (type.kind) {
    case "object": {
      const fields = personalFields(type.properties, shared);
      return Object.keys(fields).length > 0 ? { fields } : undefined;
    }
    case "array":
    case "map": {
      const each = markOfItem(type.items, shared, areEmails);
      return each === undefined || each === "value" ? each : { each };
    }
    default:
      return undefined;
  }
}

/** An item has no mark of its own, but that of the shared property that it uses. */
function markOfItem(
  { type, use }: Item,
  shared: SharedProperties,
  areEmails: boolean,
): PersonalRule | undefined {
  const isPersonal =
    use === undefined
      ? areEmails && type.kind === "email"
      : shared.some(({ name, pii }) => name === use && pii === "personal");
  return isPersonal ? whole(type) : partsOf(type, shared, areEmails);
}

function fieldsOf(
  entries: readonly (readonly [name: string, rule: PersonalRule | undefined])[],
): PersonalFields {
  return Object.fromEntries(
    entries.filter((entry): entry is [string, PersonalRule] => entry[1] !== undefined),
  );
}

function containerOf(name: string, fields: PersonalFields): PersonalFields {
  return Object.keys(fields).length > 0 ? { [name]: { fields } } : {};
}
