import * as fc from "fast-check";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { quoteAccess, quoteComment, quoteKey, quoteString, quoteTemplate } from "../../../src/text/quote.ts";

/** Any string of UTF-16 code units, lone surrogates included, with what is dangerous in source text made frequent. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "*/",
        "/*",
        "//",
        "`",
        "${",
        "\\",
        '"',
        "'",
        "\n",
        "\r\n",
        "\u2028",
        "\u202e",
        "\ud800",
        "\udc00",
      ),
      fc.constantFrom(
        "</script>",
        "<!--",
        "@deprecated",
        "{@link x}",
        "__proto__",
        " ",
        "\t",
        "\0",
        "\u200f",
        "👍",
      ),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

/** What a piece of code is when it runs. */
function evaluate(code: string): unknown {
  // oxlint-disable-next-line typescript/no-implied-eval
  return new Function(`"use strict"; return (${code});`)();
}

describe("quoteString", () => {
  test("TypeScript and JSON read back what was quoted", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const quoted = quoteString(text);
        expect(JSON.parse(quoted)).toBe(text);
        expect(evaluate(quoted)).toBe(text);
      }),
    );
  });

  test("what it returns is one visible line that no inline script ends in", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(quoteString(text)).not.toMatch(/<[/!]|[\p{Cc}\p{Cs}\u2028\u2029\u200f\u202e]/u);
      }),
    );
  });

  test.each([
    ["plain", '"plain"'],
    ['say "hi"', String.raw`"say \"hi\""`],
    ["a\nb", String.raw`"a\u000ab"`],
    ["</script>", String.raw`"\u003c/script>"`],
    ["\u202Eabc", String.raw`"\u202eabc"`],
    ["\ud800", String.raw`"\ud800"`],
    ["naïve 👍", '"naïve 👍"'],
  ])("%j becomes %s", (text, quoted) => {
    expect(quoteString(text)).toBe(quoted);
  });
});

describe("quoteTemplate", () => {
  test("a template literal reads back what was quoted", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        expect(evaluate(`\`${quoteTemplate(text)}\``)).toBe(text);
      }),
    );
  });
});

describe("quoteKey and quoteAccess", () => {
  test("an object literal has exactly the property that was named", () => {
    fc.assert(
      fc.property(nasty, (name) => {
        const made = evaluate(`{ ${quoteKey(name)}: 1 }`) as object;
        expect(Object.getOwnPropertyNames(made)).toEqual([name]);
        expect(evaluate(`((p) => ${quoteAccess("p", name)})({ [${JSON.stringify(name)}]: 1 })`)).toBe(1);
      }),
    );
  });

  test.each([
    ["amount_usd", "amount_usd"],
    ["default", "default"],
    ["Order Total", '"Order Total"'],
    ["a-b", '"a-b"'],
    ["__proto__", '["__proto__"]'],
  ])("the key %j becomes %s", (name, key) => {
    expect(quoteKey(name)).toBe(key);
  });
});

describe("quoteComment", () => {
  test("no text ends its comment or makes a tag, and the tag below it stands", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const lines = quoteComment(text).map((line) => ` * ${line}\n`);
        const source = `/**\n${lines.join("")} *\n * @deprecated ours\n */\nexport const x = 1;\n`;
        const file = ts.createSourceFile("x.ts", source, ts.ScriptTarget.ES2022, true);
        expect(file.statements.map((statement) => statement.kind)).toEqual([ts.SyntaxKind.VariableStatement]);
        expect(ts.getJSDocTags(file.statements[0] as ts.Node).map((tag) => tag.tagName.text)).toEqual([
          "deprecated",
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  test("lines are kept, and what does not show is made to show", () => {
    expect(quoteComment("One *\u002f two\r\n  @tag\n`open\n\u202Eright {@link x}\n\n")).toEqual([
      "One *\\/ two",
      "  \\@tag",
      "\\`open",
      "\\u202eright {\\@link x}",
    ]);
  });
});
