import { describe, expect, it } from "vitest";
import { hasSameContent } from "../../../../src/emit/layout/same-content.ts";

/** What formatters do, by kind of file. */
const SAME: readonly (readonly [what: string, path: string, one: string, other: string])[] = [
  ["white space", "a.ts", "const a = [1, 2];\n", "const a\n\t= [ 1,2 ] ;"],
  ["semicolons", "a.ts", "const a = 1;\na;\n", "const a = 1\na\n"],
  ["semicolons before brackets", "a.ts", "const a = 1;\n[a].at(0);\n", "const a = 1\n;[a].at(0)\n"],
  ["semicolons after blocks", "a.ts", "function f() {}\n[a] = b;", "function f() {}\n;[a] = b"],
  ["semicolons of members", "a.ts", "interface A { b: 1; c: 2 }", "interface A {\n b: 1\n c: 2,\n}"],
  ["trailing commas", "a.ts", "f(a, [b], { c })", "f(a, [b,], { c, },)"],
  ["trailing commas of types", "a.ts", "function f<A, B>(): void {}", "function f<A, B,>(): void {}"],
  ["a leading |", "a.ts", 'type A = "a" | "b";', 'type A =\n  | "a"\n  | "b";'],
  ["a | before one type", "a.ts", 'type A = "a";', 'type A = | "a";'],
  ["parentheses", "a.ts", "const a = b && c || d;", "const a = ((b && c) || d);"],
  ["parentheses of parameters", "a.ts", "f((a) => a)", "f(a => a)"],
  ["parentheses of types", "a.ts", "type A = (B)[] | (C);", "type A = B[] | C;"],
  ["quotes", "a.ts", `const a = "it's";`, String.raw`const a = 'it\'s';`],
  ["quotes of keys", "a.ts", `const a = { "b": 1, c: 2 };`, `const a = { b: 1, 'c': 2 };`],
  ["spelling of numbers", "a.ts", "const a = 1e+21;", "const a = 1e21;"],
  ["indentation of comments", "a.ts", "/**\n * A.\n */\nlet a;", "\t/**\n\t * A.\n\t */\n\tlet a;"],
  ["white space", "a.json", '{"a":[1,{"b":null}]}', '{\n\t"a": [\n\t\t1,\n\t\t{ "b": null }\n\t]\n}\n'],
  ["the order of keys", "a.json", '{"a":1,"b":2}', '{"b":2,"a":1}'],
  ["tables", "a.md", "| a | b |\n| - | -: |\n| 1 | 2 |\n", "| a   |   b |\n| --- | ---: |\n| 1 | 2 |\n"],
  ["line breaks", "a.md", "one two three\n", "one two\nthree\n"],
  ["line breaks of quotes", "a.md", "> one two three\n", "> one two\n> three\n"],
  ["marks", "a.md", "* _a_ **b**\n* c\n", "- *a* __b__\n- c\n"],
  ["headings", "a.md", "# A\n\nb\n", "A\n===\n\n\nb\n"],
  ["code", "a.md", "```ts\nf({ a: 1 });\n```\n", "```ts\nf({\n  a: 1,\n});\n```\n"],
];

/** Edits, among them those that only look like layout. */
const DIFFERENT: readonly (readonly [what: string, path: string, one: string, other: string])[] = [
  ["a string", "a.ts", 'f("a b");', 'f("a  b");'],
  ["a template", "a.ts", "f(`a ${b} c`);", "f(`a ${b}  c`);"],
  ["a template's line", "a.ts", "f(`a\nb`);", "f(`a\n b`);"],
  ["a regular expression", "a.ts", "f(/a b/u);", "f(/a  b/u);"],
  ["a flag", "a.ts", "f(/a/u);", "f(/a/iu);"],
  ["a number", "a.ts", "f(1);", "f(10);"],
  ["a name", "a.ts", "f(a);", "f(b);"],
  ["a line break after return", "a.ts", "function f() { return a; }", "function f() { return\na; }"],
  ["an empty statement", "a.ts", "if (a) b();", "if (a); b();"],
  ["a semicolon before brackets", "a.ts", "a;\n(b);", "a\n(b);"],
  ["parentheses that bind", "a.ts", "f(a * (b + c));", "f(a * b + c);"],
  ["parentheses of types that bind", "a.ts", "type A = (B | C)[];", "type A = B | C[];"],
  ["a hole in a list", "a.ts", "f([a, ,]);", "f([a,]);"],
  ["a computed key", "a.ts", "f({ a: 1 });", "f({ [a]: 1 });"],
  ["a modifier", "a.ts", "interface A { readonly b: 1 }", "interface A { b: 1 }"],
  ["a mark of optional", "a.ts", "interface A { b?: 1 }", "interface A { b: 1 }"],
  ["a type", "a.ts", "let a: string;", "let a: number;"],
  ["a cast", "a.ts", "f(a as B);", "f(a);"],
  ["the order of imports", "a.ts", 'import "a";\nimport "b";', 'import "b";\nimport "a";'],
  ["a comment", "a.ts", "/** A. */\nlet a;", "/** B. */\nlet a;"],
  ["a comment that is gone", "a.ts", "// @ts-nocheck\nlet a;", "let a;"],
  ["a comment elsewhere", "a.ts", "/** A. */\nlet a;\nlet b;", "let a;\n/** A. */\nlet b;"],
  ["a commented line", "a.ts", "a();\n// b\nc();", "a();\n// b c();"],
  ["a syntax error", "a.ts", "let a = 1;", "let a = 1;\n<<<<<<< HEAD\n"],
  ["a string", "a.json", '{"a":"b c"}', '{"a":"b  c"}'],
  ["a kind", "a.json", '{"a":"1"}', '{"a":1}'],
  ["the order of a list", "a.json", "[1,2]", "[2,1]"],
  ["__proto__", "a.json", '{"a":1}', '{"a":1,"__proto__":{"b":2}}'],
  ["a syntax error", "a.json", "{}", "{},"],
  ["a word", "a.md", "one two\n", "one too\n"],
  ["a level", "a.md", "# A\n", "## A\n"],
  ["a link", "a.md", "[a](b.md)\n", "[a](c.md)\n"],
  ["code", "a.md", "`a  b`\n", "`a b`\n"],
  ["a block of code", "a.md", "```sql\na  b\n```\n", "```sql\na b\n```\n"],
  ["code of a block", "a.md", "```ts\nf(1);\n```\n", "```ts\nf(2);\n```\n"],
  ["a cell", "a.md", "| a |\n| - |\n| 1 |\n", "| a |\n| - |\n| 2 |\n"],
  ["the side of a column", "a.md", "| a |\n| - |\n| 1 |\n", "| a |\n| -: |\n| 1 |\n"],
  ["HTML", "a.md", '<a id="a"></a>\n', '<a id="b"></a>\n'],
  ["a hidden definition", "a.md", '[//]: # "a"\n', '[//]: # "b"\n'],
  ["another kind of file", "a.txt", "a b", "a  b"],
];

describe("hasSameContent", () => {
  it.each(SAME)("does not count %s in %s", (_, path, expected, found) => {
    expect(hasSameContent(path, { found, expected })).toBe(true);
    expect(hasSameContent(path, { found: expected, expected: found })).toBe(true);
  });

  it.each(DIFFERENT)("counts %s in %s", (_, path, expected, found) => {
    expect(hasSameContent(path, { found: expected, expected })).toBe(path !== "a.txt");
    expect(hasSameContent(path, { found, expected })).toBe(false);
  });

  it.each([
    ["a.ts", "const a = b;\n", `const a = ${"(".repeat(20_000)}b${")".repeat(20_000)};`],
    ["a.ts", "const a = b;\n", `const a = ${"<[]>(".repeat(100)}b${")".repeat(100)};`],
    ["a.json", "[]\n", "[".repeat(20_000) + "]".repeat(20_000)],
    ["a.md", "a\n", `${"* ".repeat(20_000)} a\n`],
    ["a.md", "a\n", Array.from({ length: 3_000 }, (_, count) => `${"`".repeat(count)} `).join("")],
  ])("takes a text that is made to keep a parser of %s busy for different", (path, expected, found) => {
    expect(hasSameContent(path, { found, expected })).toBe(false);
  });

  it("takes what is nested too deeply to read for different", () => {
    const expected = `const a = ${"b + ".repeat(20_000)}b;\n`;
    expect(hasSameContent("a.ts", { found: `(${expected})`, expected })).toBe(false);
    expect(hasSameContent("a.ts", { found: expected, expected })).toBe(false);
  });
});
