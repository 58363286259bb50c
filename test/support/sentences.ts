import type { Nodes, Root } from "mdast";

/** The sentences of a page, each as its words. A piece of code is one word; blocks of code, tables and headings are left out. */
export function sentencesOf(root: Root): readonly (readonly string[])[] {
  return paragraphsOf(root)
    .flatMap((paragraph) => wordedText(paragraph).split(/(?<=[.!?])["')\]]*\s+/u))
    .map((sentence) => sentence.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)))
    .filter((words) => words.length > 0);
}

/** The mean number of words per sentence. */
export function meanLength(sentences: readonly (readonly string[])[]): number {
  return sentences.reduce((sum, words) => sum + words.length, 0) / sentences.length;
}

function paragraphsOf(node: Nodes): readonly Nodes[] {
  if (node.type === "paragraph") return [node];
  if (node.type === "table" || !("children" in node)) return [];
  return node.children.flatMap((child) => paragraphsOf(child));
}

function wordedText(node: Nodes): string {
  if (node.type === "inlineCode") return "code";
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map((child) => wordedText(child)).join("") : " ";
}
