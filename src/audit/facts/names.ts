import type { ts } from "ts-morph";
import type { Code } from "../project/compiler.ts";
import {
  type Argument,
  bare,
  constantValue,
  type Parameter,
  parameterOf,
  symbolOf,
  textOf,
} from "./syntax.ts";

/** A text as far as it is known: fixed parts, parameters of the function around it, and parts that cannot be told. */
type TextPart =
  | string
  | {
      readonly kind: "parameter";
      readonly parameter: Parameter;
      readonly text: string;
      readonly type: ts.Type | undefined;
    }
  | { readonly kind: "unknown"; readonly text: string };

/** One text that an expression can have. */
export type Text = readonly TextPart[];

/** An expression with more is dynamic. */
const MAX_TEXTS = 100;

/** The texts that an argument can have. At least one. */
export function textsOf(argument: Argument, code: Code): readonly Text[] {
  if (argument.kind === "handedOn") {
    return [[{ ...argument, kind: "parameter" }]];
  }
  if (argument.kind === "type") {
    const known = literalsOf(argument.type);
    return known ? known.map((text) => [text]) : [[{ kind: "unknown", text: argument.text }]];
  }
  const texts = textsOfExpression(argument.node, code, 0);
  return texts.length > MAX_TEXTS ? [[{ kind: "unknown", text: textOf(argument.node) }]] : texts;
}

function textsOfExpression(node: ts.Expression, code: Code, depth: number): readonly Text[] {
  const { ts, checker } = code;
  const at = bare(node, code);
  const unknown: readonly Text[] = [[{ kind: "unknown", text: textOf(at) }]];
  if (ts.isStringLiteralLike(at)) return [[at.text]];
  if (depth > 8) return unknown;
  const inner = (expression: ts.Expression): readonly Text[] =>
    textsOfExpression(expression, code, depth + 1);
  if (ts.isTemplateExpression(at)) {
    let texts: readonly Text[] = [[at.head.text]];
    for (const { expression, literal } of at.templateSpans) {
      texts = product(product(texts, inner(expression)), [[literal.text]]);
    }
    return texts;
  }
  if (ts.isConditionalExpression(at)) return [...inner(at.whenTrue), ...inner(at.whenFalse)];
  if (ts.isBinaryExpression(at)) {
    const { kind } = at.operatorToken;
    if (kind === ts.SyntaxKind.PlusToken) return product(inner(at.left), inner(at.right));
    if (kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken) {
      return [...inner(at.left), ...inner(at.right)];
    }
    return unknown;
  }
  // A parameter comes before its type: what callers give says more than what they could give.
  const parameter = parameterOf(at, code);
  const type = checker.getTypeAtLocation(at);
  if (parameter !== undefined) return [[{ kind: "parameter", parameter, text: textOf(at), type }]];
  const known = literalsOf(type);
  if (known !== undefined) return known.map((text) => [text]);
  const declaration = symbolOf(memberNode(at, code), code)?.valueDeclaration;
  // An object without `as const` has members of the type `string`.
  if (declaration !== undefined && ts.isPropertyAssignment(declaration))
    return inner(declaration.initializer);
  if (declaration !== undefined && ts.isPropertyDeclaration(declaration) && declaration.initializer) {
    return isReadonly(declaration, ts) ? inner(declaration.initializer) : unknown;
  }
  const value = constantValue(declaration, code);
  return value ? inner(value) : unknown;
}

function memberNode(node: ts.Expression, { ts }: Code): ts.Node {
  if (ts.isPropertyAccessExpression(node)) return node.name;
  if (ts.isElementAccessExpression(node)) return node.argumentExpression;
  return node;
}

function isReadonly(node: ts.PropertyDeclaration, ts: Code["ts"]): boolean {
  return (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Readonly) !== 0;
}

/** The values of a literal type or of a union of them. */
export function literalsOf(type: ts.Type): readonly string[] | undefined {
  if (type.isStringLiteral()) return [type.value];
  if (!type.isUnion()) return undefined;
  const values = type.types.map((part) => (part.isStringLiteral() ? part.value : undefined));
  return values.length <= MAX_TEXTS && values.every((value) => value !== undefined) ? values : undefined;
}

/** Every text followed by every other. */
export function product(left: readonly Text[], right: readonly Text[]): readonly Text[] {
  if (left.length * right.length > MAX_TEXTS) return [[{ kind: "unknown", text: "*" }]];
  return left.flatMap((a) => right.map((b) => [...a, ...b]));
}

/** A text whose parts are all fixed, as one string. */
export function fixedText(text: Text): string | undefined {
  return text.every((part) => typeof part === "string") ? text.join("") : undefined;
}

/** @example "checkout_*" */
export function patternOf(text: Text): string {
  const parts = text.map((part) =>
    typeof part === "string" ? part : part.kind === "unknown" && text.length === 1 ? part.text : "*",
  );
  return parts.join("").replaceAll(/\*+/gu, "*");
}
