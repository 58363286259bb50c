import type { ts } from "ts-morph";
import type { Code } from "../project/compiler.ts";
import type { GivenProperty } from "./facts.ts";
import { mayBeUndefined, propertiesOfType, shapeOfExpression, unite } from "./shapes.ts";
import {
  type Argument,
  bare,
  constantValue,
  nameOf,
  type Parameter,
  parameterOf,
  spanOf,
  symbolOf,
  textOf,
} from "./syntax.ts";

/** The properties of an argument as far as they are known. */
export interface PropertySources {
  readonly properties: readonly GivenProperty[];
  /** What cannot be told. */
  readonly unknown: readonly string[];
  /** Parameters of functions around the call whose properties come along. */
  readonly parameters: readonly GivenParameter[];
}

interface GivenParameter {
  readonly parameter: Parameter;
  readonly node: ts.Expression;
  readonly text: string;
  readonly type: ts.Type | undefined;
}

const NONE: PropertySources = { properties: [], unknown: [], parameters: [] };

export function propertySourcesOf(argument: Argument, code: Code): PropertySources {
  if (argument.kind === "handedOn") {
    return { ...NONE, parameters: [argument] };
  }
  return argument.kind === "type"
    ? sourcesOfType(argument.type, argument.node, argument.text, code)
    : sourcesOfExpression(argument.node, code);
}

function sourcesOfExpression(node: ts.Expression, code: Code): PropertySources {
  const { ts, checker } = code;
  const at = bare(node, code);
  if (ts.isObjectLiteralExpression(at))
    return inOrder(at.properties.map((one) => sourcesOfMember(one, code)));
  if (ts.isConditionalExpression(at)) {
    return either([sourcesOfExpression(at.whenTrue, code), sourcesOfExpression(at.whenFalse, code)]);
  }
  if (ts.isBinaryExpression(at)) {
    const { kind } = at.operatorToken;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) {
      return either([sourcesOfExpression(at.right, code), NONE]);
    }
    if (kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken) {
      return either([sourcesOfExpression(at.left, code), sourcesOfExpression(at.right, code)]);
    }
  }
  if (isNothing(at, code)) return NONE;
  const parameter = parameterOf(at, code);
  const type = checker.getTypeAtLocation(at);
  if (parameter !== undefined) {
    return { ...NONE, parameters: [{ parameter, node: at, text: textOf(at), type }] };
  }
  const value = ts.isIdentifier(at) ? constantValue(symbolOf(at, code)?.valueDeclaration, code) : undefined;
  if (value !== undefined && ts.isObjectLiteralExpression(bare(value, code)))
    return sourcesOfExpression(value, code);
  return sourcesOfType(type, at, textOf(at), code);
}

function isNothing(node: ts.Expression, { ts }: Code): boolean {
  return (
    node.kind === ts.SyntaxKind.NullKeyword ||
    node.kind === ts.SyntaxKind.FalseKeyword ||
    (ts.isIdentifier(node) && node.text === "undefined")
  );
}

function sourcesOfMember(member: ts.ObjectLiteralElementLike, code: Code): PropertySources {
  const { ts } = code;
  if (ts.isSpreadAssignment(member)) return sourcesOfExpression(member.expression, code);
  const name = member.name === undefined ? undefined : nameOf(member.name, code);
  if (name === undefined) return { ...NONE, unknown: [textOf(member.name ?? member)] };
  const value = ts.isPropertyAssignment(member)
    ? member.initializer
    : ts.isShorthandPropertyAssignment(member)
      ? member.name
      : undefined;
  // A method or an accessor: no value that can be sent.
  if (value === undefined) return NONE;
  return { ...NONE, properties: [{ name, span: spanOf(member), ...shapeOfExpression(value, code) }] };
}

function sourcesOfType(type: ts.Type, node: ts.Expression, text: string, code: Code): PropertySources {
  const { ts, checker } = code;
  const present = checker.getNonNullableType(type);
  // Only `undefined` or `null`.
  if (present.flags & ts.TypeFlags.Never) return NONE;
  const known = propertiesOfType(present, node, code);
  const span = spanOf(node);
  if (known === undefined) {
    if (present.isUnion()) return either(present.types.map((part) => sourcesOfType(part, node, text, code)));
    return { ...NONE, unknown: [text] };
  }
  const mayBeAbsent = mayBeUndefined(type, code);
  const properties = known.map(({ name, shape, optional }) => ({
    name,
    span,
    shape,
    optional: optional || mayBeAbsent,
  }));
  return { ...NONE, properties };
}

/** Later ones replace earlier ones, unless they may be absent. */
function inOrder(parts: readonly PropertySources[]): PropertySources {
  const properties = new Map<string, GivenProperty>();
  for (const part of parts) {
    for (const property of part.properties) {
      const earlier = properties.get(property.name);
      properties.set(
        property.name,
        property.optional && earlier
          ? { ...property, shape: unite([earlier.shape, property.shape]), optional: earlier.optional }
          : property,
      );
    }
  }
  return {
    properties: [...properties.values()],
    unknown: parts.flatMap(({ unknown }) => unknown),
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}

/** One of several: what some of them lack is optional. */
function either(parts: readonly PropertySources[]): PropertySources {
  const found = new Map<string, GivenProperty[]>();
  for (const property of parts.flatMap(({ properties }) => properties)) {
    found.set(property.name, [...(found.get(property.name) ?? []), property]);
  }
  const properties = [...found].map(([name, same]) => ({
    name,
    span: (same[0] as GivenProperty).span,
    shape: unite(same.map(({ shape }) => shape)),
    optional: same.length < parts.length || same.some(({ optional }) => optional),
  }));
  return {
    properties,
    unknown: parts.flatMap(({ unknown }) => unknown),
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}

/** What the type of a parameter says, for a function that nobody in the analysed code calls. */
export function sourcesOfParameterType({ type, node, text }: GivenParameter, code: Code): PropertySources {
  return type ? sourcesOfType(type, node, text, code) : { ...NONE, unknown: [text] };
}
