import type { NewProperty } from "../../edit/new-event.ts";
import type { Facets } from "../schema/facets.ts";
import type { Cursor } from "../source/cursor.ts";
import type { ImportLog } from "../source/import-log.ts";
import type { Config } from "./config.ts";

/** Keys of a field that are no keywords of JSON Schema. */
const OWN_KEYS: ReadonlySet<string> = new Set(
  "name title required valueRequired value dict items pii x-opentp".split(" "),
);

/** What fields are read with. */
export interface FieldContext {
  readonly config: Config;
  readonly log: ImportLog;
  /** Called for each dictionary that has the values of a field. */
  readonly onDictionary: (dictionary: Cursor) => void;
}

/** The fields of a payload as the properties of an object. */
export function facetsOfFields(
  at: Cursor,
  fields: ReadonlyMap<string, readonly Cursor[]>,
  context: FieldContext,
): Facets {
  const all = [...fields].map(([name, layers]) => [name, keysOf(layers), layers[0] ?? at] as const);
  return {
    at,
    keywords: new Map(),
    properties: new Map(all.map(([name, keys, place]) => [name, () => facetsOf(place, keys, context)])),
    required: new Set(all.filter(([, keys]) => keys.get("required")?.value === true).map(([name]) => name)),
  };
}

/** The keys of a field: later schemas replace single keys of those before, and a value what else was said of values. */
function keysOf(layers: readonly Cursor[]): ReadonlyMap<string, Cursor> {
  const keys = new Map<string, Cursor>();
  for (const [key, at] of layers.flatMap((layer) => layer.entries())) {
    const isReplaced = (key === "enum" || key === "dict") && keys.has("value");
    if (!keys.has(key) && !isReplaced) keys.set(key, at);
  }
  return keys;
}

function facetsOf(at: Cursor, keys: ReadonlyMap<string, Cursor>, context: FieldContext): Facets {
  const { config, log, onDictionary } = context;
  const keywords = new Map([...keys].filter(([key]) => !OWN_KEYS.has(key)));
  const [value, title, dict, items] = ["value", "title", "dict", "items"].map((key) => keys.get(key));
  if (value !== undefined) keywords.set("const", value);
  if (title !== undefined) keywords.set("title", title);
  const dictionary = dict && config.dictionary(dict, log);
  const values = dictionary?.get("values");
  if (dictionary !== undefined) onDictionary(dictionary);
  if (dict !== undefined && values !== undefined) keywords.set("enum", dict.with(values.value));
  return {
    at,
    keywords,
    properties: new Map(),
    required: new Set(),
    items: items && (() => facetsOf(items, new Map(items.entries()), context)),
    reference: dictionary,
  };
}

/** How personal a field is, as far as its kind tells. */
export function piiOf(layers: readonly Cursor[]): NewProperty["pii"] {
  const pii = layers.map((layer) => layer.get("pii")).find((at) => at !== undefined);
  if (pii === undefined) return undefined;
  return /(?:^|_)id$/u.test(pii.textAt("kind") ?? "") ? "pseudonymous" : "personal";
}
