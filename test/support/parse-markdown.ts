import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/** What GitHub's dialect makes of a Markdown text. */
export function parseMarkdown(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** Every node of a tree, parents before children. */
export function nodesOf(node: Nodes): readonly Nodes[] {
  const children = "children" in node ? node.children : [];
  return [node, ...children.flatMap((child) => nodesOf(child))];
}

/** All nodes of one type. */
export function nodesOfType<T extends Nodes["type"]>(
  root: Nodes,
  type: T,
): readonly Extract<Nodes, { type: T }>[] {
  return nodesOf(root).filter((node): node is Extract<Nodes, { type: T }> => node.type === type);
}

/** What a reader sees: text and code, without marks. A line break, `<br>` too, is a line end. */
export function shownText(node: Nodes): string {
  return nodesOf(node)
    .map((inner) => {
      if (inner.type === "text" || inner.type === "inlineCode" || inner.type === "code") return inner.value;
      return inner.type === "break" || (inner.type === "html" && inner.value === "<br>") ? "\n" : "";
    })
    .join("");
}
