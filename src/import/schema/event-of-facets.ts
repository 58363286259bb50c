import type { NewEvent, NewProperty } from "../../edit/new-event.ts";
import { isRecord, type JsonValue } from "../../text/json.ts";
import { accepts } from "../accepts.ts";
import type { Facets } from "./facets.ts";
import type { TypeContext } from "./type-context.ts";
import { describeMissing } from "./flatten.ts";
import { propertiesOf, typeOfFacets } from "./type-of-facets.ts";
import { reportUnsaid } from "./unsaid.ts";

/** An event as its schema describes it. Reports what the plan cannot say. */
export function eventOfFacets(name: string, facets: Facets, context: TypeContext): NewEvent {
  context.remember(facets.at);
  reportUnsaid(facets, context, ["dependentRequired"]);
  const { keywords, choices, missing = [] } = facets;
  for (const at of missing) {
    const to = "those that the plan names";
    context.lose(at, { kind: "closed", what: "set of properties", from: describeMissing(at), to });
  }
  if (choices !== undefined) {
    const from = "what one of several schemas describes";
    context.lose(choices.at, { kind: "widened", what: "choice", from, to: "any combination" });
  }
  const properties = requiredWith(facets, propertiesOf(facets, context, "event"));
  const examples = examplesOf(facets, properties, context);
  const additional = additionalOf(facets, context);
  return {
    name,
    description: keywords.get("description")?.text(),
    ...(keywords.get("deprecated")?.value === true && { status: "deprecated" as const }),
    properties,
    ...(additional && { additional }),
    ...(examples.length > 0 && { examples }),
  };
}

const ADDITIONAL_TYPES: ReadonlySet<string> = new Set(["string", "number", "integer", "boolean"]);

/** What an event accepts beside its properties, where that is a scalar. */
function additionalOf({ additional, at }: Facets, context: TypeContext): NewEvent["additional"] {
  if (additional === false) return undefined;
  if (typeof additional === "function") {
    const { type = "json" } = typeOfFacets(additional(), context.inside("*"));
    const names = typeof type === "string" ? [type] : type;
    if (names.every((name) => ADDITIONAL_TYPES.has(name))) return { type };
  }
  context.loseOfMany(at, "unplanned");
  return undefined;
}

/** With which others each property is required, as `dependentRequired` says: of optional ones. */
function requiredWith({ keywords }: Facets, properties: readonly NewProperty[]): readonly NewProperty[] {
  const byOther = keywords.get("dependentRequired")?.entries() ?? [];
  const isOptional = new Map(properties.map(({ name, optional }) => [name, optional === true]));
  return properties.map((property) => {
    const others = byOther
      .filter(
        ([other, required]) =>
          other !== property.name &&
          isOptional.get(other) &&
          required.items().some(({ value }) => value === property.name),
      )
      .map(([other]) => other);
    if (property.optional !== true || others.length === 0) return property;
    return Object.assign({}, property, { optional: undefined, required_with: others });
  });
}

/** The examples that the plan accepts as calls of the helper, without what the plan leaves out. */
function examplesOf(
  { keywords }: Facets,
  properties: readonly NewProperty[],
  context: TypeContext,
): NonNullable<NewEvent["examples"]> {
  const examples = keywords.get("examples")?.items() ?? [];
  return examples.flatMap((at) => {
    const { value } = at;
    const passed = properties.filter((property) => property.const === undefined);
    const misfit = isRecord(value) ? passed.find((property) => !fits(property, value)) : undefined;
    if (isRecord(value) && misfit === undefined) {
      const known = passed.filter(({ name }) => Object.hasOwn(value, name));
      return [Object.fromEntries(known.map(({ name }) => [name, value[name] as JsonValue]))];
    }
    const why = misfit === undefined ? "it is no map" : `it does not fit \`${misfit.name}\``;
    context.lose(at, { kind: "dropped", what: "example", why });
    return [];
  });
}

function fits(property: NewProperty, example: Readonly<Record<string, unknown>>): boolean {
  const { name, optional = false, default: fallback } = property;
  return Object.hasOwn(example, name) ? accepts(property, example[name]) : optional || fallback !== undefined;
}
