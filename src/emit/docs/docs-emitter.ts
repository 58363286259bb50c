import type { Emitter } from "../emitter.ts";
import { categoryPage, splitPage } from "./category-page.ts";
import { eventBody } from "./event-section.ts";
import { identityPage } from "./identity-page.ts";
import { indexPage, ownersPage } from "./index-page.ts";
import { INDEX_FILE, indexPlaces, layOutDocs, OWNERS_FILE } from "./layout.ts";
import { IDENTITY_FILE, linksFrom } from "./links.ts";
import { propertiesPages } from "./properties-page.ts";

/**
 * `docs/`: the plan for people. An index, a page on identity, an index of all properties, and a page for each category; of a large
 * plan, also a page by owner, and several pages for a category that is too large for one.
 */
export const docsEmitter: Emitter = {
  name: "docs",
  emit: (plan) => {
    const links = linksFrom("", { places: new Map(indexPlaces(plan)) });
    const layout = layOutDocs(plan, (event) => Buffer.byteLength(eventBody(event, { plan, links })));
    return [
      { file: INDEX_FILE, text: indexPage(plan, layout) },
      { file: IDENTITY_FILE, text: identityPage(plan, layout) },
      ...propertiesPages(plan, layout),
      ...(layout.isLarge ? [{ file: OWNERS_FILE, text: ownersPage(layout) }] : []),
      ...layout.categories
        .filter(({ pages }) => pages.length > 1)
        .map((category) => ({ file: category.file, text: splitPage(category, layout) })),
      ...layout.pages.map((page) => ({ file: page.file, text: categoryPage(plan, page, layout) })),
    ].map(({ file, text }) => ({ path: `docs/${file}`, body: `${text}\n` }));
  },
};
