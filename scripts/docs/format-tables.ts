import * as z from "zod";
import { includedFormat, planFormat } from "../../src/format/plan-format.ts";
import { code, link, prose, table } from "../../src/text/markdown.ts";

/** As much of the format's JSON Schema as the tables show. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly string[];
  readonly enumDescriptions?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | false;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const PLAN = z.toJSONSchema(planFormat, { target: "draft-7", io: "input" }) as Schema;
const INCLUDED = z.toJSONSchema(includedFormat, { target: "draft-7", io: "input" }) as Schema;
const DEFINITIONS = PLAN.definitions!;
/** The map of the two that an event can be. */
const EVENT = DEFINITIONS["event"]!.anyOf![0]!;

/** A map of the format and its place: keys of properties, `anyOf` by its number. */
const PLACES = {
  plan: PLAN,
  included: INCLUDED,
  identity: at(PLAN, "identity"),
  user_id: at(PLAN, "identity", "user_id"),
  form: at(DEFINITIONS["idForm"]!),
  actor: at(DEFINITIONS["actor"]!),
  group: at(DEFINITIONS["group"]!),
  property: at(DEFINITIONS["propertyBody"]!),
  bundle: at(DEFINITIONS["bundle"]!),
  common: at(PLAN, "common"),
  item: at(DEFINITIONS["item"]!),
  event: at(EVENT),
  idempotency: at(EVENT, "idempotency"),
  revenue: at(EVENT, "revenue"),
  currency: at(EVENT, "revenue", "currency"),
  sets: at(EVENT, "sets"),
  link: at(EVENT.properties!["links"]!.items!),
  deprecated: at(EVENT, "deprecated"),
  additional: at(EVENT, "additional"),
  also_sent_as: at(EVENT, "also_sent_as"),
  output: at(PLAN, "output"),
  lint: at(PLAN, "lint"),
  ignore: at(DEFINITIONS["lintIgnore"]!),
  audit: at(PLAN, "audit"),
  wrapper: at(at(PLAN, "audit").properties!["wrappers"]!.items!),
} as const;

type Place = keyof typeof PLACES;

/** Maps that have all keys of another one: their tables show the others only. */
const SAME_KEYS_AS: Readonly<Partial<Record<Place, Place>>> = {
  user_id: "form",
  actor: "user_id",
  item: "property",
  included: "plan",
};

/** The sections of the page about maps, by the keys that hold them. */
const SECTIONS: Readonly<Record<string, string>> = {
  identity: "#identity",
  user_id: "#identity",
  output: "#output",
  lint: "#lint",
  audit: "#audit",
  common: "#common-properties",
  rules: "rules.md",
  idempotency: "#what-counts-once",
  revenue: "#revenue",
  sets: "#what-an-event-sets",
  deprecated: "#deprecation",
  additional: "#additional-properties",
  also_sent_as: "#a-former-name",
};

/** What names of definitions are in words. Those that are maps link to their table. */
const REFERENCES: Readonly<Record<string, string>> = {
  name: "name",
  sharedName: "name of a property",
  numericName: "name of a numeric property",
  eventName: "name of an event",
  bundleName: "name of a bundle",
  category: "text",
  owner: "text",
  tag: "text",
  actorName: "name of an actor",
  idForm: link("form", "#one-form"),
  actor: link("actor", "#actors"),
  group: link("group", "#groups"),
  bundle: link("bundle", "#bundles"),
  property: link("property", "#properties"),
  propertyBody: link("property", "#properties"),
  sharedProperty: link("property", "#properties"),
  item: link("item", "#items"),
  event: link("event", "#events"),
  lintIgnore: link("exceptions", "#lint"),
};

/**
 * The table of the keys of one map of the format.
 *
 * @throws RangeError when there is no such map.
 */
export function keysTable(place: string): string {
  if (!Object.hasOwn(PLACES, place)) throw new RangeError(`The format has no map ${place}.`);
  const { properties = {}, required = [] } = PLACES[place as Place];
  const other = SAME_KEYS_AS[place as Place];
  const known = other === undefined ? {} : PLACES[other].properties!;
  // The page has a table of types.
  const isBrief = (key: string): boolean => key === "type" || Object.hasOwn(known, key);
  const rows = Object.entries(properties)
    .filter(([key, schema]) => !Object.hasOwn(known, key) || describe(schema) !== describe(known[key]!))
    .map(([key, schema]) => [
      code(key, "cell"),
      linkMap(takes(schema), SECTIONS[key]),
      `${required.includes(key) ? "Required. " : ""}${describe(schema, isBrief(key))}`,
    ]);
  return table(["Key", "Value", "Meaning"], rows);
}

/** Every map of the format with keys of its own, as lists of keys. The names of rules are no keys. */
export function allKeys(): readonly string[] {
  const found = new Set<string>();
  const visit = (schema: Schema | false | undefined): void => {
    if (schema === undefined || schema === false) return;
    const { properties = {}, items, additionalProperties, anyOf = [], allOf = [] } = schema;
    const isOfRules =
      Object.hasOwn(properties, "event-naming") || Object.hasOwn(properties, "event-not-sent");
    for (const [key, inner] of isOfRules ? [] : Object.entries(properties)) {
      found.add(key);
      visit(inner);
    }
    for (const inner of [items, additionalProperties, ...anyOf, ...allOf]) visit(inner);
  };
  for (const schema of [PLAN, INCLUDED, ...Object.values(DEFINITIONS)]) visit(schema);
  return [...found].toSorted();
}

/** The map at the end of a path of keys. */
function at(schema: Schema, ...path: readonly string[]): Schema {
  const map = [schema, ...(schema.anyOf ?? [])].find(({ properties }) => properties !== undefined)!;
  const [key, ...others] = path;
  return key === undefined ? map : at(map.properties![key]!, ...others);
}

/** Words that end with a map, which becomes a link to the section about it. */
function linkMap(words: string, section: string | undefined): string {
  return section === undefined ? words : words.replace(/\bmap$/u, link("map", section));
}

/** What a key takes, in words. */
function takes(schema: Schema): string {
  const { $ref, type, enum: words, items, anyOf, allOf, additionalProperties: values } = schema;
  if ($ref !== undefined) return takesReference($ref.replace("#/definitions/", ""));
  if (allOf !== undefined) return allOf.map(takes).join(" ");
  if (anyOf !== undefined) return [...new Set(anyOf.map(takes))].join(", or ");
  if (schema.const !== undefined) return code(String(schema.const), "cell");
  if (words !== undefined) return words.map((word) => code(word, "cell")).join(", ");
  if (Array.isArray(type)) {
    if (type.length > 2) return "any value";
    return type.includes("null") ? "text, or nothing" : "text or number";
  }
  if (type === "array") return `list of ${takes(items!)}`;
  if (type === "object" && typeof values === "object") {
    return Object.keys(values).length === 0 ? "map of name to value" : `map of name to ${takes(values)}`;
  }
  if (type === "object") return "map";
  if (type === "integer" || type === "number") return takesNumber(schema);
  if (type === "boolean") return "`true`, `false`";
  return schema.pattern?.includes("{4}") === true ? "day" : "text";
}

function takesReference(name: string): string {
  const words = REFERENCES[name];
  if (words !== undefined) return words;
  const definition = DEFINITIONS[name];
  if (definition === undefined) throw new RangeError(`The format has no definition ${name}.`);
  return takes(definition);
}

function takesNumber({ type, minimum, maximum = Infinity }: Schema): string {
  const kind = type === "integer" ? "whole number" : "number";
  if (minimum === undefined) return kind;
  return maximum < Number.MAX_SAFE_INTEGER ? `${kind}, ${minimum} to ${maximum}` : `${kind}, from ${minimum}`;
}

/** What a key means, its default, and unless it is `brief` what each of its words means. */
function describe(schema: Schema, brief = false): string {
  const { $ref, enum: words = [], enumDescriptions = [], allOf = [], anyOf = [] } = schema;
  const definition = $ref === undefined ? undefined : DEFINITIONS[$ref.replace("#/definitions/", "")];
  const description = [schema, definition, ...allOf.map(resolve)].find(
    (each) => each?.description,
  )?.description;
  const inner = anyOf.find((each) => each.enumDescriptions !== undefined);
  const meanings = [...words, ...(inner?.enum ?? [])].map((word, index) => {
    const meaning = [...enumDescriptions, ...(inner?.enumDescriptions ?? [])][index];
    return meaning === undefined ? "" : `<br />${code(word, "cell")}: ${prose(meaning, "cell")}`;
  });
  const ending = schema.default === undefined ? "" : ` Default: ${code(String(schema.default), "cell")}.`;
  return `${prose(description ?? "", "cell")}${ending}${brief ? "" : meanings.join("")}`;
}

function resolve({ $ref = "" }: Schema): Schema | undefined {
  return DEFINITIONS[$ref.replace("#/definitions/", "")];
}
