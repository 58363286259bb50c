import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Root } from "mdast";
import { ROOT } from "./command-line.ts";
import { nodesOfType, parseMarkdown, shownText } from "./parse-markdown.ts";

/** A page for people who use or change the package. */
export interface Page {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly root: Root;
}

/** The README, `CONTRIBUTING.md` and every page of `docs/`. */
export const PAGES: readonly Page[] = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(ROOT, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .toSorted()
    .map((name) => `docs/${name}`),
].map((path) => {
  const text = readFileSync(join(ROOT, path), "utf8");
  return { path, text, root: parseMarkdown(text) };
});

/** A page by its path. */
export function pageOf(path: string): Page {
  const found = PAGES.find((page) => page.path === path);
  if (found === undefined) throw new RangeError(`There is no page ${path}.`);
  return found;
}

/** A block of code, and where it stands. */
export interface Snippet {
  readonly page: string;
  readonly code: string;
}

/** The blocks of code in one language, page by page. */
export function snippetsIn(language: string, pages: readonly Page[] = PAGES): readonly Snippet[] {
  return pages.flatMap(({ path, root }) =>
    nodesOfType(root, "code").flatMap(({ lang, value }) =>
      lang === language ? [{ page: path, code: value }] : [],
    ),
  );
}

/**
 * The one block of code of a page that holds these words.
 *
 * @throws Error when there is none, or more than one.
 */
export function snippetWith(path: string, words: string): string {
  const found = nodesOfType(pageOf(path).root, "code").filter(({ value }) => value.includes(words));
  if (found.length !== 1) throw new Error(`${path} has ${found.length} blocks of code with ${words}.`);
  return found[0]!.value;
}

/** The cells of the rows of the first table of a page whose first column has this head, without the head. */
export function rowsOf(path: string, head: string): readonly (readonly string[])[] {
  const tables = nodesOfType(pageOf(path).root, "table").map((table) =>
    table.children.map((row) => row.children.map((cell) => shownText(cell))),
  );
  const found = tables.find(([first]) => first?.[0] === head);
  if (found === undefined) throw new Error(`${path} has no table ${head}.`);
  return found.slice(1);
}
