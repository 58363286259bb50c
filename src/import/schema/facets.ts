import type { Cursor } from "../source/cursor.ts";

/** What holds for a value, from wherever it was gathered, in the words of JSON Schema. */
export interface Facets {
  /** Where the value is described. */
  readonly at: Cursor;
  /** The keywords, but for those that have a member of their own here. */
  readonly keywords: ReadonlyMap<string, Cursor>;
  /** Further schemas are made when they are asked for: they may contain one another. */
  readonly properties: ReadonlyMap<string, () => Facets>;
  readonly required: ReadonlySet<string>;
  readonly items?: (() => Facets) | undefined;
  /** What further properties may be: any by default. */
  readonly additional?: (() => Facets) | boolean | undefined;
  /** Of several alternatives, as `anyOf` and `oneOf` list them. */
  readonly choices?: { readonly at: Cursor; readonly of: readonly (() => Facets)[] } | undefined;
  /** What it refers to, where that and words about it are all that it says. */
  readonly reference?: Cursor | undefined;
  /** The schema that others refer to in which a property stands alone. */
  readonly origin?: Cursor | undefined;
  /** References to what no imported file has. */
  readonly missing?: readonly Cursor[] | undefined;
  /** Why it stands for any value. */
  readonly unknown?: string | undefined;
}
