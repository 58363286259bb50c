import type { Plan } from "../../plan/plan.ts";
import { heading, link, text } from "../../text/markdown.ts";
import { eventSection } from "./event-section.ts";
import { type CategoryPage, type DocsLayout, INDEX_FILE } from "./layout.ts";
import { linksFrom } from "./links.ts";

/** The page of one category, or of a part of it: every event of it, in full. */
export function categoryPage(plan: Plan, page: CategoryPage, layout: DocsLayout): string {
  const links = linksFrom(page.file, layout);
  const { category } = page;
  const whole = category.file === page.file ? [] : [link(text(category.title), category.file)];
  const contents = page.events.map((event) => links.toEvent(event.name));
  return [
    heading(1, text(page.title)),
    `${[link("All events", INDEX_FILE), ...whole].join(" · ")} · On this page: ${contents.join(", ")}`,
    ...page.events.flatMap((event) => eventSection(plan, event, links)),
  ].join("\n\n");
}
