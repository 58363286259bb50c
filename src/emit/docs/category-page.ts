import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { heading, link, text } from "../../text/markdown.ts";
import { rememberEach } from "../remember.ts";
import { eventSection, type SectionPlan } from "./event-section.ts";
import { type CategoryPage, type DocsLayout, INDEX_FILE } from "./layout.ts";
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
