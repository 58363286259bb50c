import type { Emitter } from "../emitter.ts";
import { categoryPage } from "./category-page.ts";
import { identityPage } from "./identity-page.ts";
import { IDENTITY_FILE } from "./identity-sections.ts";
import { indexPage } from "./index-page.ts";
import { INDEX_FILE, layOutDocs } from "./layout.ts";

/** `docs/`: the plan for people. An index, a page on identity, and a page for each category. */
export const docsEmitter: Emitter = {
  name: "docs",
  emit: (plan) => {
    const layout = layOutDocs(plan);
    const pages = layout.pages.map((page) => ({ file: page.file, text: categoryPage(plan, page, layout) }));
    const first = [
      { file: INDEX_FILE, text: indexPage(plan, layout) },
      { file: IDENTITY_FILE, text: identityPage(plan, layout) },
    ];
    return [...first, ...pages].map(({ file, text }) => ({
      path: `docs/${file}`,
      body: `${text}\n`,
    }));
  },
};
