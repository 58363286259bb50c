import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { anchor, heading, link, prose, table, text } from "../../text/markdown.ts";
import { rememberEach } from "../remember.ts";
import { eventStatus, namedEvent } from "./event-status.ts";
import { eventSection, type SectionPlan } from "./event-section.ts";
import { type Category, type CategoryPage, type DocsLayout, INDEX_FILE, slugsOf } from "./layout.ts";
import { type Links, linksFrom } from "./links.ts";

/** The page of one category, or of a part of it: every event of it, in full. */
export function categoryPage(plan: Plan, page: CategoryPage, layout: DocsLayout): string {
  const links = linksFrom(page.file, layout);
  const { category } = page;
  const whole = category.file === page.file ? [] : [link(text(category.title), category.file)];
  const contents = page.events.map((event) => links.toEvent(event.name));
  return [
    heading(1, text(page.title)),
    `${[link("All events", INDEX_FILE), ...whole].join(" · ")} · On this page: ${contents.join(", ")}`,
    ...page.events.map((event) => sectionOf(event, { plan, layout, links })),
  ].join("\n\n");
}

/** What a section tells of beside its event. */
interface Surroundings {
  readonly plan: SectionPlan;
  readonly layout: DocsLayout;
  readonly links: Links;
}

/** The layout says where each event stands, and with that which links lead away from it. */
const sectionOf = rememberEach(
  (event: PlanEvent, { plan, links }: Surroundings) => eventSection(plan, event, links).join("\n\n"),
  ({ plan, layout }) => [plan.identity, plan.groups, layout.key],
);

/**
 * The page of a category that has too many events for one: where each of them is. A link to an event on the category's page
 * so goes on to work when the category outgrows it.
 */
export function splitPage(category: Category, layout: DocsLayout): string {
  const { title, file, events, pages } = category;
  const links = linksFrom(file, layout);
  const ids = slugsOf(title, events);
  return [
    heading(1, text(title)),
    `${link("All events", INDEX_FILE)} · In full, by the beginning of the name: ${pages
      .map((page) => `${link(text(page.label), page.file)} (${page.events.length})`)
      .join(", ")}`,
    table(
      ["Event", "Meaning", "Owner", "Status"],
      events.map((event, index) => [
        `${anchor(ids[index]!)}${namedEvent(event, links)}`,
        prose(event.description, "cell"),
        text(event.owner ?? "", "cell"),
        eventStatus(event, links),
      ]),
    ),
  ].join("\n\n");
}
