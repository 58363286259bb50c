/** A node of a syntax tree, of any parser. */
export interface TreeNode {
  readonly type: string;
  readonly [key: string]: unknown;
}

export function isNode(value: unknown): value is TreeNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/**
 * Rebuilds a syntax tree without what says only how it was written.
 *
 * @param dropped - keys to leave out
 * @param simplify - is given each node before its children are, and returns the one to take in its place
 */
export function plainTree(
  value: unknown,
  dropped: ReadonlySet<string>,
  simplify: (node: TreeNode) => TreeNode,
): unknown {
  if (Array.isArray(value)) return value.map((item) => plainTree(item, dropped, simplify));
  if (typeof value !== "object" || value === null || value instanceof RegExp) return value;
  const entries = Object.entries(isNode(value) ? simplify(value) : value);
  return Object.fromEntries(
    entries
      .filter(([key, inner]) => inner !== undefined && !dropped.has(key))
      .map(([key, inner]) => [key, plainTree(inner, dropped, simplify)]),
  );
}
