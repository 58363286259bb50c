import type { Emitter } from "../emitter.ts";
import { categoryPage, splitPage } from "./category-page.ts";
import { identityPage } from "./identity-page.ts";
import { IDENTITY_FILE } from "./links.ts";
import { indexPage } from "./index-page.ts";
import { INDEX_FILE, layOutDocs, OWNERS_FILE } from "./layout.ts";
import { ownersPage } from "./owners-page.ts";

/**
 * `docs/`: the plan for people. An index, a page on identity, and a page for each category; of a large plan, also a page by
 * owner, and several pages for a category that has too many events for one.
 */
export const docsEmitter: Emitter = {
  name: "docs",
  emit: (plan) => {
    const layout = layOutDocs(plan);
    const pages = layout.pages.map((page) => ({ file: page.file, text: categoryPage(plan, page, layout) }));
    const first = [
      { file: INDEX_FILE, text: indexPage(plan, layout) },
      { file: IDENTITY_FILE, text: identityPage(plan, layout) },
      ...(layout.isLarge ? [{ file: OWNERS_FILE, text: ownersPage(layout) }] : []),
      ...layout.categories
        .filter(({ pages: parts }) => parts.length > 1)
        .map((category) => ({ file: category.file, text: splitPage(category, layout) })),
    ];
    return [...first, ...pages].map(({ file, text }) => ({
      path: `docs/${file}`,
      body: `${text}\n`,
    }));
  },
};
