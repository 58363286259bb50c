import { anchor, heading, link, prose, table, text } from "../../text/markdown.ts";
import { type Category, type DocsLayout, INDEX_FILE, slugsOf } from "./layout.ts";
import { eventStatus, namedEvent } from "./event-row.ts";
import { linksFrom } from "./links.ts";

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
