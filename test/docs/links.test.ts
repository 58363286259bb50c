import { existsSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import GithubSlugger from "github-slugger";
import { expect, test } from "vitest";
import { ROOT } from "../support/command-line.ts";
import { PAGES } from "../support/documentation.ts";
import { nodesOfType, shownText } from "../support/parse-markdown.ts";

interface Link {
  readonly page: string;
  readonly url: string;
  /** The file that it leads to, relative to the repository. */
  readonly target: string;
  readonly fragment: string;
}

const links: readonly Link[] = PAGES.flatMap(({ path, root }) =>
  [...nodesOfType(root, "link"), ...nodesOfType(root, "image")]
    .filter(({ url }) => !/^[a-z]+:/u.test(url))
    .map(({ url }) => {
      const [file = "", fragment = ""] = url.split("#");
      const target = file === "" ? path : normalize(join(dirname(path), file));
      return { page: path, url, target, fragment };
    }),
);

/** Where links into a page can lead: its headings as GitHub names them, and its anchors. */
const fragments = new Map(
  PAGES.map(({ path, root }) => {
    const slugger = new GithubSlugger();
    const headings = nodesOfType(root, "heading").map((heading) => slugger.slug(shownText(heading)));
    const anchors = nodesOfType(root, "html").flatMap(({ value }) => /id="(.+?)"/u.exec(value)?.[1] ?? []);
    return [path, [...headings, ...anchors]] as const;
  }),
);

test.each(links)("$page: $url leads somewhere", ({ target, fragment }) => {
  expect(existsSync(join(ROOT, target))).toBe(true);
  expect(fragment === "" || fragments.get(target)?.includes(fragment)).toBe(true);
});

test("no link leads out of the repository, or begins at its root: npm would resolve it otherwise", () => {
  expect(
    links.filter(({ url, target }) => url.startsWith("/") || relative(".", target).startsWith("..")),
  ).toEqual([]);
});

test("the README leads to every page", () => {
  const linked = new Set(links.filter(({ page }) => page === "README.md").map(({ target }) => target));
  const pages = PAGES.map(({ path }) => path).filter((path) => path !== "README.md");
  expect(pages.filter((path) => !linked.has(path))).toEqual([]);
});
