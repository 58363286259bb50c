import type { Facets } from "../schema/facets.ts";
import type { Cursor } from "../source/cursor.ts";
import type { ImportLog } from "../source/import-log.ts";
import { type Catalog, isReference } from "./catalog.ts";

/** What properties are read with. */
interface Context {
  readonly catalog: Catalog;
  readonly log: ImportLog;
  /** Called for each custom type that a value has. */
  readonly onType: (type: Cursor) => void;
  /** The custom types around a property. */
  readonly around: ReadonlySet<string>;
}

/** Properties that a rule or a custom type lists, with those of its variants. */
export function facetsOfList(
  holder: Cursor,
  { catalog, log, onType, around = new Set() }: Omit<Context, "around"> & Partial<Pick<Context, "around">>,
): Pick<Facets, "properties" | "required"> {
  const context = { catalog, log, onType, around };
  const properties = new Map<string, () => Facets>();
  const required = new Set<string>();
  for (const entry of holder.get("properties")?.items() ?? []) {
    const definition = definitionOf(entry, catalog);
    if (definition === undefined) continue;
    const name = nameOf(definition);
    properties.set(name, () => facetsOf(definition, entry, context));
    if (entry.get("required")?.value === true) required.add(name);
  }
  for (const [entry, definition] of variantsOf(holder, context)) {
    const name = nameOf(definition);
    if (!properties.has(name)) properties.set(name, () => facetsOf(definition, entry, context));
  }
  return { properties, required };
}

/** The property that an entry of a list refers to. */
function definitionOf(entry: Cursor, catalog: Catalog): Cursor | undefined {
  const reference = entry.get("property") ?? entry.get("$ref");
  return reference && catalog.follow(reference, "property");
}

/** The name on the wire, in which every character counts. */
function nameOf(definition: Cursor): string {
  return String(definition.get("name")?.value ?? "");
}

/** The properties that only some values of another one bring. Reports that the plan does not say so. */
function variantsOf(holder: Cursor, { catalog, log }: Context): readonly (readonly [Cursor, Cursor])[] {
  const variants = holder.get("variants");
  const all = variants?.items() ?? [];
  if (variants === undefined || all.length === 0) return [];
  const from = "properties that depend on the value of another";
  log.lose(variants, holder.textAt("id") ?? "", {
    kind: "widened",
    what: "variant",
    from,
    to: "optional ones",
  });
  const lists = all.flatMap((variant) => {
    const fallback = variant.get("default");
    const cases = variant.get("cases")?.items() ?? [];
    return cases.map((one) => one.get("properties")).concat(fallback?.get("properties") ?? fallback);
  });
  const entries = lists.flatMap((list) => list?.items() ?? []);
  return entries.flatMap((entry) => {
    const definition = definitionOf(entry, catalog);
    return definition === undefined ? [] : [[entry, definition] as const];
  });
}

/** @param entry - what a rule says of the property beside its definition: whether an object has properties */
function facetsOf(definition: Cursor, entry: Cursor, context: Context): Facets {
  const own = described(definition, context);
  const additional = entry.get("additional_properties") ?? entry.get("additionalProperties");
  const isNested = (entry.get("properties")?.items().length ?? 0) > 0;
  const isClosed = additional?.value === false;
  return {
    ...own,
    ...(isNested && facetsOfList(entry, context)),
    ...(isClosed && { additional: false }),
    // A rule that says more does not have the type as it is.
    ...((isNested || isClosed) && { reference: undefined }),
  };
}

/** What a property or a custom type says of its values. */
function described(definition: Cursor, context: Context): Facets {
  const { catalog, around } = context;
  const keywords = new Map(keywordsOf(definition));
  const type = definition.get("types") ?? definition.get("type");
  const custom =
    type !== undefined && isReference(type.value) ? catalog.follow(type, "custom-type") : undefined;
  if (custom !== undefined) return customised(custom, { definition, keywords }, context);
  if (type !== undefined) keywords.set("type", type.with(typesIn(type)));
  const items = itemTypes(definition);
  const closed = keywords.get("additionalProperties")?.value === false;
  keywords.delete("additionalProperties");
  return {
    at: definition,
    keywords,
    ...facetsOfList(definition, context),
    items: items && (() => itemFacets(items, { ...context, around })),
    ...(closed && { additional: false }),
  };
}

/** A property of a custom type: what it says itself comes first. */
function customised(
  custom: Cursor,
  { definition, keywords }: { readonly definition: Cursor; readonly keywords: ReadonlyMap<string, Cursor> },
  context: Context,
): Facets {
  const id = custom.id();
  context.onType(custom);
  const nothing = { at: definition, keywords, properties: new Map(), required: new Set<string>() };
  if (context.around.has(id)) return { ...nothing, unknown: "a type that contains itself" };
  const facets = described(custom, { ...context, around: new Set([...context.around, id]) });
  // RudderStack adds nothing to the properties of a custom type.
  const closed = facets.properties.size > 0 && { additional: false };
  const isAll = [...keywords.keys()].every((key) => key === "description");
  return {
    ...facets,
    ...closed,
    at: definition,
    keywords: new Map([...facets.keywords, ...keywords]),
    reference: isAll ? custom : undefined,
  };
}

/** The keys of a configuration in the words of JSON Schema, and the description. */
function keywordsOf(definition: Cursor): readonly (readonly [string, Cursor])[] {
  const config = definition.get("config") ?? definition.get("propConfig");
  const description = definition.get("description");
  return [
    ...(config?.entries() ?? [])
      .map(([key, at]) => [camelCase(key), at] as const)
      .filter(([key]) => key !== "itemTypes"),
    ...(description === undefined ? [] : [["description", description] as const]),
  ];
}

/** @example camelCase("min_length") // "minLength" */
function camelCase(key: string): string {
  return key.replaceAll(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase());
}

/** The former format has several types in one text: `string,null`. */
function typesIn({ value }: Cursor): unknown {
  return typeof value === "string" && value.includes(",")
    ? value.split(",").map((name) => name.trim())
    : value;
}

/** The types of the items of a list, in either version of the format. */
function itemTypes(definition: Cursor): Cursor | undefined {
  return (
    definition.get("item_types") ??
    definition.get("item_type") ??
    definition.within("propConfig", "itemTypes") ??
    definition.within("config", "itemTypes")
  );
}

function itemFacets(types: Cursor, context: Context): Facets {
  const [only, ...others] = Array.isArray(types.value) ? types.items() : [types];
  const nothing = { at: types, properties: new Map(), required: new Set<string>() };
  if (only !== undefined && others.length === 0) {
    const custom = isReference(only.value) ? context.catalog.follow(only, "custom-type") : undefined;
    if (custom !== undefined) return customised(custom, { definition: only, keywords: new Map() }, context);
    return { ...nothing, keywords: new Map([["type", only]]) };
  }
  return { ...nothing, keywords: new Map([["type", types]]) };
}
