import { Decimal } from "decimal.js";
import * as fc from "fast-check";
import { transformSync } from "esbuild";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { computedFunction, expressionCode } from "../../../../src/emit/typescript/expressions.ts";
import { type BinaryOperator, type Expression, evaluate } from "../../../../src/plan/expression.ts";
import { evaluate as evaluateCode } from "../../../../src/portable/computed.ts";
import * as decimal from "../../../../src/portable/decimal.ts";
import type { Property } from "../../../../src/plan/property.ts";
import { makeProperty } from "../../../support/make-plan.ts";

type Value = number | string | boolean;

const PROPERTIES = [
  makeProperty("n", "number"),
  makeProperty("the count", "integer"),
  makeProperty("s", "string"),
  makeProperty("kind", { kind: "enum", values: [{ value: "a" }, { value: "b" }] }),
  makeProperty("b", "boolean"),
  makeProperty("yes-no", "boolean"),
];
const VALUES: Readonly<Record<string, Value>> = {
  n: 3,
  "the count": 4,
  s: "x",
  kind: "a",
  b: true,
  "yes-no": false,
};

const BOOLEANS: ReadonlySet<string> = new Set(["b", "yes-no"]);

const literal = (value: Value): Expression => ({ kind: "literal", value });
const property = (name: string): Expression => ({ kind: "property", name });
const binary = (operator: BinaryOperator, left: Expression, right: Expression): Expression => ({
  kind: "binary",
  operator,
  left,
  right,
});

/** Well-typed expressions, of each type. */
const { number, text, truth } = fc.letrec<{ number: Expression; text: Expression; truth: Expression }>(
  (tie) => {
    const conditional = (of: "number" | "text" | "truth"): fc.Arbitrary<Expression> =>
      fc
        .tuple(tie("truth"), tie(of), tie(of))
        .map(([when, consequent, alternate]) => ({ kind: "conditional", test: when, consequent, alternate }));
    const pairs = (
      operators: readonly BinaryOperator[],
      of: "number" | "text" | "truth",
    ): fc.Arbitrary<Expression> =>
      fc
        .tuple(fc.constantFrom(...operators), tie(of), tie(of))
        .map(([operator, left, right]) => binary(operator, left, right));
    return {
      number: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc
          .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
          .map((value) => literal(value + 0)),
        fc.constantFrom("n", "the count").map(property),
        pairs(["+", "-", "*", "/", "%"], "number"),
        tie("number").map((operand): Expression => ({ kind: "unary", operator: "-", operand })),
        conditional("number"),
      ),
      text: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("a", "b", "*/", "`${")).map(literal),
        fc.constantFrom("s", "kind").map(property),
        conditional("text"),
      ),
      truth: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.boolean().map(literal),
        fc.constantFrom("b", "yes-no").map(property),
        pairs(["<", "<=", ">", ">=", "==", "!="], "number"),
        pairs(["==", "!="], "text"),
        pairs(["==", "!=", "&&", "||"], "truth"),
        tie("truth").map((operand): Expression => ({ kind: "unary", operator: "!", operand })),
        conditional("truth"),
      ),
    };
  },
);

/** Exact for sums and products of many numbers; quotients have 15 digits. */
const Exact = Decimal.clone({ precision: 20_000 });
const Rounded = Decimal.clone({ precision: 15, rounding: Decimal.ROUND_HALF_UP });

type Meaning = Decimal | string | boolean;

/** What an expression means, said once more without any code, and with the decimals of another library. */
function meaningOf(expression: Expression): Meaning {
  switch (expression.kind) {
    case "literal":
      return asMeaning(expression.value);
    case "property":
      return asMeaning(VALUES[expression.name] as Value);
    case "unary": {
      const operand = meaningOf(expression.operand);
      return operand instanceof Decimal ? operand.negated() : !operand;
    }
    case "conditional":
      return meaningOf(meaningOf(expression.test) === true ? expression.consequent : expression.alternate);
    case "binary":
      return meaningOfBinary(expression);
    default:
      return expression satisfies never;
  }
}

function asMeaning(value: Value): Meaning {
  return typeof value === "number" ? new Exact(value) : value;
}

function meaningOfBinary({ operator, left, right }: Extract<Expression, { kind: "binary" }>): Meaning {
  if (operator === "&&") return meaningOf(left) === true && meaningOf(right) === true;
  if (operator === "||") return meaningOf(left) === true || meaningOf(right) === true;
  const [one, other] = [meaningOf(left), meaningOf(right)];
  if (!(one instanceof Decimal) || !(other instanceof Decimal)) {
    return operator === "==" ? one === other : one !== other;
  }
  if ((operator === "/" || operator === "%") && other.isZero()) throw new RangeError("division by zero");
  const meanings: Readonly<Record<Exclude<BinaryOperator, "&&" | "||">, () => Meaning>> = {
    "+": () => one.plus(other),
    "-": () => one.minus(other),
    "*": () => one.times(other),
    "/": () => new Exact(new Rounded(one).div(other)),
    "%": () => one.modulo(other),
    "<": () => one.lessThan(other),
    "<=": () => one.lessThanOrEqualTo(other),
    ">": () => one.greaterThan(other),
    ">=": () => one.greaterThanOrEqualTo(other),
    "==": () => one.equals(other),
    "!=": () => !one.equals(other),
  };
  return meanings[operator]();
}

/** What is sent of it: nothing without a result. */
function sentOf(expression: Expression): Value | undefined {
  try {
    const meaning = meaningOf(expression);
    const value = meaning instanceof Decimal ? meaning.toNumber() + 0 : meaning;
    return value === Infinity || value === -Infinity ? undefined : value;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

describe("what is written means what was parsed", () => {
  test("for any expression, run and interpreted", () => {
    const context = { booleans: BOOLEANS, call: (operation: string) => `decimal.${operation}` };
    fc.assert(
      fc.property(fc.oneof(number, text, truth), (expression) => {
        const source = `const result = (${expressionCode(expression, context)});`;
        const { code } = transformSync(source, { loader: "ts", target: "es2022" });
        // oxlint-disable-next-line typescript/no-implied-eval
        const run = new Function("p", "decimal", `${code}; return result;`) as (
          p: object,
          operations: object,
        ) => Value;
        const results = [evaluateCode(() => run(VALUES, decimal)), evaluate(expression, VALUES)];
        const sent = sentOf(expression);
        expect(results.map((result) => (typeof result === "number" ? result + 0 : result))).toEqual([
          sent,
          sent,
        ]);
      }),
      { numRuns: 1000 },
    );
  });
});

function functionOf(target: Property, expression: Expression): string {
  return computedFunction(target, { expression, properties: PROPERTIES, call: (operation) => operation });
}

describe("computedFunction", () => {
  test.each([
    [
      "a difference",
      makeProperty("change", "number"),
      binary("-", property("n"), property("the count")),
      '(p: { readonly n: number; readonly "the count": number }) => subtract(p.n, p["the count"])',
    ],
    [
      "a choice between strings",
      makeProperty("kind", "string"),
      {
        kind: "conditional",
        test: binary(">", property("n"), literal(0)),
        consequent: literal("up"),
        alternate: literal('"'),
      },
      String.raw`(p: { readonly n: number }): string => (p.n > 0) ? "up" : "\""`,
    ],
    [
      "an equality, whose literal is widened",
      makeProperty("isA", "boolean"),
      binary("==", property("kind"), literal("c")),
      '(p: { readonly kind: string }): boolean => p.kind === ("c" as string)',
    ],
    [
      "two signs",
      makeProperty("m", "integer"),
      binary("-", property("n"), literal(-1)),
      "(p: { readonly n: number }) => subtract(p.n, -1)",
    ],
    [
      "a comparison that TypeScript would take for a call with type arguments",
      makeProperty("less", "boolean"),
      binary("<", literal(0), {
        kind: "conditional",
        test: binary(">", property("n"), literal(-1)),
        consequent: literal(1),
        alternate: literal(2),
      }),
      "(p: { readonly n: number }): boolean => ((p.n > (-1)) ? 1 : 2) > 0",
    ],
    ["no inputs", makeProperty("one", "number"), literal(1), "(): number => 1"],
    [
      "a comparison of what was calculated, and of what was not",
      makeProperty("settled", "boolean"),
      binary("&&", binary("==", binary("+", property("n"), literal(1)), property("the count")), {
        kind: "unary",
        operator: "!",
        operand: binary("<", property("n"), { kind: "unary", operator: "-", operand: literal(2) }),
      }),
      '(p: { readonly n: number; readonly "the count": number }): boolean => ' +
        '(compare(add(p.n, 1), p["the count"]) === 0) && (!((-2) > p.n))',
    ],
  ] as const)("%s", (_, target, expression, code) => {
    expect(functionOf(target, expression)).toBe(code);
  });

  test("a boolean that was tested before can be compared", () => {
    const [b, other] = [property("b"), property("yes-no")];
    const not: Expression = { kind: "unary", operator: "!", operand: other };
    const same = binary("==", b, other);
    const expressions = [
      binary("&&", binary("&&", b, not), same),
      binary("&&", binary("==", b, literal(true)), binary("==", b, literal(false))),
      binary("||", binary("!=", b, literal(true)), binary("!=", b, literal(true))),
      binary("&&", b, binary("==", b, literal(false))),
    ];
    const lines = expressions.map((one, index) => {
      return `export const f${index} = ${functionOf(makeProperty("x", "boolean"), one)};`;
    });
    expect(errorsOf(lines.join("\n"))).toEqual([]);
  });

  test("any function compiles under every strict option, even when its result is settled from the start", () => {
    fc.assert(
      fc.property(fc.array(truth, { minLength: 20, maxLength: 40 }), fc.array(number), (truths, numbers) => {
        const lines = [
          ...truths.map((one) => functionOf(makeProperty("x", "boolean"), one)),
          ...numbers.map((one) => functionOf(makeProperty("x", "number"), one)),
        ].map((code, index) => `export const f${index}: (p: never) => unknown = ${code};`);
        expect(errorsOf(lines.join("\n"))).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});

const LIB = ts.createSourceFile(
  "lib.d.ts",
  [
    "Array<T>",
    "Boolean",
    "Function",
    "IArguments",
    "Number",
    "Object",
    "RegExp",
    "String",
    "CallableFunction",
    "NewableFunction",
  ]
    .map((name) => `interface ${name} {}`)
    .join("\n"),
  ts.ScriptTarget.ES2022,
);

/** The errors of a text that needs no library but the operations on decimals. */
function errorsOf(lines: string): readonly string[] {
  const operations = ["add", "divide", "multiply", "remainder", "subtract"].map(
    (name) => `declare function ${name}(a: number | Decimal, b: number | Decimal): Decimal;`,
  );
  const source = [
    "interface Decimal { readonly exponent: number }",
    ...operations,
    "declare function compare(a: number | Decimal, b: number | Decimal): number;",
    lines,
  ].join("\n");
  const options: ts.CompilerOptions = {
    strict: true,
    noUnusedParameters: true,
    allowUnreachableCode: false,
    isolatedDeclarations: true,
    declaration: true,
    target: ts.ScriptTarget.ES2022,
    types: [],
    lib: ["lib.d.ts"],
  };
  const host = ts.createCompilerHost(options);
  const file = ts.createSourceFile("x.ts", source, ts.ScriptTarget.ES2022);
  host.getSourceFile = (name) => (name === "x.ts" ? file : LIB);
  const program = ts.createProgram(["x.ts"], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ messageText, start = 0 }) =>
        `${ts.flattenDiagnosticMessageText(messageText, "\n")}: ${source.slice(start, start + 80)}`,
    );
}
