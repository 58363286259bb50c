import type * as Acorn from "acorn";
import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";
import type { BinaryOperator, Expression } from "../../plan/expression.ts";
import { loadPackage } from "../../text/load-package.ts";
import { findInexact } from "../source/exact-number.ts";
import type { Range } from "../report.ts";
import { quote } from "../words.ts";
import { type RangedExpression, readSimpleExpression } from "./simple-expression.ts";

/** A fault in an expression, and the characters that it is about. */
export interface ExpressionFault {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly within: Range;
}

/** An expression with only allowed nodes, or its faults. Types are not checked: see check-expression.ts. */
type ReadExpression =
  | ({ readonly ok: true } & RangedExpression)
  | { readonly ok: false; readonly faults: readonly ExpressionFault[] };

/** Also limits the parser's recursion. */
const MAX_LENGTH = 1000;

const BINARY: ReadonlySet<string> = new Set<BinaryOperator>([
  "+",
  "-",
  "*",
  "/",
  "%",
  "<",
  "<=",
  ">",
  ">=",
  "==",
  "!=",
  "&&",
  "||",
]);

const OPERATORS = "`+ - * / % < <= > >= == != ! && || ?:`";

/**
 * Reads the text of a `computed` property.
 *
 * @example readExpression("new_amount - old_amount") // { ok: true, … }
 * @example readExpression("process.exit()") // { ok: false, faults: […] }
 */
export function readExpression(text: string): ReadExpression {
  if (text.length > MAX_LENGTH) {
    const message = `The expression has ${text.length} characters; the limit is ${MAX_LENGTH}.`;
    return { ok: false, faults: [{ code: "computed-syntax", message, within: [0, text.length] }] };
  }
  const simple = readSimpleExpression(text);
  return simple === undefined ? readByAcorn(text) : { ok: true, ...simple };
}

/** Reads any text as JavaScript, for expressions that are not simple and for faults. */
export function readByAcorn(text: string): ReadExpression {
  const { parseExpressionAt } = loadPackage("acorn") as typeof Acorn;
  const comments: Range[] = [];
  let root: Acorn.Expression;
  try {
    root = parseExpressionAt(text, 0, {
      ecmaVersion: 2022,
      sourceType: "module",
      // Otherwise the range of `(a)` would be that of `a`.
      preserveParens: true,
      onComment: (_block, _text, start, end) => comments.push([start, end]),
    });
  } catch (error) {
    return { ok: false, faults: [syntaxFault(error, text)] };
  }
  const reader = new ExpressionReader(text);
  for (const range of comments) reader.refuse("A comment", range, "Put it in the `description`.");
  const expression = reader.read(root);
  const rest = text.slice(root.end);
  if (rest.trim() !== "" && comments.length === 0) {
    const start = root.end + rest.length - rest.trimStart().length;
    reader.faults.push({
      code: "computed-syntax",
      message: `The expression ends before ${quote(rest.trim())}.`,
      within: [start, text.trimEnd().length],
    });
  }
  return expression === undefined || reader.faults.length > 0
    ? { ok: false, faults: reader.faults }
    : { ok: true, expression, ranges: reader.ranges };
}

/**
 * What to do about a name that an expression cannot read as it stands, such as `order-total`, which is a difference.
 *
 * @param names - of the properties that the expression may read
 */
export function hintBackticks(text: string, names: readonly string[]): string | undefined {
  const odd = names.find((name) => text.includes(name) && !text.includes(`\`${name}\``) && !isReadable(name));
  return odd === undefined
    ? undefined
    : `In an expression, put ${quote(odd)} in backticks; then put the whole expression in double quotes.`;
}

function isReadable(name: string): boolean {
  const read = readExpression(name);
  return read.ok && read.expression.kind === "property" && read.expression.name === name;
}

function syntaxFault(error: unknown, text: string): ExpressionFault {
  const position = error instanceof SyntaxError && "pos" in error ? Number(error.pos) : 0;
  // Acorn ends its messages with the position; deep nesting throws a RangeError.
  const reason =
    error instanceof SyntaxError ? error.message.replace(/ \(\d+:\d+\)$/u, "") : "too deeply nested";
  const start = Math.min(position, Math.max(0, text.length - 1));
  return {
    code: "computed-syntax",
    message: `Invalid expression: ${reason.slice(0, 1).toLowerCase()}${reason.slice(1)}.`,
    hint:
      position >= text.length ? "If the expression continues, put all of it in double quotes." : undefined,
    within: [start, Math.min(start + 1, text.length)],
  };
}

/** Converts the parser's nodes to the plan's, if they are allowed. */
class ExpressionReader {
  readonly faults: ExpressionFault[] = [];
  readonly ranges = new Map<Expression, Range>();
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  read(node: Acorn.Expression): Expression | undefined {
    const expression = this.#convert(node);
    if (expression !== undefined && !this.ranges.has(expression)) {
      this.ranges.set(expression, [node.start, node.end]);
    }
    return expression;
  }

  refuse(what: string, within: Range, hint?: string): undefined {
    this.faults.push({
      code: "computed-not-allowed",
      message: `${what} is not allowed in an expression.`,
      hint: hint ?? `Allowed: names of properties, literals and ${OPERATORS}.`,
      within,
    });
    return undefined;
  }

  #convert(node: Acorn.Expression): Expression | undefined {
    switch (node.type) {
      case "ParenthesizedExpression":
        return this.read(node.expression);
      case "Identifier":
        return { kind: "property", name: node.name };
      case "Literal":
        return this.#convertLiteral(node, node.value);
      case "UnaryExpression": {
        const operand = this.read(node.argument);
        if (node.operator !== "-" && node.operator !== "!")
          return this.#refuseNode(node, quote(node.operator));
        return operand && { kind: "unary", operator: node.operator, operand };
      }
      case "BinaryExpression":
      case "LogicalExpression": {
        const left = node.left.type === "PrivateIdentifier" ? undefined : this.read(node.left);
        const right = this.read(node.right);
        if (!BINARY.has(node.operator)) return this.#refuseOperator(node, node.operator);
        return left && right && { kind: "binary", operator: node.operator as BinaryOperator, left, right };
      }
      case "ConditionalExpression": {
        const [test, consequent, alternate] = [node.test, node.consequent, node.alternate].map((part) =>
          this.read(part),
        );
        return test && consequent && alternate && { kind: "conditional", test, consequent, alternate };
      }
      // What is no identifier stands in backticks.
      case "TemplateLiteral":
        return node.expressions.length === 0
          ? { kind: "property", name: node.quasis[0]?.value.cooked ?? "" }
          : this.#refuseNode(node, "A template");
      default:
        return this.#refuseNode(node, NODE_WORDS[node.type] ?? "This");
    }
  }

  #convertLiteral(node: Acorn.Node, value: unknown): Expression | undefined {
    if (typeof value === "number" && !Number.isFinite(value))
      return this.#refuseNode(node, "An infinite number");
    const written = this.#text.slice(node.start, node.end).replaceAll("_", "");
    const inexact = typeof value === "number" ? findInexact(written, value) : undefined;
    if (inexact !== undefined) {
      this.faults.push({ code: "wrong-value", ...inexact, within: [node.start, node.end] });
      return undefined;
    }
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
      return { kind: "literal", value };
    }
    return this.#refuseNode(node, value === null ? "`null`" : "This literal");
  }

  #refuseOperator(node: Acorn.Node, operator: string): undefined {
    const strict = { "===": "==", "!==": "!=" }[operator];
    return this.refuse(
      quote(operator),
      [node.start, node.end],
      strict && `Write \`${strict}\`, which compares strictly.`,
    );
  }

  #refuseNode(node: Acorn.Node, what: string): undefined {
    const source = this.#text.slice(node.start, node.end);
    return this.refuse(what === "This" ? quote(source) : what, [node.start, node.end]);
  }
}

const NODE_WORDS: Readonly<Record<string, string>> = {
  ArrayExpression: "A list",
  ArrowFunctionExpression: "A function",
  AssignmentExpression: "An assignment",
  CallExpression: "A call",
  ChainExpression: "A member",
  ClassExpression: "A class",
  FunctionExpression: "A function",
  ImportExpression: "An import",
  MemberExpression: "A member",
  NewExpression: "A constructor",
  ObjectExpression: "A map",
  SequenceExpression: "A comma",
  TaggedTemplateExpression: "A template",
  ThisExpression: "`this`",
  UpdateExpression: "An assignment",
};
