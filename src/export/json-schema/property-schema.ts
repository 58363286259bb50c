import { isArgument, isOmissible, type TypedProperty } from "../../emit/typescript/types.ts";
import {
  DEFAULT_MAX_LENGTH,
  type EnumType,
  isEnum,
  type Item,
  MAX_MAP_KEYS,
  type Property,
  type PropertyType,
} from "../../plan/property.ts";
import { WEB_SCHEMES } from "../../portable/formats.ts";
import { canonicalJson, type JsonValue } from "../../text/json.ts";
import { code } from "../../text/markdown.ts";
import { describeProperty, keptOfProperty } from "../describe.ts";
import type { PlanLoss } from "../exported.ts";

/** A JSON Schema of draft 2020-12. */
export type JsonSchema = Readonly<Record<string, JsonValue>>;

/** What a schema is written for. */
export interface Scope {
  /** The name that losses have, such as `order_paid.lines`. */
  readonly of: string;
  readonly at: Property["at"];
  /** The shared properties of the plan by name. */
  readonly shared: ReadonlyMap<string, Property>;
  /** The names of those that `$defs` must define. */
  readonly used: Set<string>;
  readonly losses: PlanLoss[];
}

/** Why much of a plan is dropped. */
export const NO_KEYWORD = "JSON Schema has no keyword for it";

/**
 * The schema of an object with properties, as callers pass it.
 *
 * @param further - what further properties may be
 */
export function objectSchema(
  properties: readonly TypedProperty[],
  scope: Scope,
  further: JsonSchema | boolean = false,
): JsonSchema {
  const passed = properties.filter((property) => isArgument(property));
  const added = properties.filter((property) => !isArgument(property));
  for (const property of added) {
    const why = "callers do not pass it, the helper adds it";
    scope.losses.push({ kind: "dropped", ...within(scope, property), what: "property", why });
  }
  const required = passed.filter((property) => !isOmissible(property)).map(({ name }) => name);
  return {
    type: "object",
    properties: Object.fromEntries([
      ...passed.map((property) => [property.name, propertySchema(property, scope)] as const),
      // Where further properties are accepted, these are not among them.
      ...(further === false ? [] : added.map(({ name }) => [name, false] as const)),
    ]),
    ...(required.length === 0 ? {} : { required }),
    ...(further === true ? {} : { additionalProperties: further }),
  };
}

/** The schema of a shared property, for `$defs`. What it loses is reported where it is used. */
export function sharedSchema(property: Property, scope: Scope): JsonSchema {
  return { ...itemSchema(property, { ...scope, losses: [] }), ...annotationsOf(property) };
}

function propertySchema(property: TypedProperty, outer: Scope): JsonSchema {
  const scope = { ...outer, ...within(outer, property) };
  noteLosses(property, scope);
  const annotations = annotationsOf(property);
  const written = itemSchema(property, scope);
  const shared = property.brand === undefined ? sharedOf(property, annotations, scope) : undefined;
  if (shared === undefined) return { ...written, ...annotations };
  const known = annotationsOf(shared);
  const own = Object.entries(annotations).filter(([key, value]) => !isSame(value, known[key]));
  return { ...reference(shared, property, scope), ...Object.fromEntries(own) };
}

/** The shared property that a schema can refer to: of the same type, and nothing of it would have to be taken back. */
function sharedOf(
  { use, type, nullable }: Pick<Property, "use" | "type" | "nullable">,
  annotations: JsonSchema,
  { shared }: Scope,
): Property | undefined {
  const found = use === undefined ? undefined : shared.get(use);
  if (found === undefined || (found.nullable && !nullable) || !isSame(found.type, type)) return undefined;
  return Object.keys(annotationsOf(found)).every((key) => key in annotations) ? found : undefined;
}

function reference(
  { name, nullable }: Property,
  user: Pick<Property, "nullable">,
  { used }: Scope,
): JsonSchema {
  used.add(name);
  const path = encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"));
  const $ref = `#/$defs/${path}`;
  return user.nullable && !nullable ? { anyOf: [{ $ref }, { type: "null" }] } : { $ref };
}

function within({ of }: Scope, { name, at }: Property): Pick<Scope, "of" | "at"> {
  return { of: `${of}.${name}`, at };
}

function itemSchema(
  { type, nullable, brand }: Pick<TypedProperty, "type" | "nullable" | "brand">,
  scope: Scope,
): JsonSchema {
  const schema = brand === undefined ? typeSchema(type, scope) : keySchema(type, scope);
  return nullable ? orNull(schema) : schema;
}

/** The key of a group: a UUID is in lower case, and text is no word for a missing id. */
function keySchema(type: PropertyType, scope: Scope): JsonSchema {
  const schema = typeSchema(type, scope);
  if (type.kind === "uuid") return { ...schema, pattern: "^[^A-Z]*$" };
  const to = "any text of its type, also `null` and other words for a missing id";
  note(scope, { kind: "widened", what: "group key", from: "keys of the group", to });
  return schema;
}

function orNull(schema: JsonSchema): JsonSchema {
  const { type, enum: values, anyOf } = schema;
  if (Array.isArray(anyOf)) return { anyOf: [schema, { type: "null" }] };
  // Without a type it is any JSON, `null` too.
  if (typeof type !== "string") return schema;
  const all = Array.isArray(values) ? { enum: [...(values as readonly JsonValue[]), null] } : {};
  return { ...schema, type: [type, "null"], ...all };
}

function typeSchema(type: PropertyType, scope: Scope): JsonSchema {
  if (isEnum(type)) return enumSchema(type);
  switch (type.kind) {
    case "string":
      return textSchema(type, scope);
    case "number":
      return { type: "number", ...limits({ minimum: type.min, maximum: type.max }) };
    case "integer":
      return {
        type: "integer",
        minimum: type.min ?? Number.MIN_SAFE_INTEGER,
        maximum: type.max ?? Number.MAX_SAFE_INTEGER,
      };
    case "boolean":
      return { type: "boolean" };
    case "datetime":
      return { type: "string", format: "date-time" };
    case "date":
    case "uuid":
      return { type: "string", format: type.kind };
    case "email":
      noteAscii(scope, "email address");
      return { type: "string", format: "email" };
    case "url": {
      noteAscii(scope, "URL");
      const schemes = (type.schemes ?? WEB_SCHEMES).map(inAnyCase).join("|");
      return { type: "string", format: "uri", pattern: `^(?:${schemes}):` };
    }
    case "ip":
      return { anyOf: ["ipv4", "ipv6"].map((format) => ({ type: "string", format })) };
    case "json":
      return {};
    case "array":
      return {
        type: "array",
        items: elementSchema(type.items, scope),
        ...limits({ minItems: type.minItems, maxItems: type.maxItems }),
      };
    case "map":
      return {
        type: "object",
        additionalProperties: elementSchema(type.items, scope),
        maxProperties: MAX_MAP_KEYS,
      };
    case "object":
      return objectSchema(type.properties, scope, type.additional !== undefined);
    case "union":
      return { anyOf: type.types.map((branch) => typeSchema(branch, scope)) };
    default:
      return type satisfies never;
  }
}

/** The schema of what a list or a map holds. */
function elementSchema(item: Item, scope: Scope): JsonSchema {
  const annotations: JsonSchema = item.description === undefined ? {} : { description: item.description };
  const written = itemSchema(item, scope);
  const shared = sharedOf(item, annotations, scope);
  return shared === undefined
    ? { ...written, ...annotations }
    : { ...reference(shared, item, scope), ...annotations };
}

function enumSchema({ kind, values }: EnumType): JsonSchema {
  return { type: kind === "enum" ? "string" : "integer", enum: values.map(({ value }) => value) };
}

/** Text that is cut is checked afterwards. A schema would check it before. */
function textSchema(
  { pattern, minLength, maxLength, truncate }: Extract<PropertyType, { kind: "string" }>,
  scope: Scope,
): JsonSchema {
  if (truncate === undefined) {
    return {
      type: "string",
      ...limits({ minLength, maxLength: maxLength ?? DEFAULT_MAX_LENGTH }),
      ...(pattern === undefined ? {} : { pattern: `^(?:${pattern})$` }),
    };
  }
  note(scope, { kind: "dropped", what: "truncation", why: "a schema changes no value" });
  if (pattern !== undefined) {
    const to = "any text, as it is checked after the cut";
    note(scope, { kind: "widened", what: "pattern", from: code(pattern), to });
  }
  return {
    type: "string",
    ...limits({ minLength, maxLength: (maxLength ?? Infinity) < truncate ? maxLength : undefined }),
  };
}

function noteAscii(scope: Scope, what: string): void {
  note(scope, { kind: "closed", what, from: "letters of any script", to: "ASCII, as the format has it" });
}

/** A pattern for a scheme of URLs, of which case means nothing. */
function inAnyCase(scheme: string): string {
  return scheme.replaceAll(/[a-z.+]/gu, (character) =>
    /[a-z]/u.test(character) ? `[${character}${character.toUpperCase()}]` : `\\${character}`,
  );
}

function limits(all: Readonly<Record<string, number | undefined>>): JsonSchema {
  return Object.fromEntries(
    Object.entries(all).filter((limit): limit is [string, number] => limit[1] !== undefined),
  );
}

/** What a schema says of a property to people, and its default. */
function annotationsOf(property: Property): JsonSchema {
  const { deprecated, example, source } = property;
  const description = describeProperty(property);
  return {
    ...(description === "" ? {} : { description }),
    ...(deprecated === undefined ? {} : { deprecated: true }),
    ...(source.kind === "argument" && source.default !== undefined ? { default: source.default } : {}),
    ...(example === undefined ? {} : { examples: [example] }),
  };
}

/** What of a property itself a schema says otherwise or not at all. */
function noteLosses(property: Property, scope: Scope): void {
  const { pii, renamedFrom, only, common } = property;
  for (const what of keptOfProperty(property))
    note(scope, { kind: "kept", what, where: "in the description" });
  if (only !== undefined || common !== undefined) {
    const from = "what each side of the event passes or knows";
    note(scope, { kind: "widened", what: "presence", from, to: "optional" });
  }
  if (pii !== "none") note(scope, { kind: "dropped", what: "kind of personal data", why: NO_KEYWORD });
  if (renamedFrom !== undefined) note(scope, { kind: "dropped", what: "former name", why: NO_KEYWORD });
}

/** Without its place, each kind of loss stays one. */
type Unplaced<Loss> = Loss extends unknown ? Omit<Loss, "of" | "at"> : never;

function note({ of, at, losses }: Scope, loss: Unplaced<PlanLoss>): void {
  losses.push({ ...loss, of, at } as PlanLoss);
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || canonicalJson(a ?? null, 0) === canonicalJson(b ?? null, 0);
}
