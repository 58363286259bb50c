import { showKey } from "../../portable/violations.ts";
import type { Schema } from "../definition.ts";

/** As much of a zod 4 schema as tells an object's key from a map's. Source: zod.dev/library-authors, `_zod.def`. */
interface Introspectable {
  readonly _zod?: { readonly def?: SchemaParts };
}

interface SchemaParts {
  readonly type?: string;
  readonly shape?: Readonly<Record<string, Introspectable>>;
  readonly element?: Introspectable;
  readonly valueType?: Introspectable;
  readonly innerType?: Introspectable;
  readonly getter?: () => Introspectable;
  readonly options?: readonly Introspectable[];
}

/** Deepest wrapping of one schema in others that is followed. */
const MAX_WRAPPERS = 20;

/**
 * A path inside properties as text that is safe to log and send. The names of the plan's properties and the indexes
 * of arrays are shown. A map's keys are somebody's data and become `*`. An unknown key is shown only if it looks
 * like the name of a property.
 *
 * @example renderPath(schema, ["items", 0, "price"]) // "items.0.price"
 * @example renderPath(schema, ["ann@example.com"]) // "*"
 */
export function renderPath(schema: Schema, path: readonly PropertyKey[]): string {
  if (path.length === 0) return "properties";
  let here: Introspectable | undefined = schema as Introspectable;
  const parts: string[] = [];
  for (const key of path) {
    const def: SchemaParts | undefined = partsOf(here);
    const shape = def?.shape;
    if (shape !== undefined) {
      const known = typeof key === "string" && Object.hasOwn(shape, key);
      parts.push(known ? key : showKey(key));
      here = known ? shape[key] : undefined;
    } else {
      parts.push(typeof key === "number" ? String(key) : "*");
      here = def?.element ?? def?.valueType;
    }
  }
  return parts.join(".");
}

/** The parts of the schema inside lazy, optional and nullable ones; of alternatives, the first that has parts. */
function partsOf(schema: Introspectable | undefined): SchemaParts | undefined {
  let parts = schema?._zod?.def;
  for (let step = 0; step < MAX_WRAPPERS; step += 1) {
    if (parts?.getter !== undefined) parts = parts.getter()._zod?.def;
    else if (parts?.innerType !== undefined) parts = parts.innerType._zod?.def;
    else if (parts?.options !== undefined) {
      parts = parts.options
        .map(partsOf)
        .find((option) => ["object", "array", "record"].includes(option?.type ?? ""));
    } else return parts;
  }
  return undefined;
}
