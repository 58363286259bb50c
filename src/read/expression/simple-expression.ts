import type { BinaryOperator, Expression } from "../../plan/expression.ts";
import type { Range } from "../report.ts";

/** An expression, and where its parts are, without the parentheses around them. */
export interface RangedExpression {
  readonly expression: Expression;
  readonly ranges: ReadonlyMap<Expression, Range>;
}

/**
 * A fast reader for the expressions that plans have: names, ordinary numbers and strings, and operators. acorn takes longer to
 * load than a small plan takes to read. What this reader does not know for certain it leaves to acorn, as well as any fault.
 *
 * @returns what acorn would read; nothing when that is not certain
 * @example readSimpleExpression("new - old")?.expression // { kind: "binary", operator: "-", … }
 * @example readSimpleExpression("process.exit()") // undefined
 */
export function readSimpleExpression(text: string): RangedExpression | undefined {
  try {
    const reader = new SimpleExpressionReader(text);
    return { expression: reader.readAll(), ranges: reader.ranges };
  } catch (error) {
    if (error === UNCERTAIN) return undefined;
    throw error;
  }
}

/** Thrown where only acorn knows. */
const UNCERTAIN = Symbol("not a simple expression");

/** Names, numbers that are read exactly, strings without escapes, and marks; no `--`, which JavaScript reads as one mark. */
const TOKEN =
  /(?<name>[A-Za-z_$][\w$]*)|(?<number>(?:0|[1-9]\d{0,7})(?:\.\d{1,6})?)(?![\w.$])|'(?<single>[^'\\\n\r]*)'|"(?<double>[^"\\\n\r]*)"|`(?<quoted>[^`\\$\r\n]+)`|(?<mark>[=!<>]=|&&|\|\||-(?!-)|[+*/%<>!?:()])/uy;

/** How tightly operators bind. */
const STRENGTH: ReadonlyMap<string, number> = new Map<BinaryOperator, number>([
  ["||", 1],
  ["&&", 2],
  ["==", 3],
  ["!=", 3],
  ["<", 4],
  ["<=", 4],
  [">", 4],
  [">=", 4],
  ["+", 5],
  ["-", 5],
  ["*", 6],
  ["/", 6],
  ["%", 6],
]);

/** Words that are no names in some JavaScript. */
const RESERVED: ReadonlySet<string> = new Set(
  "arguments async await break case catch class const continue debugger default delete do else enum eval export extends finally for function get if implements import in instanceof interface let new null of package private protected public return set static super switch this throw try typeof var void while with yield".split(
    " ",
  ),
);

interface Part {
  readonly expression: Expression;
  /** With parentheses around it. */
  readonly range: Range;
}

class SimpleExpressionReader {
  readonly ranges = new Map<Expression, Range>();
  readonly #text: string;
  /** The next token: its groups, its text and where it begins. */
  #groups: Readonly<Record<string, string | undefined>> = {};
  #source = "";
  #start = 0;
  /** Where the token before it ended. */
  #lastEnd = 0;

  constructor(text: string) {
    this.#text = text;
    this.#next();
  }

  readAll(): Expression {
    const { expression } = this.#readConditional();
    if (this.#source !== "") throw UNCERTAIN;
    return expression;
  }

  #next(): void {
    this.#lastEnd = this.#start + this.#source.length;
    this.#start = this.#lastEnd;
    while (this.#text[this.#start] === " ") this.#start += 1;
    TOKEN.lastIndex = this.#start;
    const found = TOKEN.exec(this.#text);
    if (found === null && this.#start < this.#text.length) throw UNCERTAIN;
    this.#source = found?.[0] ?? "";
    this.#groups = found?.groups ?? {};
  }

  /** Goes on behind a mark. */
  #take(mark: string): void {
    if (this.#groups["mark"] !== mark) throw UNCERTAIN;
    this.#next();
  }

  #readConditional(): Part {
    const test = this.#readBinary(0);
    if (this.#groups["mark"] !== "?") return test;
    this.#next();
    const consequent = this.#readConditional().expression;
    this.#take(":");
    const alternate = this.#readConditional().expression;
    return this.#part(test.range[0], { kind: "conditional", test: test.expression, consequent, alternate });
  }

  /** Operands joined by operators that bind more tightly than the one before them. */
  #readBinary(outer: number): Part {
    let left = this.#readUnary();
    for (;;) {
      const operator = this.#groups["mark"] ?? "";
      const strength = STRENGTH.get(operator) ?? 0;
      if (strength <= outer) return left;
      this.#next();
      const right = this.#readBinary(strength);
      left = this.#part(left.range[0], {
        kind: "binary",
        operator: operator as BinaryOperator,
        left: left.expression,
        right: right.expression,
      });
    }
  }

  #readUnary(): Part {
    const { mark: operator } = this.#groups;
    const start = this.#start;
    if (operator !== "-" && operator !== "!") return this.#readOperand();
    this.#next();
    return this.#part(start, { kind: "unary", operator, operand: this.#readUnary().expression });
  }

  #readOperand(): Part {
    const start = this.#start;
    const { mark, name, number, quoted, single, double: text = single } = this.#groups;
    if (mark === "(") {
      this.#next();
      const { expression } = this.#readConditional();
      this.#take(")");
      return { expression, range: [start, this.#lastEnd] };
    }
    if (name !== undefined && RESERVED.has(name)) throw UNCERTAIN;
    this.#next();
    if (name === "true" || name === "false") {
      return this.#part(start, { kind: "literal", value: name === "true" });
    }
    if (number !== undefined) return this.#part(start, { kind: "literal", value: Number(number) });
    if (text !== undefined) return this.#part(start, { kind: "literal", value: text });
    const property = name ?? quoted;
    if (property === undefined) throw UNCERTAIN;
    return this.#part(start, { kind: "property", name: property });
  }

  #part(start: number, expression: Expression): Part {
    const range: Range = [start, this.#lastEnd];
    this.ranges.set(expression, range);
    return { expression, range };
  }
}
