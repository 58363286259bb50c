import type { Plan } from "../../plan/plan.ts";
import { heading, link, text } from "../../text/markdown.ts";
import { eventBody, eventHead } from "./event-section.ts";
import { eventList } from "./index-page.ts";
import { type Category, type CategoryPage, type DocsLayout, INDEX_FILE, slugsOf } from "./layout.ts";
import { linksFrom } from "./links.ts";

/** The page of one category, or of a part of it: every event of it, in full. */
export function categoryPage(plan: Plan, page: CategoryPage, layout: DocsLayout): string {
  const links = linksFrom(page.file, layout);
  const { category, title, file, events } = page;
  const whole = category.file === file ? [] : [link(text(category.title), category.file)];
  const contents = events.map((event) => links.toEvent(event.name));
  return [
    heading(1, text(title)),
    `${[link("All events", INDEX_FILE), ...whole].join(" · ")} · On this page: ${contents.join(", ")}`,
    ...events.flatMap((event) => eventHead(event, links).concat(eventBody(event, { plan, links }))),
  ].join("\n\n");
}

/**
 * The page of a category that is too large for one: where each event is. A link to an event on the category's page so goes on
 * to work when the category outgrows it.
 */
export function splitPage({ title, file, events, pages }: Category, layout: DocsLayout): string {
  const parts = pages.map((page) => `${link(text(page.label), page.file)} (${page.events.length})`);
  return [
    heading(1, text(title)),
    `${link("All events", INDEX_FILE)} · In full, by the start of the name: ${parts.join(", ")}`,
    eventList(events, linksFrom(file, layout), slugsOf(title, events)),
  ].join("\n\n");
}
