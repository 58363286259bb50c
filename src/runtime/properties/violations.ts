import type { Schema } from "../definition.ts";
import type { PlainObject } from "../../portable/values.ts";
import { listViolations, showKey } from "../../portable/violations.ts";

/** A value that the plan refuses: where it is, and a code such as `missing` or `too_long`. Never the value itself. */
export interface Violation {
  readonly path: readonly PropertyKey[];
  readonly code: string;
}

/** As much of a zod 4 schema as is used. */
interface Parser {
  safeParse(
    value: unknown,
  ):
    | { readonly success: true }
    | { readonly success: false; readonly error: { readonly issues: readonly ZodIssue[] } };
  /** A schema of the same definition, of which nothing has been built yet. */
  clone(): Parser;
}

/** The parts of zod 4's issues that are used. Source: `zod/v4/core/errors`. */
interface ZodIssue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly origin?: string;
  readonly expected?: string;
  readonly keys?: readonly string[];
  readonly errors?: readonly (readonly ZodIssue[])[];
  readonly params?: { readonly code?: unknown };
}

/** What a schema finds wrong with properties. An unknown key is a violation at its own path. */
export function findViolations(schema: Schema, properties: PlainObject): readonly Violation[] {
  const result = parse(schema, properties);
  if (result.success) return [];
  return result.error.issues.flatMap((issue): readonly Violation[] => {
    if (issue.code === "unrecognized_keys" && issue.keys !== undefined) {
      // zod also names what something added to Object.prototype.
      const parent = valueAt(properties, issue.path) ?? {};
      const own = issue.keys.filter((key) => Object.hasOwn(parent, key));
      return own.map((key) => ({ path: [...issue.path, key], code: UNKNOWN }));
    }
    const absent = valueAt(properties, issue.path) === undefined;
    return [{ path: issue.path, code: absent ? "missing" : codeOf(issue) }];
  });
}

/** Replacements for schemas that can no longer be used. */
const remade = new WeakMap<Schema, Parser>();

/**
 * A schema of zod whose parts are built while `Object.prototype` has an enumerable addition may fail then, and would fail ever after:
 * a clone builds them anew.
 */
function parse(schema: Schema, properties: PlainObject): ReturnType<Parser["safeParse"]> {
  const parser = schema as unknown as Parser;
  try {
    return (remade.get(schema) ?? parser).safeParse(properties);
  } catch {
    const clone = parser.clone();
    const result = clone.safeParse(properties);
    remade.set(schema, clone);
    return result;
  }
}

/**
 * Removes from properties what violations are about: an unknown key by itself, and else the whole top-level
 * property. Returns the names of the top-level properties that had an invalid value.
 */
export function dropInvalid(properties: PlainObject, violations: readonly Violation[]): ReadonlySet<string> {
  const invalid = new Set<string>();
  for (const { path, code } of violations) {
    const top = path[0];
    if (top === undefined) continue;
    if (code === UNKNOWN) {
      const parent = valueAt(properties, path.slice(0, -1));
      if (typeof parent === "object" && parent !== null) {
        delete (parent as Record<PropertyKey, unknown>)[path.at(-1) as PropertyKey];
      }
    } else {
      delete properties[String(top)];
      invalid.add(String(top));
    }
  }
  return invalid;
}

/**
 * Violations as text, `path: code`, without a value, a map's key, or a key that could be somebody's data.
 *
 * @example nameViolations(schema, [{ path: ["amount_usd"], code: "not_finite" }]) // ["amount_usd: not_finite"]
 */
export function nameViolations(schema: Schema, violations: readonly Violation[]): string[] {
  return listViolations(violations.map(({ path, code }) => `${renderPath(schema, path)}: ${code}`));
}

const UNKNOWN = "unknown_property";

function codeOf(issue: ZodIssue): string {
  switch (issue.code) {
    case "custom":
      return typeof issue.params?.code === "string" && /^[a-z_]{1,40}$/u.test(issue.params.code)
        ? issue.params.code
        : "invalid";
    case "invalid_type":
      // What the plan fills in, in an object that accepts further properties, is unknown as in one that does not.
      if (issue.expected === "never") return UNKNOWN;
      return issue.expected === "int" ? "not_an_integer" : "wrong_type";
    case "invalid_value":
      return "not_allowed";
    case "too_small":
      return { string: "too_short", array: "too_few_items" }[issue.origin ?? ""] ?? "too_small";
    case "too_big":
      return { string: "too_long", array: "too_many_items" }[issue.origin ?? ""] ?? "too_large";
    case "invalid_union":
      return codeOfUnion(issue);
    case "invalid_format":
    case "invalid_key":
      return issue.code;
    default:
      return "invalid";
  }
}

/** The code of the alternative that came nearest: one that the value's type fits, if any. */
function codeOfUnion(issue: ZodIssue): string {
  const codes = (issue.errors ?? []).flatMap((issues) => issues.map(codeOf));
  return codes.find((code) => code !== "wrong_type") ?? "wrong_type";
}

function valueAt(properties: unknown, path: readonly PropertyKey[]): unknown {
  let value = properties;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return value;
}

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
function renderPath(schema: Schema, path: readonly PropertyKey[]): string {
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

/** Whether a schema of properties has this one. */
export function hasProperty(schema: Schema, name: string): boolean {
  return Object.hasOwn(partsOf(schema)?.shape ?? {}, name);
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
