import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTable } from "micromark-extension-gfm-table";
import { plainTree } from "./plain-tree.ts";

const LAYOUT: ReadonlySet<string> = new Set(["position"]);

/**
 * What a page says: its syntax tree, without places and line breaks inside paragraphs.
 *
 * @param readCode - what a block of code means, which formatters change too
 */
export function markdownContent(
  text: string,
  readCode: (code: string, language: string) => unknown,
): unknown {
  const tree = fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  return plainTree(tree, LAYOUT, (node) => {
    const { type, value, lang } = node;
    if (typeof value !== "string") return node;
    if (type === "text") return { ...node, value: value.replace(/\s+/gu, " ") };
    return type === "code" ? { ...node, value: readCode(value, String(lang)) } : node;
  });
}
