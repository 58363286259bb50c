import type { PropertyBody, SharedPropertyBody, TypeKey } from "../../format/property-body.ts";
import type { Pointer } from "../../plan/property.ts";
import type { DeepPartial } from "../content.ts";

/** The valid keys of a property or an item. */
export type PropertyContent = DeepPartial<SharedPropertyBody>;

export type ContentKey = keyof PropertyBody;

/** The keys of a property with `use` resolved, and which of them are its own. */
export interface ResolvedProperty {
  readonly at: Pointer;
  readonly own: PropertyContent;
  /** Its own keys, and those of the shared property that it does not override. */
  readonly keys: PropertyContent;
  /** Name of the shared property that it uses. */
  readonly base?: string | undefined;
}

/** Whether a key is given and valid. `null` is a value. */
export function has(body: PropertyContent, key: ContentKey): boolean {
  return body[key] !== undefined;
}

/**
 * Where to report keys that are invalid together: at the first that is the property's own. Nothing when all come from the
 * shared property, where the same fault is reported.
 */
export function blame(body: ResolvedProperty, ...keys: readonly ContentKey[]): Pointer | undefined {
  const key = keys.find((candidate) => Object.hasOwn(body.own, candidate));
  return key === undefined ? undefined : [...body.at, key];
}

/** Properties by name, in the author's order. `null`: the shared property of the name; `undefined`: invalid. */
export type PropertyContents = { readonly [name: string]: PropertyContent | null | undefined };

/** What was probably meant by a key of another type. */
export const SIMILAR_KEYS: Readonly<Partial<Record<TypeKey, readonly TypeKey[]>>> = {
  min: ["min_length", "min_items"],
  max: ["max_length", "max_items"],
  min_length: ["min", "min_items"],
  max_length: ["max", "max_items"],
  min_items: ["min", "min_length"],
  max_items: ["max", "max_length"],
  items: ["properties", "values"],
  properties: ["items"],
  additional: ["items"],
  values: ["items", "properties"],
};
