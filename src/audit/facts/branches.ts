import type { ts } from "ts-morph";
import type { Code } from "../project/compiler.ts";
import type { Branch } from "./facts.ts";

/** The branches of its function that a node is in, from the outermost. */
export function branchesOf(node: ts.Node, code: Code): readonly Branch[] {
  const { ts } = code;
  const branches: Branch[] = [];
  for (let at = node; !ts.isFunctionLike(at) && !ts.isSourceFile(at); at = at.parent) {
    if (isArm(at, code)) branches.unshift({ of: at.parent.pos, arm: at.pos, leaves: leaves(at, code) });
  }
  return branches;
}

/** Whether a node runs only where the others of its parent do not. */
function isArm(node: ts.Node, { ts }: Code): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent)) return node !== parent.expression;
  if (ts.isConditionalExpression(parent)) return node !== parent.condition;
  if (ts.isTryStatement(parent)) return node !== parent.finallyBlock;
  return ts.isCaseOrDefaultClause(node);
}

/** Whether nothing after the branch runs when it did. */
function leaves(node: ts.Node, code: Code): boolean {
  const { ts } = code;
  const isClause = ts.isCaseOrDefaultClause(node);
  const last = isClause || ts.isBlock(node) ? node.statements.at(-1) : node;
  if (last === undefined) return false;
  if (ts.isReturnStatement(last) || ts.isThrowStatement(last)) return true;
  if (ts.isBreakOrContinueStatement(last)) return !isClause;
  return ts.isBlock(last) && last !== node && leaves(last, code);
}
