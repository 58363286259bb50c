/** One character of each string, and one number, of every generated file: an edit of it is never taken for layout. */
import { extname } from "node:path";
import type { Nodes } from "mdast";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { markdownContent } from "../../src/emit/layout/markdown-content.ts";
import { hasSameContent } from "../../src/emit/layout/same-content.ts";
import { typescriptContent } from "../../src/emit/layout/typescript-content.ts";
import { GOLDEN_CASES, readFolder } from "../support/golden-cases.ts";
import { nodesOf, parseMarkdown } from "../support/parse-markdown.ts";

/** Start and end of a piece of a text. */
type Span = readonly [start: number, end: number];

interface Pieces {
  readonly strings: readonly Span[];
  readonly numbers: readonly Span[];
}

const JSON_TOKEN = /(?<string>"(?:[^"\\]|\\.)*")|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/giu;

const KINDS: Readonly<Record<string, { pieces(text: string): Pieces; content(text: string): unknown }>> = {
  ".ts": { pieces: piecesOfModule, content: typescriptContent },
  ".md": { pieces: piecesOfPage, content: (text) => markdownContent(text, (code) => code) },
  ".json": { pieces: piecesOfJson, content: (text): unknown => JSON.parse(text) },
};

describe.each(GOLDEN_CASES)("$name", ({ expected: folder }) => {
  const files = Object.entries(readFolder(folder)).filter(([path]) => extname(path) in KINDS);

  test.each(files)("%s", (path, text) => {
    const { pieces, content } = KINDS[extname(path)]!;
    const { strings, numbers } = pieces(text);
    expect(strings.length).toBeGreaterThan(0);

    // Edited at once, and found one by one: a parse for each would take minutes.
    const edited = edit(text, strings);
    const before = leavesOf(content(text));
    const after = leavesOf(content(edited));
    expect(after.filter((leaf, index) => leaf !== before[index]).length).toBeGreaterThanOrEqual(
      strings.length,
    );
    expect(after.length).toBe(before.length);

    const single = [strings[0], strings.at(-1), numbers[Math.floor(numbers.length / 2)]];
    for (const span of single.filter((one) => one !== undefined)) {
      const found = edit(text, [span]);
      expect(found).not.toBe(text);
      expect(hasSameContent(path, { found, expected: text })).toBe(false);
    }
  });
});

/** Changes one character of each piece to another letter or digit. */
function edit(text: string, spans: readonly Span[]): string {
  let edited = "";
  let at = 0;
  for (const [start, end] of spans.toSorted(([a], [b]) => a - b)) {
    edited += text.slice(at, start) + editPiece(text.slice(start, end));
    at = end;
  }
  return edited + text.slice(at);
}

function editPiece(piece: string): string {
  const [quote = ""] = /^["'`]/u.exec(piece) ?? [];
  const inner = quote === "" ? piece : piece.slice(1, -1);
  const units = inner.match(/\\u\{?[0-9a-f]+\}?|\\x[0-9a-f]{2}|\\[^]|[^]/giu) ?? [];
  const index = units.findIndex((unit) => !unit.startsWith("\\"));
  const edited = index === -1 ? [...units, "z"] : units.with(index, otherThan(units[index]!));
  return quote + edited.join("") + (quote === "" ? "" : piece.slice(-1));
}

function otherThan(character: string): string {
  if (/\d/u.test(character)) return character === "7" ? "3" : "7";
  return character === "z" ? "y" : "z";
}

function piecesOfModule(text: string): Pieces {
  const source = ts.createSourceFile("a.ts", text, ts.ScriptTarget.Latest);
  const pieces: { strings: Span[]; numbers: Span[] } = { strings: [], numbers: [] };
  const visit = (node: ts.Node): void => {
    const span: Span = [node.getStart(source), node.end];
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) pieces.strings.push(span);
    if (ts.isNumericLiteral(node)) pieces.numbers.push(span);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return pieces;
}

function piecesOfJson(text: string): Pieces {
  const pieces: { strings: Span[]; numbers: Span[] } = { strings: [], numbers: [] };
  for (const match of text.matchAll(JSON_TOKEN)) {
    const span: Span = [match.index, match.index + match[0].length];
    const isKey = text[span[1]] === ":";
    // An edited key moves its value to another place among the leaves; the order of keys is none of them.
    if (match.groups?.["string"] === undefined) pieces.numbers.push(span);
    else if (!isKey) pieces.strings.push(span);
  }
  return pieces;
}

function piecesOfPage(text: string): Pieces {
  const strings = nodesOf(parseMarkdown(text)).flatMap((node: Nodes): readonly Span[] => {
    const { start, end } = node.position ?? {};
    if (node.type !== "text" || start?.offset === undefined || end?.offset === undefined) return [];
    // Not an entity or an escape, and not a mark.
    const word = /(?<![\\&#])\b[a-z]{2,}/iu.exec(text.slice(start.offset, end.offset));
    return word === null ? [] : [[start.offset + word.index, end.offset]];
  });
  return { strings, numbers: [] };
}

/** Every key and value of a tree, in order. */
function leavesOf(value: unknown): readonly string[] {
  const leaves: string[] = [];
  const add = (one: unknown): void => {
    if (typeof one !== "object" || one === null || one instanceof RegExp) leaves.push(String(one));
    else if (Array.isArray(one)) one.forEach(add);
    else {
      for (const [key, inner] of Object.entries(one)) {
        leaves.push(key);
        add(inner);
      }
    }
  };
  add(value);
  return leaves;
}
