import { describe, expect, test } from "vitest";
import { readExpression } from "../../../../src/read/expression/read-expression.ts";

function faultsOf(text: string): readonly string[] {
  const read = readExpression(text);
  return read.ok ? [] : read.faults.map(({ code, within }) => `${code} ${text.slice(...within)}`);
}

describe("readExpression", () => {
  test("keeps what binds more tightly together", () => {
    const read = readExpression("-(a + 1.5) * b >= 2 && !c || d == 'x' ? 1 : 2");
    expect(read.ok && read.expression).toStrictEqual({
      kind: "conditional",
      test: {
        kind: "binary",
        operator: "||",
        left: {
          kind: "binary",
          operator: "&&",
          left: {
            kind: "binary",
            operator: ">=",
            left: {
              kind: "binary",
              operator: "*",
              left: {
                kind: "unary",
                operator: "-",
                operand: {
                  kind: "binary",
                  operator: "+",
                  left: { kind: "property", name: "a" },
                  right: { kind: "literal", value: 1.5 },
                },
              },
              right: { kind: "property", name: "b" },
            },
            right: { kind: "literal", value: 2 },
          },
          right: { kind: "unary", operator: "!", operand: { kind: "property", name: "c" } },
        },
        right: {
          kind: "binary",
          operator: "==",
          left: { kind: "property", name: "d" },
          right: { kind: "literal", value: "x" },
        },
      },
      consequent: { kind: "literal", value: 1 },
      alternate: { kind: "literal", value: 2 },
    });
  });

  test("reads the name of a property in backticks", () => {
    const read = readExpression("`a.b` + `x \\`y`");
    expect(read.ok && read.expression).toMatchObject({
      left: { kind: "property", name: "a.b" },
      right: { kind: "property", name: "x `y" },
    });
  });

  test.each([
    "a.b",
    "a[0]",
    "a()",
    "new A",
    "this",
    "() => 1",
    "function () {}",
    "class {}",
    "`a${b}`",
    "f`a`",
    "a = 1",
    "a += 1",
    "a++",
    "[a]",
    "({})",
    "a, b",
    "/a/",
    "1n",
    "null",
    "+a",
    "~a",
    "typeof a",
    "void 0",
    "delete a.b",
    "await a",
    "a ** 2",
    "a === b",
    "a !== b",
    "a | b",
    "a & b",
    "a ^ b",
    "a << 1",
    "a >> 1",
    "a >>> 1",
    "a in b",
    "a instanceof b",
    "a ?? b",
    "a?.b",
    "import('fs')",
    "import.meta",
    "1e999",
    "a /* b */",
    "a // b",
  ])("refuses %s", (text) => {
    expect(faultsOf(text).some((fault) => fault.startsWith("computed-not-allowed"))).toBe(true);
  });

  test.each([
    ["", "computed-syntax "],
    ["a +", "computed-syntax +"],
    ["a b", "computed-syntax b"],
    ["(a) b", "computed-syntax b"],
    ["a) + (b", "computed-syntax ) + (b"],
    ["a; b", "computed-syntax ; b"],
    ["yield", "computed-syntax y"],
    ["...a", "computed-syntax ."],
    ["'x", "computed-syntax '"],
  ])("cannot read %j", (text, fault) => {
    expect(faultsOf(text)).toStrictEqual([fault]);
  });

  test("tells every part that is not allowed", () => {
    expect(faultsOf("a.b + f(c) - (d = 1)")).toStrictEqual([
      "computed-not-allowed a.b",
      "computed-not-allowed f(c)",
      "computed-not-allowed d = 1",
    ]);
  });

  test.each([
    ["parentheses", "(".repeat(499) + "1" + ")".repeat(499)],
    ["signs", `${"- ".repeat(490)}a`],
    ["branches", `${"a ? b : ".repeat(120)}c`],
  ])("reads many %s", (_, text) => {
    expect(readExpression(text).ok).toBe(true);
  });

  test("refuses what is too long to be an expression", () => {
    expect(faultsOf(`1${"+1".repeat(500)}`)).toHaveLength(1);
    expect(readExpression(`1${"+1".repeat(499)}`).ok).toBe(true);
  });
});
