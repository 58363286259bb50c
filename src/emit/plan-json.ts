import { createHash } from "node:crypto";
import type { IdRule } from "../plan/ids/identity.ts";
import type { Plan, PlanEvent } from "../plan/plan.ts";
import type { Property, PropertyType } from "../plan/property.ts";
import { canonicalJson, WrittenJson } from "../text/json.ts";
import { type Emitter, memoize } from "./emitter.ts";

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

const trackedEvent = memoize(
  (event: PlanEvent) =>
    new WrittenJson({
      ...event,
      at: undefined,
      with: unlessEmpty(event.with),
      properties: trackedProperties(event.properties),
    }),
);

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
