import { CodeWriter } from "../../../../src/emit/typescript/code-writer.ts";
import * as fc from "fast-check";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import {
  codeSpan,
  type Doc,
  docOfArgument,
  docOfEvent,
  docOfProperty,
  writeDoc,
} from "../../../../src/emit/typescript/doc-comments.ts";
import { makeEvent, makeProperty } from "../../../support/make-plan.ts";

function written(doc: Doc): string {
  const writer = new CodeWriter();
  writeDoc(writer, doc);
  return writer.toString();
}

describe("writeDoc", () => {
  test.each([
    ["nothing to say", { paragraphs: [undefined, "", "\n"] }, ""],
    ["one line", { paragraphs: ["One line."] }, "/** One line. */\n"],
    ["one tag", { paragraphs: [], tags: [{ name: "deprecated", text: "" }] }, "/** @deprecated */\n"],
    [
      "paragraphs and tags",
      {
        paragraphs: ["First.\nGoes on.", undefined, "Second."],
        tags: [
          undefined,
          { name: "deprecated", text: "Since 2025.\nFor a reason." },
          { name: "example", text: "1" },
        ],
      },
      "/**\n * First.\n * Goes on.\n *\n * Second.\n *\n * @deprecated Since 2025.\n * For a reason.\n * @example 1\n */\n",
    ],
  ] as const)("%s", (_, doc, expected) => {
    expect(written(doc)).toBe(expected);
  });

  test("whatever the texts say, TypeScript sees our tags and no other, and nothing but a comment", () => {
    const text = fc
      .array(
        fc.constantFrom(
          "*/",
          "`",
          "```",
          "@see x",
          "@",
          "{@link y}",
          "\n",
          "\u2028",
          " ",
          "word",
          "{",
          "}",
          "<b>",
          "*",
          "/",
        ),
        { maxLength: 10 },
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), text, text, (paragraphs, deprecation, example) => {
        const comment = written({
          paragraphs,
          tags: [
            { name: "deprecated", text: deprecation },
            { name: "example", text: example },
          ],
        });
        const source = ts.createSourceFile(
          "x.ts",
          `${comment}export const x = 1;\n`,
          ts.ScriptTarget.ES2022,
          true,
        );
        expect(source.statements.map(({ kind }) => kind)).toEqual([ts.SyntaxKind.VariableStatement]);
        const tags = ts.getJSDocTags(source.statements[0] as ts.Node).map(({ tagName }) => tagName.text);
        expect(tags).toEqual(["deprecated", "example"]);
      }),
      { numRuns: 1000 },
    );
  });
});

test("docOfArgument says what an event means, when it fires, whose it is, and what stands in its place", () => {
  const event = makeEvent("upgraded", {
    description: "An upgrade.",
    trigger: "Stripe says so.",
    category: "billing",
    owner: ["money", "growth"],
    links: [{ title: "Spec */", url: "https://example.com/" }],
    stability: "experimental",
    status: "deprecated",
    deprecated: { since: "2025-01-01", use: "tier_changed", reason: "Too vague", removeAfter: "2026-01-01" },
  });
  expect(written(docOfArgument(event, false))).toBe(
    [
      "/**",
      " * What `upgraded` accepts.",
      " *",
      " * An upgrade.",
      " *",
      " * When: Stripe says so.",
      " *",
      " * Category: billing. Owner: money, growth.",
      " *",
      " * @deprecated Since 2025-01-01. Use `tier_changed` instead. Too vague. To be removed after 2026-01-01.",
      " * @experimental",
      " * @see Spec *\\/: https://example.com/",
      " */",
      "",
    ].join("\n"),
  );
  const atHelper = written(docOfArgument(event, true)).split("\n");
  expect(atHelper.slice(1, 4)).toEqual([
    " * What `upgraded` accepts.",
    " *",
    " * @deprecated Since 2025-01-01. Use `tier_changed` instead. Too vague. To be removed after 2026-01-01.",
  ]);
});

test.each([
  ["Amount", "/** Amount. Unit: USD. Example: `50`. */\n"],
  ["", "/** Unit: USD. Example: `50`. */\n"],
  ["One line.\nAnd another.", "/**\n * One line.\n * And another.\n *\n * Unit: USD. Example: `50`.\n */\n"],
])("docOfProperty is one line where the description %j is", (description, comment) => {
  const property = makeProperty("amount", "number", { description, unit: "USD", example: 50 });
  expect(written(docOfProperty(property))).toBe(comment);
});

test.each([
  ["planned", " Planned: it is not sent yet. */"],
  ["live", "Source: client. */"],
  ["deprecated", " * @deprecated\n */"],
] as const)("docOfEvent of a %s event", (status, ending) => {
  const comment = written(docOfEvent(makeEvent("x", { status, source: "client", description: "" })));
  expect(comment.trimEnd().endsWith(ending)).toBe(true);
});

test("docOfProperty says its meaning, unit, default, values, and an example", () => {
  const property = makeProperty(
    "size",
    { kind: "enum", values: [{ value: "s", meaning: "Small\n  enough." }, { value: "" }] },
    {
      description: "How large.",
      unit: "sizes",
      pii: "personal",
      example: "s",
      source: { kind: "argument", optional: false, default: "s" },
      deprecated: {},
    },
  );
  expect(written(docOfProperty(property))).toBe(
    [
      "/**",
      ' * How large. Unit: sizes. Default: `"s"`. Personal data. Example: `"s"`.',
      " *",
      " * - `s`: Small enough.",
      ' * - ""',
      " *",
      " * @deprecated",
      " */",
      "",
    ].join("\n"),
  );
});

test.each([
  ["a", "`a`"],
  ["a b", "`a b`"],
  ["", '""'],
  [" a", '" a"'],
  ["a`b", '"a`b"'],
  ["a\nb", '"a\\u000ab"'],
])("codeSpan(%j) is %s", (text, span) => {
  expect(codeSpan(text)).toBe(span);
});
