/** The expression of a `computed` property, checked: names exist, operands have the types their operators take. */
export type Expression =
  | { readonly kind: "literal"; readonly value: number | string | boolean }
  | { readonly kind: "property"; readonly name: string }
  | { readonly kind: "unary"; readonly operator: UnaryOperator; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "conditional";
      readonly test: Expression;
      readonly consequent: Expression;
      readonly alternate: Expression;
    };

export type UnaryOperator = "-" | "!";

/** `==` and `!=` compare strictly. */
export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "<"
  | "<="
  | ">"
  | ">="
  | "=="
  | "!="
  | "&&"
  | "||";

/**
 * The properties that an expression reads, each once, in the order in which they first appear.
 *
 * @example inputsOf(parse("new - old > new ? 1 : 0")) // ["new", "old"]
 */
export function inputsOf(expression: Expression): readonly string[] {
  const names = new Set<string>();
  const visit = (node: Expression): void => {
    switch (node.kind) {
      case "literal":
        return;
      case "property":
        names.add(node.name);
        return;
      case "unary":
        return visit(node.operand);
      case "binary":
        visit(node.left);
        return visit(node.right);
      case "conditional":
        visit(node.test);
        visit(node.consequent);
        return visit(node.alternate);
      default:
        node satisfies never;
    }
  };
  visit(expression);
  return [...names];
}

/**
 * Whether an expression may give no value though all that it reads is there: a division by zero gives none.
 *
 * @example canBeAbsent(parse("100 * paid / total")) // true
 */
export function canBeAbsent(expression: Expression): boolean {
  switch (expression.kind) {
    case "literal":
    case "property":
      return false;
    case "unary":
      return canBeAbsent(expression.operand);
    case "binary":
      return (
        expression.operator === "/" ||
        expression.operator === "%" ||
        canBeAbsent(expression.left) ||
        canBeAbsent(expression.right)
      );
    case "conditional":
      return [expression.test, expression.consequent, expression.alternate].some(canBeAbsent);
    default:
      return expression satisfies never;
  }
}
