import { createHash } from "node:crypto";
import type { IdRule } from "../plan/ids/identity.ts";
import type { Plan, PlanEvent } from "../plan/plan.ts";
import type { Property, PropertyType } from "../plan/property.ts";
import { canonicalJson, type JsonValue } from "../text/json.ts";
import type { Emitter } from "./emitter.ts";

/** `plan.json`: the resolved plan and its hash, for other tools, and to compare later versions with. */
export const planJsonEmitter: Emitter = {
  name: "plan.json",
  emit: (plan) => {
    const tracked = trackedPlan(plan);
    const hash = createHash("sha256").update(canonicalJson(tracked, 0), "utf8").digest("hex");
    const packages = plan.packages.length === 0 ? undefined : plan.packages;
    const body = canonicalJson({ format: 1, hash: `sha256:${hash}`, packages, plan: tracked }, LEVELS);
    return [{ path: "plan.json", body }];
  },
};

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

/** A line for each event and each shared property. */
const LEVELS = 3;

/**
 * The plan without what says where something stands in the YAML and in which order, where output goes, which rules are checked, or
 * which packages it comes from: two plans that track the same have the same file and the same hash.
 */
function trackedPlan(plan: Plan): object {
  return {
    ...plan,
    output: undefined,
    lint: undefined,
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

function trackedEvent(event: PlanEvent): object {
  return {
    ...event,
    at: undefined,
    with: unlessEmpty(event.with),
    properties: trackedProperties(event.properties),
  };
}

/** Most plans have no bundles. */
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
