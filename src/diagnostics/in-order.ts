import type { Diagnostic } from "./diagnostic.ts";

/**
 * Diagnostics in the order in which they are shown, whoever found them: file by file, and in a file by line and column. What is
 * said of one place stays in the order in which it was found. Last, and as they came, are those of other files and of none.
 *
 * @param files - the plan's files: the plan file, then those that it includes, by path
 */
export function inOrder(
  diagnostics: readonly Diagnostic[],
  files: readonly { readonly name: string }[],
): readonly Diagnostic[] {
  const ranks = new Map(files.map(({ name }, index) => [name, index]));
  const rankOf = ({ place }: Diagnostic): number => ranks.get(place?.file ?? "") ?? files.length;
  return diagnostics.toSorted((a, b) => {
    const rank = rankOf(a);
    const byFile = rank - rankOf(b);
    if (byFile !== 0 || rank === files.length || a.place === undefined || b.place === undefined)
      return byFile;
    return a.place.line - b.place.line || a.place.column - b.place.column;
  });
}
