import { createHash } from "node:crypto";
import type { IdRule } from "../plan/ids/identity.ts";
import type { Plan, PlanEvent } from "../plan/plan.ts";
import type { Property, PropertyType } from "../plan/property.ts";
import { canonicalJson, type JsonValue } from "../text/json.ts";

/**
 * A short hash of what a plan tracks, for `plan_hash` of its events: what people only read of it is left out.
 *
 * @example planHash(plan) // "3f2504e04f89"
 */
export function planHash(plan: Plan): string {
  const tracked = JSON.parse(canonicalJson(trackedPlan(plan), 0)) as JsonValue;
  const text = canonicalJson(withoutWords(tracked), 0);
  return createHash("sha256").update(text, "utf8").digest("hex").slice(0, 12);
}

/** Keys of a plan that are for people to read. */
const WORDS: ReadonlySet<string> = new Set(
  "at category deprecated description example examples links meaning owner removeAfter renamedFrom stability tags trigger unprefixedReason".split(
    " ",
  ),
);

/** Keys whose values are sent: nothing in them is for people. */
const SENT: ReadonlySet<string> = new Set(["default", "value"]);

function withoutWords(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => withoutWords(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as { readonly [key: string]: JsonValue }).flatMap(([key, inner]) =>
      WORDS.has(key) ? [] : [[key, SENT.has(key) ? inner : withoutWords(inner)]],
    ),
  );
}

/**
 * The plan without what says where something stands in the YAML and in which order, where output goes, which rules are checked, or
 * which packages it comes from: two plans that track the same have the same file and the same hash.
 */
export function trackedPlan(plan: Plan): object {
  return {
    ...plan,
    output: undefined,
    lint: undefined,
    audit: undefined,
    packages: undefined,
    order: undefined,
    identity: {
      userId: trackedIds(plan.identity.userId),
      actors: plan.identity.actors.map((actor) => ({ ...trackedIds(actor), at: undefined })),
    },
    groups: plan.groups.map((group) => ({
      ...group,
      at: undefined,
      keyForm: group.keyForm && { ...group.keyForm, at: undefined },
      properties: trackedProperties(group.properties),
    })),
    person: trackedProperties(plan.person),
    properties: trackedProperties(plan.properties),
    bundles: unlessEmpty(
      plan.bundles.map((bundle) => ({
        ...bundle,
        at: undefined,
        properties: trackedProperties(bundle.properties),
      })),
    ),
    common: Object.values(plan.common).every(({ length }) => length === 0) ? undefined : plan.common,
    events: plan.events.map(trackedEvent),
  };
}

/** An event without what is usual for it. */
function trackedEvent(event: PlanEvent): object {
  const { actor, source, status, sets } = event;
  const assigned = {
    person: unlessEmpty(sets.person),
    personOnce: unlessEmpty(sets.personOnce),
    groups: unlessEmpty(sets.groups),
  };
  return {
    ...event,
    at: undefined,
    actor: actor === "user" ? undefined : actor,
    source: source === "server" ? undefined : source,
    status: status === "live" ? undefined : status,
    tags: unlessEmpty(event.tags),
    groups: unlessEmpty(event.groups),
    sets: Object.values(assigned).every((list) => list === undefined) ? undefined : assigned,
    with: unlessEmpty(event.with),
    properties: trackedProperties(event.properties),
  };
}

function unlessEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function trackedIds<Ids extends IdRule>(ids: Ids): object {
  return { ...ids, forms: ids.forms.map((form) => ({ ...form, at: undefined })) };
}

function trackedProperties(properties: readonly Property[]): readonly object[] {
  return properties.map((property) => ({
    ...property,
    at: undefined,
    piiStated: undefined,
    // Its text says it all.
    source:
      property.source.kind === "computed" ? { ...property.source, expression: undefined } : property.source,
    type: trackedType(property.type),
  }));
}

function trackedType(type: PropertyType): object {
  switch (type.kind) {
    case "object":
      return { ...type, properties: trackedProperties(type.properties) };
    case "array":
    case "map":
      return { ...type, items: { ...type.items, use: undefined, type: trackedType(type.items.type) } };
    default:
      return type;
  }
}
