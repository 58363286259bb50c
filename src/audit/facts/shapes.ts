import type { ts } from "ts-morph";
import type { Code } from "../project/compiler.ts";

/** What the compiler knows about a value, as far as a plan can say it. */
export type Shape =
  | { readonly kind: "string" | "number" | "boolean"; readonly literals?: readonly (string | number)[] }
  | { readonly kind: "null" | "date" | "unknown" }
  | { readonly kind: "array"; readonly items: Shape }
  | { readonly kind: "object"; readonly properties: readonly ShapeProperty[] }
  | { readonly kind: "union"; readonly of: readonly Shape[] };

export interface ShapeProperty {
  readonly name: string;
  readonly shape: Shape;
  readonly optional: boolean;
}

const UNKNOWN: Shape = { kind: "unknown" };

/** Deeper is `unknown`: types may refer to themselves. */
const MAX_DEPTH = 4;

/** More properties are a class of some library, not a value that somebody sends. */
const MAX_PROPERTIES = 200;

/** The shape of an expression's value; whether it may be absent. */
export function shapeOfExpression(
  node: ts.Expression,
  code: Code,
): { readonly shape: Shape; readonly optional: boolean } {
  // A literal keeps its value only as a constant; `{ plan: "pro" }` alone has the type `string`.
  const { ts, checker } = code;
  const type = checker.getTypeAtLocation(node);
  const literal = ts.isStringLiteralLike(node) || ts.isNumericLiteral(node) ? node : undefined;
  return {
    shape: literal ? literalShape(literal, code) : shapeOfType(type, node, code),
    optional: mayBeUndefined(type, code),
  };
}

function literalShape(node: ts.StringLiteralLike | ts.NumericLiteral, { ts }: Code): Shape {
  return ts.isNumericLiteral(node)
    ? { kind: "number", literals: [Number(node.text)] }
    : { kind: "string", literals: [node.text] };
}

export function mayBeUndefined(type: ts.Type, { ts }: Code): boolean {
  const parts = type.isUnion() ? type.types : [type];
  return parts.some(({ flags }) => (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0);
}

/** The shape of a type's values, without `undefined`. */
function shapeOfType(type: ts.Type, at: ts.Node, code: Code, depth = 0): Shape {
  const { ts, checker } = code;
  const { flags } = type;
  if (type.isUnion()) return unite(type.types.map((part) => shapeOfType(part, at, code, depth)));
  if (type.isStringLiteral()) return { kind: "string", literals: [type.value] };
  if (type.isNumberLiteral()) return { kind: "number", literals: [type.value] };
  if (flags & ts.TypeFlags.StringLike) return { kind: "string" };
  if (flags & (ts.TypeFlags.NumberLike | ts.TypeFlags.BigIntLike)) return { kind: "number" };
  if (flags & ts.TypeFlags.BooleanLike) return { kind: "boolean" };
  if (flags & ts.TypeFlags.Null) return { kind: "null" };
  if (flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void | ts.TypeFlags.Never))
    return { kind: "union", of: [] };
  if (flags & ts.TypeFlags.TypeParameter) {
    const bound = checker.getBaseConstraintOfType(type);
    return bound && bound !== type ? shapeOfType(bound, at, code, depth + 1) : UNKNOWN;
  }
  // A branded string: `string & { readonly __brand: "UserId" }`.
  if (type.isIntersection()) {
    const scalar = type.types
      .map((part) => shapeOfType(part, at, code, depth + 1))
      .find(({ kind }) => kind === "string" || kind === "number");
    if (scalar) return scalar;
  }
  if (depth >= MAX_DEPTH || !(flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return UNKNOWN;
  if (type.symbol?.name === "Date") return { kind: "date" };
  if (checker.isArrayType(type) || checker.isTupleType(type)) {
    const items = checker.getTypeArguments(type as ts.TypeReference);
    return { kind: "array", items: unite(items.map((item) => shapeOfType(item, at, code, depth + 1))) };
  }
  const properties = propertiesOfType(type, at, code, depth + 1);
  return properties === undefined ? UNKNOWN : { kind: "object", properties };
}

/** The properties of an object type; `undefined` if it may have others, or is no plain object. */
export function propertiesOfType(
  type: ts.Type,
  at: ts.Node,
  code: Code,
  depth = 0,
): readonly ShapeProperty[] | undefined {
  const { ts, checker } = code;
  if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return undefined;
  if (checker.getIndexInfosOfType(type).length > 0) return undefined;
  if (checker.getSignaturesOfType(type, ts.SignatureKind.Call).length > 0) return undefined;
  const symbols = checker.getPropertiesOfType(type);
  if (symbols.length > MAX_PROPERTIES) return undefined;
  return symbols.map((symbol) => {
    const propertyType = checker.getTypeOfSymbolAtLocation(symbol, at);
    return {
      name: symbol.name,
      shape: shapeOfType(propertyType, at, code, depth),
      optional: (symbol.flags & ts.SymbolFlags.Optional) !== 0 || mayBeUndefined(propertyType, code),
    };
  });
}

/** One shape for several: equal kinds of scalars become one, with all their literals where each has some. */
export function unite(shapes: readonly Shape[]): Shape {
  const parts = shapes.flatMap((shape) => (shape.kind === "union" ? shape.of : [shape]));
  if (parts.some(({ kind }) => kind === "unknown")) return UNKNOWN;
  const united: Shape[] = [];
  for (const part of parts) {
    const index = united.findIndex(({ kind }) => kind === part.kind);
    const same = united[index];
    if (same === undefined) united.push(part);
    else united[index] = join(same, part) ?? same;
    if (same !== undefined && join(same, part) === undefined) united.push(part);
  }
  const [only] = united;
  return united.length === 1 && only ? only : { kind: "union", of: united };
}

/** Two shapes of one kind as one, or `undefined` if they have to stay apart. */
function join(a: Shape, b: Shape): Shape | undefined {
  if ((a.kind === "string" && b.kind === "string") || (a.kind === "number" && b.kind === "number")) {
    const literals = a.literals && b.literals && [...new Set([...a.literals, ...b.literals])];
    return { kind: a.kind, ...(literals && { literals }) };
  }
  if (a.kind === "array" && b.kind === "array") return { kind: "array", items: unite([a.items, b.items]) };
  if (a.kind === "object" && b.kind === "object")
    return JSON.stringify(a) === JSON.stringify(b) ? a : undefined;
  return a.kind === b.kind ? a : undefined;
}
