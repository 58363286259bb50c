import { brandKeys, isConditional, type TypedProperty } from "../../emit/typescript/types.ts";
import type { Additional, Plan, PlanEvent } from "../../plan/plan.ts";
import type { Property } from "../../plan/property.ts";
import { nameFiles } from "../../text/file-names.ts";
import { readableJson } from "../../text/json.ts";
import { describeEvent, keptOfEvent } from "../describe.ts";
import { type Exported, type Exporter, MARK, type PlanLoss, skipOthers } from "../exported.ts";
import { type JsonSchema, NO_KEYWORD, objectSchema, type Scope, sharedSchema } from "./property-schema.ts";

/** One schema an event, each in a file of its own that refers to no other: of what callers pass. */
export const jsonSchemaExporter: Exporter = {
  extension: ".schema.json",
  isOurs: (text) => text.replace(/^\{\s*/u, "").startsWith(`"$comment": "${MARK}"`),
  emit: exportJsonSchema,
};

function exportJsonSchema(plan: Plan): Exported {
  const losses: PlanLoss[] = [];
  const shared = new Map(plan.properties.map((property) => [property.name, property]));
  const names = nameFiles(
    plan.events.map(({ name }) => name),
    "event",
  );
  const files = plan.events.map((event, index) => {
    const { name: of, at } = event;
    const file = names[index]!;
    if (file !== of) losses.push({ kind: "renamed", of, at, what: "file", to: file });
    const schema = eventSchema(event, plan, { of, at, shared, used: new Set(), losses });
    return { path: `${file}.schema.json`, text: `${readableJson(schema, 2)}\n` };
  });
  return { files, losses: [...losses, ...skipOthers(plan, "only events have schemas")] };
}

function eventSchema(event: PlanEvent, plan: Plan, scope: Scope): JsonSchema {
  noteLosses(event, scope);
  const properties = brandKeys(event.properties.map(fromEitherSide), plan.groups, event.groups);
  const further = event.additional === undefined ? false : furtherSchema(event.additional);
  const object = objectSchema(properties, scope, further);
  const description = describeEvent(event);
  return {
    $comment: MARK,
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: event.name,
    ...(description === "" ? {} : { description }),
    ...(event.status === "deprecated" ? { deprecated: true } : {}),
    ...object,
    ...furtherLimits(event, scope),
    ...conditions(properties),
    ...(event.examples === undefined ? {} : { examples: event.examples }),
    ...definitions(scope),
  };
}

/** Either side may send the event: what only one of them passes may be absent. */
function fromEitherSide(property: Property): Property {
  const { only, source } = property;
  if (only === undefined || source.kind !== "argument") return property;
  return { ...property, source: { ...source, optional: true } };
}

function furtherSchema({ types, maxLength }: Additional): JsonSchema {
  const schemas = types.map((type) => (type === "string" ? { type, maxLength } : { type }));
  return schemas.length === 1 ? schemas[0]! : { anyOf: schemas };
}

/** How many further properties there may be: a schema counts them together with the others. */
function furtherLimits({ additional, properties }: PlanEvent, { of, at, losses }: Scope): JsonSchema {
  if (additional === undefined) return {};
  losses.push({
    kind: "widened",
    of,
    at,
    what: "rule on further properties",
    from: `at most ${additional.maxKeys}, none of a reserved name`,
    to: "as many more as optional properties are absent, of any name",
  });
  const passed = properties.filter(({ source }) => source.kind === "argument");
  return { maxProperties: passed.length + additional.maxKeys };
}

/** What is required where another property is there and not null. */
function conditions(properties: readonly TypedProperty[]): JsonSchema {
  const byOther = new Map<string, string[]>();
  for (const { name, requiredWith = [] } of properties.filter((property) => isConditional(property))) {
    for (const other of requiredWith) byOther.set(other, [...(byOther.get(other) ?? []), name]);
  }
  const isNullable = (name: string): boolean =>
    properties.some(
      (property) => property.name === name && (property.nullable || property.type.kind === "json"),
    );
  const entries = [...byOther];
  const plain = entries.filter(([other]) => !isNullable(other));
  const unlessNull = entries.filter(([other]) => isNullable(other));
  return {
    ...(plain.length === 0 ? {} : { dependentRequired: Object.fromEntries(plain) }),
    ...(unlessNull.length === 0
      ? {}
      : {
          allOf: unlessNull.map(([other, required]) => ({ anyOf: [isNotThere(other), areThere(required)] })),
        }),
  };
}

/** A property that is absent or null. */
function isNotThere(name: string): JsonSchema {
  return { properties: { [name]: { type: "null" } } };
}

/** Required properties. Ajv's strict mode wants them named as properties beside it. */
function areThere(names: readonly string[]): JsonSchema {
  return { properties: Object.fromEntries(names.map((name) => [name, true])), required: names };
}

/** The shared properties that are referred to. */
function definitions(scope: Scope): JsonSchema {
  const found: (readonly [string, JsonSchema])[] = [];
  // What a definition itself refers to is added while the set is read.
  for (const name of scope.used) found.push([name, sharedSchema(scope.shared.get(name)!, scope)]);
  return found.length === 0 ? {} : { $defs: Object.fromEntries(found) };
}

/** What of an event JSON Schema has no keyword for, beside what the description keeps. */
const EVENT_PARTS: readonly (readonly [what: string, isThere: (event: PlanEvent) => boolean])[] = [
  ["category", ({ category }) => category !== undefined],
  ["owner", ({ owner }) => owner !== undefined],
  ["link", ({ links }) => links !== undefined],
  ["tag", ({ tags }) => tags.length > 0],
  ["source", ({ source }) => source !== "server"],
  ["actor", ({ actor }) => actor !== "user"],
  ["status", ({ status }) => status === "planned"],
  ["stability", ({ stability }) => stability !== undefined],
  ["end", ({ removeAfter }) => removeAfter !== undefined],
  ["idempotency key", ({ idempotency }) => idempotency !== undefined],
  ["revenue", ({ revenue }) => revenue !== undefined],
  ["group", ({ groups }) => groups.length > 0],
  ["profile update", ({ sets }) => sets.person.length + sets.personOnce.length + sets.groups.length > 0],
  ["former name", ({ renamedFrom, alsoSentAs }) => renamedFrom !== undefined || alsoSentAs !== undefined],
];

function noteLosses(event: PlanEvent, { of, at, losses }: Scope): void {
  for (const what of keptOfEvent(event))
    losses.push({ kind: "kept", of, at, what, where: "in the description" });
  for (const [what, has] of EVENT_PARTS) {
    if (has(event)) losses.push({ kind: "dropped", of, at, what, why: NO_KEYWORD });
  }
}
