import { tsPlugin } from "@sveltejs/acorn-typescript";
import { type Comment, Parser } from "acorn";
import { isNode, plainTree, type TreeNode } from "./plain-tree.ts";

const TypeScriptParser = Parser.extend(tsPlugin());

/** Places, and how a literal was spelled. */
const LAYOUT: ReadonlySet<string> = new Set(["start", "end", "loc", "range", "raw", "extra"]);

/**
 * What a module says: its syntax tree, in which white space, semicolons, trailing commas, redundant parentheses and the kind
 * of quotes are gone, and its comments, each with the number of the node that it precedes.
 *
 * @throws SyntaxError
 */
export function typescriptContent(text: string): unknown {
  const comments = new Map<number, Comment>();
  const program = TypeScriptParser.parse(text, {
    ecmaVersion: "latest",
    sourceType: "module",
    locations: true,
    // The parser tries some places in several ways, and tells their comments again.
    onComment: (isBlock, value, start, end) =>
      comments.set(start, { type: isBlock ? "Block" : "Line", value, start, end }),
  });
  const starts: number[] = [];
  const tree = plainTree(program, LAYOUT, (node) => {
    const simple = simplify(node);
    starts.push(simple["start"] as number);
    return simple;
  });
  const sorted = starts.toSorted((a, b) => a - b);
  return {
    tree,
    comments: [...comments.values()].map(({ type, value, start }) => ({
      type,
      lines: value.split("\n").map((line) => line.trim()),
      before: sorted.findIndex((at) => at > start),
    })),
  };
}

function simplify(node: TreeNode): TreeNode {
  const { type, types, typeAnnotation } = node;
  // `(A)` and `| A` are `A`.
  if (type === "TSParenthesizedType" && isNode(typeAnnotation)) return simplify(typeAnnotation);
  if (type === "TSUnionType" && Array.isArray(types) && types.length === 1) return simplify(types[0]);
  return nameKey(withoutEmpty(node));
}

/** Without the semicolons that formatters put before a bracket. `if (a);` is no list of statements, and keeps its own. */
function withoutEmpty(node: TreeNode): TreeNode {
  const { body } = node;
  if (!Array.isArray(body)) return node;
  return { ...node, body: body.filter((inner) => !isNode(inner) || inner.type !== "EmptyStatement") };
}

/** Takes the quotes from `{ "a": 1 }`. */
function nameKey(node: TreeNode): TreeNode {
  const { key, computed } = node;
  if (!isNode(key) || key.type !== "Literal" || typeof key["value"] !== "string" || computed === true) {
    return node;
  }
  return { ...node, key: { ...key, type: "Identifier", name: key["value"], value: undefined } };
}
