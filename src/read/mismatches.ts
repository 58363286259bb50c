import { INCLUDED_KEYS, PLAN_SHAPE, type Shape, type ShapeType } from "../format/shapes.ts";
import type { Pointer } from "../plan/property.ts";
import { isRecord } from "../text/json.ts";

/** The shapes of a plan file and of a file that it includes. */
export const SHAPES = {
  root: PLAN_SHAPE,
  included: { ...PLAN_SHAPE, required: [], properties: { ...INCLUDED_KEYS.own, ...sharedShapes() } },
} as const satisfies Readonly<Record<string, Shape>>;

function sharedShapes(): Readonly<Record<string, Shape>> {
  const { properties = {} } = PLAN_SHAPE;
  return Object.fromEntries(INCLUDED_KEYS.shared.map((key) => [key, properties[key]!]));
}

/** A place where data does not fit its shape. */
export type Mismatch = { readonly at: Pointer } & (
  | { readonly kind: "missing" | "unknown-key" | "pattern" }
  /** No shape that fits takes a value of this type. */
  | { readonly kind: "type"; readonly shapes: readonly Shape[] }
  /** The value is not one of the allowed ones. */
  | { readonly kind: "choice"; readonly known: readonly unknown[] }
  | Limit
);

/** A number, a string or a list is too small or too large. */
export interface Limit {
  readonly kind: "least" | "most";
  readonly limit: number;
  readonly of: "number" | "string" | "array";
}

/** Everything in which data does not fit a shape. A value of `undefined` is not there. */
export function findMismatches(data: unknown, shape: Shape): readonly Mismatch[] {
  const check = new ShapeCheck(shape);
  check.visit(data, shape);
  return check.found;
}

class ShapeCheck {
  readonly found: Mismatch[] = [];
  readonly #root: Shape;
  readonly #at: (string | number)[] = [];

  constructor(root: Shape) {
    this.#root = root;
  }

  visit(value: unknown, shape: Shape): void {
    const branch = branchFor(value, shape, this.#root);
    if (branch === undefined) {
      this.found.push({ kind: "type", at: [...this.#at], shapes: branchesOf(shape, this.#root) });
      return;
    }
    const { enum: known = "const" in branch ? [branch.const] : undefined } = branch;
    if (known !== undefined) {
      if (!known.includes(value)) this.found.push({ kind: "choice", at: [...this.#at], known });
    } else if (typeof value === "string") {
      this.#visitText(value, branch);
    } else if (typeof value === "number") {
      this.#limit("number", value, [branch.minimum, branch.maximum]);
    } else if (Array.isArray(value)) {
      this.#limit("array", value.length, [branch.minItems, branch.maxItems]);
      value.forEach((item, index) => this.#enter(index, item, branch.items));
    } else if (isRecord(value)) {
      this.#visitMap(value, branch);
    }
  }

  #visitText(text: string, { minLength, maxLength, pattern }: Shape): void {
    const needsLength = minLength !== undefined || maxLength !== undefined;
    if (needsLength) this.#limit("string", [...text].length, [minLength, maxLength]);
    if (pattern !== undefined && !compiled(pattern).test(text)) {
      this.found.push({ kind: "pattern", at: [...this.#at] });
    }
  }

  #visitMap(map: Readonly<Record<string, unknown>>, shape: Shape): void {
    const { properties = {}, required = [], additionalProperties: values } = shape;
    for (const key of required) {
      if (map[key] === undefined) this.found.push({ kind: "missing", at: [...this.#at, key] });
    }
    for (const [key, value] of Object.entries(map)) {
      const inner = Object.hasOwn(properties, key) ? properties[key] : values;
      if (inner === false) this.found.push({ kind: "unknown-key", at: [...this.#at, key] });
      else if (value !== undefined) this.#enter(key, value, inner);
    }
  }

  #enter(step: string | number, value: unknown, shape: Shape = {}): void {
    this.#at.push(step);
    this.visit(value, shape);
    this.#at.pop();
  }

  #limit(
    of: Limit["of"],
    size: number,
    [least = -Infinity, most = Infinity]: readonly (number | undefined)[],
  ): void {
    if (size < least) this.found.push({ kind: "least", at: [...this.#at], of, limit: least });
    if (size > most) this.found.push({ kind: "most", at: [...this.#at], of, limit: most });
  }
}

/** The keys that a shape allows in the map at a pointer, in its order. */
export function keysAt(at: Pointer, root: Shape): readonly string[] {
  let shapes = branchesOf(root, root);
  for (const step of at) {
    shapes = shapes.flatMap((shape) => stepInto(shape, step)).flatMap((inner) => branchesOf(inner, root));
  }
  return shapes.flatMap(({ properties = {} }) => Object.keys(properties));
}

function stepInto(shape: Shape, step: string | number): readonly Shape[] {
  const { properties = {}, items, additionalProperties: values } = shape;
  if (Object.hasOwn(properties, step)) return [properties[step]!];
  return [items ?? values].filter((inner) => inner !== undefined && inner !== false);
}

/** What a shape stands for: one of several, or itself. */
function branchesOf(shape: Shape, root: Shape): readonly Shape[] {
  const { $ref: reference } = shape;
  const found = reference === undefined ? shape : root.definitions![reference.replace("#/definitions/", "")]!;
  return found.anyOf?.flatMap((inner) => branchesOf(inner, root)) ?? [found];
}

/** What a shape asks of a value of its type; nothing where it takes none of that type. */
export function branchFor(value: unknown, shape: Shape, root: Shape): Shape | undefined {
  const branches = branchesOf(shape, root);
  return branches.find((each) => isFor(value, each, branches.length === 1));
}

/** Whether a value is to be held against this of several shapes, whatever its type if there is only one of them. */
function isFor(value: unknown, shape: Shape, isOnly: boolean): boolean {
  if (shape.enum !== undefined) return isOnly || typeof value !== "object";
  if ("const" in shape) return isOnly || value === shape.const;
  if (shape.type === undefined) return true;
  return [shape.type].flat().some((type) => isOfType(value, type)) && (isOnly || isOfKind(value, shape));
}

/** Several shapes of maps are told apart by their `kind`. */
function isOfKind(value: unknown, { properties = {} }: Shape): boolean {
  const { kind } = properties;
  if (!isRecord(value) || kind === undefined) return true;
  return (kind.enum ?? [kind.const]).includes(value["kind"]);
}

function isOfType(value: unknown, type: ShapeType): boolean {
  switch (type) {
    case "object":
      return isRecord(value);
    case "array":
      return Array.isArray(value);
    case "null":
      return value === null;
    case "integer":
      return Number.isInteger(value);
    case "number":
      return Number.isFinite(value);
    default:
      return typeof value === type;
  }
}

const compiledPatterns = new Map<string, RegExp>();

function compiled(pattern: string): RegExp {
  const known = compiledPatterns.get(pattern);
  if (known !== undefined) return known;
  const made = new RegExp(pattern, "u");
  compiledPatterns.set(pattern, made);
  return made;
}
