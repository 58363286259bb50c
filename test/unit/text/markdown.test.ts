import * as fc from "fast-check";
import type { Root } from "mdast";
import { slug } from "github-slugger";
import { describe, expect, test } from "vitest";
import {
  anchor,
  code,
  fence,
  heading,
  link,
  list,
  prose,
  strike,
  table,
  text,
} from "../../../src/text/markdown.ts";
import { nodesOf, nodesOfType, parseMarkdown, parseMdx, shownText } from "../../support/parse-markdown.ts";
import { runs } from "../../support/fast-check-runs.ts";

/** Each would be something else than text, if it were not escaped. */
const NASTY: readonly string[] = [
  "# heading",
  "- item",
  "+ item",
  "* item",
  "1. item",
  "12) item",
  "> quote",
  "=====",
  "-----",
  "___",
  "~~~",
  "*em* **strong** _em_ __strong__ ~~gone~~",
  "snake_case and _edges_ and a__b__c",
  "[label](javascript:alert(1))",
  "![image](http://example.com/x.png)",
  "[label][ref] [^note] [x]",
  "[ref]: http://example.com",
  "<b>bold</b> <!-- gone --> </script><script>alert(1)</script>",
  "<http://example.com> <a@example.com>",
  "see http://example.com/a_b?c=d&e=f|g (or https://example.com).",
  "WWW.example.com, ftp://example.com; mail a.b+c@example.com!",
  "HTTPS://EXAMPLE.COM",
  "a@b.example`c`",
  "R&D &amp; &#60; &copy; &",
  "a | b || c \\| d \\\\| e",
  "| a | b |",
  "back\\slash \\*not em\\* trailing\\",
  "costs $5 or $6, $revenue$",
  "hard  \nbreak",
  "🎉 👩‍👩‍👧 é 日本語 שלום",
  "`",
  "``",
  "a ` b `` c",
  "`unclosed",
  "ends in !",
  "C# and #1 and F #",
  "\tindented",
  "    indented",
  "{braces} ${x} {/* comment */} }{ {",
  "import x from 'y'",
  "export const x = 1",
  "<Tag prop={1}> </> <>",
];

describe.each(NASTY)("%j", (source) => {
  const shown = source.replaceAll(/\s+/gu, " ").trim();

  test("as text of a paragraph is shown as it is, and nothing else", () => {
    const root = parseMarkdown(text(source));
    expect(root.children.map((child) => child.type)).toEqual(["paragraph"]);
    expect(typesWithin(root)).toEqual([]);
    expect(shownText(root)).toBe(shown);
  });

  test("as text of a heading", () => {
    const root = parseMarkdown(heading(2, text(source)));
    expect(root.children.map((child) => child.type)).toEqual(["heading"]);
    expect(shownText(root)).toBe(shown);
  });

  test("as text and as code in a cell", () => {
    const root = parseMarkdown(table(["A", "B"], [[text(source, "cell"), code(source, "cell")]]));
    expect(root.children.map((child) => child.type)).toEqual(["table"]);
    expect(typesWithin(root)).toEqual([]);
    const [, row] = nodesOfType(root, "tableRow");
    const asCode = source.replaceAll("\n", "\\n").replaceAll("\t", "\\t");
    expect(row?.children.map((cell) => shownText(cell).trim())).toEqual([shown, asCode.trim()]);
  });

  test("as code in a line", () => {
    const root = parseMarkdown(`a ${code(source)} b`);
    expect(nodesOf(root).map((node) => node.type)).toEqual([
      "root",
      "paragraph",
      "text",
      "inlineCode",
      "text",
    ]);
    const [span] = nodesOfType(root, "inlineCode");
    expect(span?.value).toBe(source.replaceAll("\n", "\\n").replaceAll("\t", "\\t"));
  });
});

/** The types that a plan's text may bring into being. */
const PLAIN = new Set(["root", "paragraph", "table", "tableRow", "tableCell", "text", "inlineCode"]);

function typesWithin(root: ReturnType<typeof parseMarkdown>): readonly string[] {
  return nodesOf(root)
    .map((node) => node.type)
    .filter((type) => !PLAIN.has(type));
}

const anyText = fc.string({
  unit: fc.constantFrom(...'ab1 \n\t`|\\*_~[](){}<>!#$&;:/@.-+="www', "import ", "export "),
  maxLength: 30,
});

test("no text can be anything but text", () => {
  fc.assert(
    fc.property(anyText, (source) => {
      const root = parseMarkdown(`x ${text(source)}`);
      expect(typesWithin(root)).toEqual([]);
      expect(shownText(root)).toBe(`x ${source.replaceAll(/\s+/gu, " ").trim()}`.trim());
    }),
    { numRuns: runs(800) },
  );
});

test("no text or code can break a table", () => {
  fc.assert(
    fc.property(anyText, anyText, (a, b) => {
      const row = `x ${prose(a, "cell")}`;
      const root = parseMarkdown(table(["A", "B", "C"], [[row, code(b, "cell"), "end"]]));
      const rows = nodesOfType(root, "tableRow").map((cells) =>
        cells.children.map((cell) => shownText(cell)),
      );
      expect(rows).toEqual([
        ["A", "B", "C"],
        [expect.stringMatching(/^x/u), expect.any(String), "end"],
      ]);
      expect(typesWithin(root).filter((type) => type !== "html")).toEqual([]);
      expect(nodesOfType(root, "html").filter((html) => html.value !== "<br />")).toEqual([]);
    }),
    { numRuns: runs(800) },
  );
});

/** The nodes that both dialects know: to MDX, our HTML is JSX. */
function typesOfMarkdown(root: Root): readonly string[] {
  return nodesOf(root)
    .map((node): string => node.type)
    .filter((type) => type !== "html" && !type.startsWith("mdxJsx"));
}

test("MDX shows the same as GitHub", () => {
  fc.assert(
    fc.property(anyText, (source) => {
      const markdown = [prose(source), table(["A", "B"], [[prose(source, "cell"), code(source, "cell")]])];
      const page = markdown.join("\n\n");
      expect(typesOfMarkdown(parseMdx(page))).toEqual(typesOfMarkdown(parseMarkdown(page)));
      expect(shownText(parseMdx(page))).toBe(shownText(parseMarkdown(page)));
    }),
    { numRuns: runs(100) },
  );
});

test("prose in a paragraph makes neither blocks, nor links, nor HTML", () => {
  fc.assert(
    fc.property(anyText, (source) => {
      const root = parseMarkdown(prose(source));
      expect(new Set(root.children.map((child) => child.type))).toEqual(
        new Set(root.children.length === 0 ? [] : ["paragraph"]),
      );
      expect(typesWithin(root)).toEqual([]);
    }),
    { numRuns: runs(800) },
  );
});

describe("prose", () => {
  test("keeps code between backticks, and only that", () => {
    expect(prose("Stripe's `invoice.paid` *and* ``a`b``, ` x")).toBe(
      "Stripe's `invoice.paid` \\*and\\* ``a`b``, \\` x",
    );
  });

  test("keeps paragraphs; in a cell they are line breaks", () => {
    expect(prose("One\ntwo.\r\n \r\n\r\n- Three.")).toBe("One two.\n\n\\- Three.");
    expect(prose("One\ntwo.\n\nThree.", "cell")).toBe("One two.<br />Three.");
  });

  test("keeps two pieces of code apart", () => {
    expect(prose("`a`https://b.example")).toBe("`a` `https://b.example`");
  });

  test("shows an address as code, without the punctuation around it", () => {
    expect(prose("Ask (a@b.example), see https://c.example/d.")).toBe(
      "Ask (`a@b.example`), see `https://c.example/d`.",
    );
  });

  test("drops what turns text around or hides in it, and leaves emoji whole", () => {
    expect(prose("a\u202eb\u2066c\u0000d\u200be\u2060f 👩‍👩‍👧")).toBe("abcdef 👩‍👩‍👧");
  });

  test("of white space alone is empty", () => {
    expect(prose(" \n\n\t ")).toBe("");
  });
});

describe("code", () => {
  test.each([
    ["amount_usd", "`amount_usd`"],
    ["", '`""`'],
    [" a ", "`  a  `"],
    ["`a", "`` `a ``"],
    ["a``b", "```a``b```"],
    ["a\u202eb\n", "`a\\u202eb\\n`"],
    ["a || b", "`a || b`"],
  ])("%j", (source, markdown) => {
    expect(code(source)).toBe(markdown);
  });

  test("in a cell hides pipes; where it cannot, the pipe stands between two codes", () => {
    expect(code("a || b", "cell")).toBe("`a \\|\\| b`");
    expect(code("a\\|b|c", "cell")).toBe("`a\\`&#124;`b\\|c`");
  });
});

describe("table", () => {
  test("leaves out a column that is empty", () => {
    expect(
      table(
        ["A", "B", "C"],
        [
          ["1", "", "2"],
          ["3", "", ""],
        ],
      ),
    ).toBe(["| A | C |", "| - | - |", "| 1 | 2 |", "| 3 | |"].join("\n"));
  });

  test("without rows is nothing", () => {
    expect(table(["A"], [])).toBe("");
  });
});

test("a fence is longer than any in its text, and hides nothing", () => {
  expect(fence("ts", "a\n````\nb\u202ec\td")).toBe("`````ts\na\n````\nb\ufffdc\td\n`````");
});

test("links, anchors, lists and strikes", () => {
  expect(link("`a`", "b c(1).md#d")).toBe("[`a`](b%20c%281%29.md#d)");
  expect(link("a", "https://example.com/%28?a=1&copy;=2")).toBe(
    "[a](https://example.com/%28?a=1&amp;copy;=2)",
  );
  expect(anchor('a"><b')).toBe('<a id="a---b"></a>');
  // A square letter and a tie: neither is a letter by its category, and GitHub keeps both.
  for (const id of [slug("group-\u{1f130}"), slug("a\u203fb")]) expect(anchor(id)).toBe(`<a id="${id}"></a>`);
  expect(list(["a", "b"])).toBe("- a\n- b");
  expect(strike("`a`")).toBe("~~`a`~~");
});
