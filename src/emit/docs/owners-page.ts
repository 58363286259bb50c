import { anchor, heading, link, list, text } from "../../text/markdown.ts";
import { namedEvent } from "./event-status.ts";
import { type DocsLayout, INDEX_FILE, OWNERS_FILE } from "./layout.ts";
import { linksFrom } from "./links.ts";

/** Who answers for what: every event by its owner, and those without one at the end. For plans too large for one table. */
export function ownersPage(layout: DocsLayout): string {
  const links = linksFrom(OWNERS_FILE, layout);
  return [
    heading(1, "Events by owner"),
    link("All events", INDEX_FILE),
    ...layout.owners.flatMap(({ name, id, events }) => [
      anchor(id),
      heading(2, text(name)),
      list(
        layout.categories.flatMap(({ title, file, events: all }) => {
          const own = all.filter((event) => events.has(event));
          if (own.length === 0) return [];
          const names = own.map((event) => namedEvent(event, links)).join(", ");
          return [`${link(text(title), file)} (${own.length}): ${names}`];
        }),
      ),
    ]),
  ].join("\n\n");
}
