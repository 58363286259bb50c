import type { ts } from "ts-morph";
import type { Code } from "../project/compiler.ts";

/** Whether nothing depends on what an expression gives: the helpers give another value than PostHog's clients. */
export function isResultUnused(node: ts.Expression, code: Code): boolean {
  const { ts } = code;
  const { parent } = node;
  if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent)) return true;
  if (ts.isParenthesizedExpression(parent)) return isResultUnused(parent, code);
  if (ts.isConditionalExpression(parent)) return parent.condition !== node && isResultUnused(parent, code);
  if (ts.isBinaryExpression(parent)) {
    const { kind } = parent.operatorToken;
    if (parent.left === node) return kind === ts.SyntaxKind.CommaToken;
    return passesRight(kind, ts) && isResultUnused(parent, code);
  }
  return ts.isArrowFunction(parent) && parent.body === node && isReturnUnused(parent, code);
}

function passesRight(kind: ts.SyntaxKind, { SyntaxKind }: Code["ts"]): boolean {
  return (
    kind === SyntaxKind.AmpersandAmpersandToken ||
    kind === SyntaxKind.BarBarToken ||
    kind === SyntaxKind.QuestionQuestionToken ||
    kind === SyntaxKind.CommaToken
  );
}

/** `onClick={() => …}`, and callbacks whose type says that they return nothing. */
function isReturnUnused(arrow: ts.ArrowFunction, { ts, checker }: Code): boolean {
  if (ts.isJsxExpression(arrow.parent)) return true;
  const type = checker.getContextualType(arrow);
  const signatures = type ? checker.getSignaturesOfType(checker.getNonNullableType(type), 0) : [];
  return (
    signatures.length > 0 &&
    signatures.every((one) => (checker.getReturnTypeOfSignature(one).flags & ts.TypeFlags.Void) !== 0)
  );
}

/** Methods that send what waits in a client. */
const SENDS_QUEUED: ReadonlySet<string> = new Set([
  "flush",
  "flushAsync",
  "shutdown",
  "_shutdown",
  "shutdownAsync",
]);

/**
 * The call in the function around another one by which its client sends what waits. It does not send what helpers queue: on a
 * host that stops when a function ends, events would be lost.
 */
export function flushBeside(
  at: ts.CallExpression,
  receiver: ts.Expression,
  { ts }: Code,
): string | undefined {
  const client = receiver.getText();
  const outermost = outermostFunction(at, ts);
  let found: string | undefined;
  const visit = (node: ts.Node): void => {
    if (
      ts.isPropertyAccessExpression(node) &&
      SENDS_QUEUED.has(node.name.text) &&
      node.expression.getText() === client
    ) {
      found ??= node.getText();
    }
    ts.forEachChild(node, visit);
  };
  if (outermost !== undefined) visit(outermost);
  return found;
}

function outermostFunction(node: ts.Node, { isFunctionLike, isClassLike }: Code["ts"]): ts.Node | undefined {
  let found: ts.Node | undefined;
  for (let at = node.parent; at !== undefined && !isClassLike(at); at = at.parent) {
    if (isFunctionLike(at)) found = at;
  }
  return found;
}
