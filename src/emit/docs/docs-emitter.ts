import type { Emitter } from "../emitter.ts";
import { categoryPage } from "./category-page.ts";
import { indexPage } from "./index-page.ts";
import { INDEX_FILE, layOutDocs } from "./layout.ts";

/** `docs/`: the plan for people. An index, and a page for each category. */
export const docsEmitter: Emitter = {
  name: "docs",
  emit: (plan) => {
    const layout = layOutDocs(plan);
    const pages = layout.pages.map((page) => ({ file: page.file, text: categoryPage(plan, page, layout) }));
    return [{ file: INDEX_FILE, text: indexPage(plan, layout) }, ...pages].map(({ file, text }) => ({
      path: `docs/${file}`,
      body: `${text}\n`,
    }));
  },
};
