import { createProcessor } from "@mdx-js/mdx";
import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import remarkGfm from "remark-gfm";

/** What GitHub's dialect makes of a Markdown text. */
export function parseMarkdown(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

const mdx = createProcessor({ remarkPlugins: [remarkGfm] });

/**
 * What MDX makes of the same text, with GitHub's dialect beside it. The whole way to JavaScript is gone.
 *
 * @throws a message of MDX, with line and column, for a text that is none
 */
export function parseMdx(markdown: string): Root {
  mdx.processSync(markdown);
  return mdx.parse(markdown) as Root;
}

/** Every node of a tree, parents before children. */
export function nodesOf(node: Nodes): readonly Nodes[] {
  const nodes: Nodes[] = [];
  const add = (one: Nodes): void => {
    nodes.push(one);
    if ("children" in one) for (const child of one.children) add(child);
  };
  add(node);
  return nodes;
}

/** All nodes of one type. */
export function nodesOfType<T extends Nodes["type"]>(
  root: Nodes,
  type: T,
): readonly Extract<Nodes, { type: T }>[] {
  return nodesOf(root).filter((node): node is Extract<Nodes, { type: T }> => node.type === type);
}

/** What a reader sees: text and code, without marks. A line break, `<br />` too, is a line end. */
export function shownText(node: Nodes): string {
  return nodesOf(node)
    .map((inner) => {
      if (isMdx(inner)) return inner.type === "mdxJsxTextElement" && inner.name === "br" ? "\n" : "";
      if (inner.type === "text" || inner.type === "inlineCode" || inner.type === "code") return inner.value;
      return inner.type === "break" || (inner.type === "html" && inner.value === "<br />") ? "\n" : "";
    })
    .join("");
}

/** A node of MDX, which mdast does not know. */
interface MdxNode {
  readonly type: `mdx${string}`;
  readonly name?: string | null;
}

function isMdx(node: Nodes | MdxNode): node is MdxNode {
  return node.type.startsWith("mdx");
}
