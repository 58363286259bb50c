import type { Emitter } from "../emitter.ts";
import { eventBody, eventHead } from "./event-section.ts";
import { identityPage } from "./identity-page.ts";
import { eventList, indexPage } from "./index-page.ts";
import {
  type Category,
  type CategoryPage,
  type DocsLayout,
  INDEX_FILE,
  indexPlaces,
  layOutDocs,
  slugsOf,
} from "./layout.ts";
import { IDENTITY_FILE, linksFrom } from "./links.ts";
import { ownersPages } from "./owners-page.ts";
import { propertiesPages } from "./properties-page.ts";
import type { PlanEvent } from "../../plan/plan.ts";
import { heading, link, text } from "../../text/markdown.ts";

/**
 * `docs/`: the plan for people. An index, a page on identity, an index of all properties, and a page for each category; of a large
 * plan, also pages by owner, and several pages for a category that is too large for one.
 */
export const docsEmitter: Emitter = {
  name: "docs",
  emit: (plan, sentFrom) => {
    const links = linksFrom("", { places: new Map(indexPlaces(plan)) });
    const bodies = new Map(
      plan.events.map((event) => [
        event,
        eventBody(event, { plan, links, places: sentFrom?.get(event.name) }),
      ]),
    );
    const bodyOf = (event: PlanEvent): string => bodies.get(event) ?? "";
    const layout = layOutDocs(plan, (event) => Buffer.byteLength(bodyOf(event)));
    return [
      { file: INDEX_FILE, text: indexPage(plan, layout) },
      { file: IDENTITY_FILE, text: identityPage(plan, layout) },
      ...propertiesPages(plan, layout),
      ...(layout.isLarge ? ownersPages(layout) : []),
      ...layout.categories
        .filter(({ pages }) => pages.length > 1)
        .map((category) => ({ file: category.file, text: splitPage(category, layout) })),
      ...layout.pages.map((page) => ({ file: page.file, text: categoryPage(page, layout, bodyOf) })),
    ].map((page) => ({ path: `docs/${page.file}`, body: `${page.text}\n` }));
  },
};

/** The page of one category, or of a part of it: every event of it, in full. */
function categoryPage(page: CategoryPage, layout: DocsLayout, bodyOf: (event: PlanEvent) => string): string {
  const links = linksFrom(page.file, layout);
  const { category, title, file, events } = page;
  // The page of a whole category lists its events already.
  const contents =
    category.file === file
      ? `On this page: ${events.map((event) => links.toEvent(event.name)).join(", ")}`
      : `All of ${link(text(category.title), category.file)}`;
  return [
    heading(1, text(title)),
    `${link("All events", INDEX_FILE)} · ${contents}`,
    ...events.flatMap((event) => eventHead(event, links).concat(bodyOf(event))),
  ].join("\n\n");
}

/**
 * The index page of a category that is split into several pages. Links to events on the category's page keep working after
 * the split.
 */
function splitPage({ title, file, events, pages }: Category, layout: DocsLayout): string {
  const parts = pages.map((page) => `${link(text(page.label), page.file)} (${page.events.length})`);
  return [
    heading(1, text(title)),
    `${link("All events", INDEX_FILE)} · In full, by the start of the name: ${parts.join(", ")}`,
    eventList(events, linksFrom(file, layout), slugsOf(title, events)),
  ].join("\n\n");
}
