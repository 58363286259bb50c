import { isDeepStrictEqual } from "node:util";
import { quote } from "../../text/words.ts";
import type { Cursor } from "../source/cursor.ts";
import type { Facets } from "./facets.ts";

/** Finds what a `$ref` names; nothing where no file has it. */
export type Resolve = (reference: Cursor) => Cursor | undefined;

/** What cannot be flattened: a schema that is nothing but a reference to itself, or too many of them. */
export interface FlattenFault {
  readonly at: Cursor;
  readonly message: string;
  readonly hint: string;
}

/** What all schemas of an import have in common. */
interface Way {
  readonly resolve: Resolve;
  readonly count: { left: number };
  readonly fail: (fault: FlattenFault) => void;
  readonly onReference: (target: Cursor) => void;
}

/** References multiply: ten schemas that name one another twice make a thousand. */
const MAX_SCHEMAS = 250_000;

/**
 * A schema of JSON Schema, with what its references and `allOf` say, as facets.
 *
 * @param onReference - is told of each schema that a reference leads to, when it is followed
 */
export function createFlattener(
  resolve: Resolve,
  fail: (fault: FlattenFault) => void,
  onReference: (target: Cursor) => void = () => {},
): (schema: Cursor) => Facets {
  const way: Way = { resolve, fail, onReference, count: { left: MAX_SCHEMAS } };
  return (schema) => flatten([{ schema, around: new Set() }], way);
}

/** A schema within another, and the targets of the references that lead to it. */
interface Inner {
  readonly schema: Cursor;
  readonly around: ReadonlySet<string>;
  /** The last of them, where the schema is a property in it. */
  readonly origin?: Cursor | undefined;
}

/** What a reference stands for that leads nowhere. */
export function describeMissing(reference: Cursor): string {
  return `what ${quote(reference.value)} says, which no imported file has,`;
}

/** Gathers what several schemas say of one value. */
class Gathering {
  readonly keywords = new Map<string, Cursor>();
  readonly properties = new Map<string, Inner[]>();
  readonly required = new Set<string>();
  readonly items: Inner[] = [];
  readonly additional: Inner[] = [];
  readonly missing: Cursor[] = [];
  choices: Inner | undefined;
  isClosed = false;
  unknown: string | undefined;

  readonly #way: Way;

  constructor(way: Way) {
    this.#way = way;
  }

  /**
   * @param open - the targets of references that led here from the same value
   * @param origin - the last of them
   */
  add({ schema, around }: Inner, open: ReadonlySet<string> = new Set(), origin?: Cursor): void {
    if (schema.value === false) this.unknown ??= "no value at all";
    const inside = new Set([...around, ...open]);
    // A schema's own words come before those that it refers to.
    const later: Cursor[] = [];
    for (const [key, at] of schema.entries()) {
      if (key === "$ref") later.push(at);
      else if (key === "allOf") later.push(...at.items());
      else this.#addKeyword(key, at, inside, origin);
    }
    for (const at of later) {
      if (typeof at.value === "string") this.#follow(at, around, open);
      else this.add({ schema: at, around }, open, origin);
    }
  }

  #follow(reference: Cursor, around: ReadonlySet<string>, open: ReadonlySet<string>): void {
    const target = this.#way.resolve(reference);
    if (target === undefined) {
      this.missing.push(reference);
      this.unknown ??= describeMissing(reference);
      return;
    }
    const id = target.id();
    if (open.has(id)) {
      this.#way.fail({
        at: reference,
        message: "The reference leads back to itself, so that it describes nothing.",
        hint: "Correct the reference.",
      });
    } else if (around.has(id)) {
      this.unknown ??= "a type that contains itself";
    } else {
      this.#way.onReference(target);
      this.add({ schema: target, around }, new Set([...open, id]), target);
    }
  }

  #addKeyword(key: string, at: Cursor, around: ReadonlySet<string>, origin: Cursor | undefined): void {
    switch (key) {
      case "properties":
        for (const [name, property] of at.entries()) {
          const known = this.properties.get(name);
          if (known) known.push({ schema: property, around });
          else this.properties.set(name, [{ schema: property, around, origin }]);
        }
        return;
      case "required":
        // Draft 3 has `true` at the property itself.
        if (typeof at.value === "boolean") this.keywords.set(key, at);
        for (const { value } of at.items()) if (typeof value === "string") this.required.add(value);
        return;
      case "items":
        if (Array.isArray(at.value)) this.keywords.set("prefixItems", at);
        else this.items.push({ schema: at, around });
        return;
      case "additionalProperties":
      case "unevaluatedProperties":
        if (at.value === false) this.isClosed = true;
        else if (typeof at.value === "object" && !isDeepStrictEqual(at.value, {}))
          this.additional.push({ schema: at, around });
        return;
      case "anyOf":
      case "oneOf":
        if (this.choices === undefined) this.choices = { schema: at, around };
        else this.keywords.set(key, at);
        return;
      default: {
        const known = this.keywords.get(key);
        this.keywords.set(key, known === undefined ? at : narrower(key, known, at));
      }
    }
  }
}

function flatten(schemas: readonly Inner[], way: Way): Facets {
  const [{ schema: at, origin }] = schemas as readonly [Inner];
  way.count.left -= 1;
  if (way.count.left < 0) {
    if (way.count.left === -1) {
      way.fail({
        at,
        message: `The references expand to more than ${MAX_SCHEMAS.toLocaleString("en-US")} schemas.`,
        hint: "Import fewer files at once, or schemas that refer to one another less.",
      });
    }
    return { at, keywords: new Map(), properties: new Map(), required: new Set(), unknown: "too many" };
  }
  const gathered = new Gathering(way);
  for (const schema of schemas) gathered.add(schema);
  const { keywords, properties, required, items, additional, missing, choices, isClosed, unknown } = gathered;
  const later = (inner: readonly Inner[]) => {
    let made: Facets | undefined;
    return () => (made ??= flatten(inner, way));
  };
  return {
    at,
    keywords,
    required,
    missing,
    unknown,
    ...(schemas.length === 1 && { origin, reference: referenceOf(at, way.resolve) }),
    properties: new Map([...properties].map(([name, inner]) => [name, later(inner)])),
    items: items.length === 0 ? undefined : later(items),
    additional: isClosed ? false : additional.length > 0 ? later(additional) : undefined,
    choices: choices && {
      at: choices.schema,
      of: choices.schema.items().map((schema) => later([{ schema, around: choices.around }])),
    },
  };
}

/** What is said about a value beside a reference. */
const WORDS = new Set(
  "$comment title description default example examples deprecated readOnly writeOnly".split(" "),
);

/** What a schema refers to that is nothing but a reference, as it stands or alone in `allOf`. */
function referenceOf(schema: Cursor, resolve: Resolve): Cursor | undefined {
  const entries = schema.entries().filter(([key]) => !WORDS.has(key));
  const [[key, at] = [], ...others] = entries;
  if (at === undefined || others.length > 0) return undefined;
  if (key === "$ref") return typeof at.value === "string" ? resolve(at) : undefined;
  const [only, ...more] = key === "allOf" ? at.items() : [];
  return only === undefined || more.length > 0 ? undefined : referenceOf(only, resolve);
}

const LOWER = new Set(["minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"]);
const UPPER = new Set(["maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"]);

/** Of what two schemas say with one keyword, what leaves fewer values; else what is said first. */
function narrower(key: string, first: Cursor, second: Cursor): Cursor {
  const [a, b] = [first.value, second.value];
  if (typeof a === "number" && typeof b === "number") {
    if (LOWER.has(key)) return b > a ? second : first;
    if (UPPER.has(key)) return b < a ? second : first;
  }
  if (key === "type" || key === "enum") {
    return sizeOf(b) < sizeOf(a) || (a === "number" && b === "integer") ? second : first;
  }
  return first;
}

function sizeOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 1;
}
