import type { ts } from "ts-morph";
import type { Code } from "../project/compiler.ts";
import { HANDS_ON } from "./functions.ts";
import { memberName, nameOf } from "./syntax.ts";

/** What can be a part of the name of a function: no text that a product has computed. */
export const IDENTIFIER: RegExp = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/**
 * The name of the function around a node, after those of the functions and classes around it: `Checkout.onPay`. Functions without
 * a name count as a part of the one around them.
 *
 * @returns nothing at the top of a file
 */
export function enclosingName(node: ts.Node, code: Code): string | undefined {
  const { ts } = code;
  const names: string[] = [];
  for (let at = node.parent; at !== undefined && !ts.isSourceFile(at); at = at.parent) {
    if (!ts.isFunctionLike(at) && !ts.isClassLike(at)) continue;
    const name = ts.isConstructorDeclaration(at) ? "constructor" : ownName(at, code);
    if (name !== undefined) names.unshift(name);
  }
  return names.length === 0 ? undefined : names.join(".");
}

/** The name that a function or class declares, or that of the variable or member that holds it. */
function ownName(node: ts.SignatureDeclaration | ts.ClassLikeDeclaration, code: Code): string | undefined {
  const { ts } = code;
  const named = node.name ?? holderOf(node, code);
  if (named === undefined) return undefined;
  const text =
    ts.isPropertyAccessExpression(named) || ts.isElementAccessExpression(named)
      ? memberName(named, code)
      : nameOf(named, code);
  const name = text?.replace(/^#/u, "");
  return name !== undefined && IDENTIFIER.test(name) ? name : undefined;
}

/** Where a value without a name goes, through calls that hand it on: `const onPay = useCallback(() => …)`. */
function holderOf(
  node: ts.Node,
  code: Code,
): ts.PropertyName | ts.BindingName | ts.PropertyAccessExpression | ts.ElementAccessExpression | undefined {
  const { ts } = code;
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent))
    return parent.name;
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    const { left } = parent;
    const isNamed =
      ts.isIdentifier(left) || ts.isPropertyAccessExpression(left) || ts.isElementAccessExpression(left);
    return isNamed ? left : undefined;
  }
  const handsOn =
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    (ts.isCallExpression(parent) && HANDS_ON.test(calledName(parent, code)));
  return handsOn ? holderOf(parent, code) : undefined;
}

function calledName({ expression }: ts.CallExpression, code: Code): string {
  return code.ts.isIdentifier(expression) ? expression.text : (memberName(expression, code) ?? "");
}
