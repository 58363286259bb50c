import type { ts } from "ts-morph";
import type { Code } from "../project/compiler.ts";
import { bare, nameOf, symbolOf } from "./syntax.ts";

/**
 * The functions that code calls through an expression: by its type, or, where a package without types stands in between, by
 * following the expression itself.
 */
export function functionsOf(callee: ts.Expression, code: Code): readonly ts.SignatureDeclaration[] {
  const typed = signaturesOfType(code.checker.getTypeAtLocation(callee), code);
  if (typed.length > 0) return typed;
  const followed = followFunction(callee, code, 0);
  return followed ? [followed] : [];
}

/** The declarations of a type's call signatures. */
export function signaturesOfType(type: ts.Type, { ts, checker }: Code): readonly ts.SignatureDeclaration[] {
  const present = checker.getNonNullableType(type);
  const parts = present.isUnion() ? present.types : [present];
  return parts
    .flatMap((part) => checker.getSignaturesOfType(part, ts.SignatureKind.Call))
    .map(({ declaration }) => declaration)
    .filter((declaration) => declaration !== undefined)
    .filter((declaration) => !ts.isJSDocSignature(declaration));
}

/** Functions that hand on the function they are given: those of React, and others that change only when it runs. */
export const HANDS_ON: RegExp =
  /^(?:use(?:Callback|Event|EffectEvent|Memo)|memo(?:ize)?|forwardRef|observer|debounce|throttle|once|cache|after)$/u;

const MAX_STEPS = 10;

function followFunction(node: ts.Expression, code: Code, steps: number): ts.SignatureDeclaration | undefined {
  const { ts } = code;
  const at = bare(node, code);
  if (steps > MAX_STEPS) return undefined;
  if (ts.isArrowFunction(at) || ts.isFunctionExpression(at)) return at;
  if (ts.isCallExpression(at)) return followCall(at, code, steps + 1);
  if (!ts.isIdentifier(at)) return undefined;
  const declaration = symbolOf(at, code)?.valueDeclaration;
  if (declaration === undefined) return undefined;
  if (ts.isFunctionDeclaration(declaration)) return declaration;
  if (ts.isVariableDeclaration(declaration)) {
    return declaration.initializer && followFunction(declaration.initializer, code, steps + 1);
  }
  return ts.isBindingElement(declaration) ? followBinding(declaration, code, steps + 1) : undefined;
}

/** `useCallback(function)`, or a call of a function of the project that returns one. */
function followCall(call: ts.CallExpression, code: Code, steps: number): ts.SignatureDeclaration | undefined {
  const { ts } = code;
  const [first] = call.arguments;
  const name = ts.isPropertyAccessExpression(call.expression) ? call.expression.name : call.expression;
  if (first && ts.isIdentifier(name) && HANDS_ON.test(name.text)) {
    const given = followFunction(first, code, steps);
    // `useMemo(() => function)`
    return given && name.text === "useMemo"
      ? followFunction(resultOf(given, code) ?? first, code, steps)
      : given;
  }
  const made = followFunction(call.expression, code, steps);
  const result = made && resultOf(made, code);
  return result && followFunction(result, code, steps);
}

/** `const { track } = useAnalytics()` */
function followBinding(
  element: ts.BindingElement,
  code: Code,
  steps: number,
): ts.SignatureDeclaration | undefined {
  const { ts } = code;
  const name = nameOf(element.propertyName ?? element.name, code);
  const holder = element.parent.parent;
  if (name === undefined || !ts.isVariableDeclaration(holder) || holder.initializer === undefined)
    return undefined;
  const value = bare(holder.initializer, code);
  const made = ts.isCallExpression(value) ? followFunction(value.expression, code, steps) : undefined;
  const object = made && resultOf(made, code);
  if (object === undefined || !ts.isObjectLiteralExpression(object)) return undefined;
  for (const property of object.properties) {
    if (property.name === undefined || nameOf(property.name, code) !== name) continue;
    if (ts.isMethodDeclaration(property)) return property;
    if (ts.isShorthandPropertyAssignment(property)) return followFunction(property.name, code, steps);
    if (ts.isPropertyAssignment(property)) return followFunction(property.initializer, code, steps);
  }
  return undefined;
}

/** What a function returns, if it returns in one place. */
function resultOf(node: ts.SignatureDeclaration, code: Code): ts.Expression | undefined {
  const { ts } = code;
  const body = "body" in node ? (node.body as ts.ConciseBody | undefined) : undefined;
  if (body === undefined) return undefined;
  if (!ts.isBlock(body)) return bare(body, code);
  const results = body.statements.filter(ts.isReturnStatement).flatMap(({ expression }) => expression ?? []);
  const [only] = results;
  return only && results.length === 1 ? bare(only, code) : undefined;
}
