import type { PlanEvent } from "../../plan/plan.ts";
import { anchor, heading, link, list, text } from "../../text/markdown.ts";
import { namedEvent } from "./event-section.ts";
import { type DocsLayout, filesOfEvents, INDEX_FILE, type Owner, OWNERS_FILE } from "./layout.ts";
import { linksFrom } from "./links.ts";
import { MAX_BYTES_ON_PAGE, namePages, splitByName } from "./split-pages.ts";

/**
 * Every event by its owner, and those without one at the end, for plans too large for one table. Where that is too long for one
 * page, each owner has a page, or one for each beginning of names, and the first page leads to them.
 */
export function ownersPages(layout: DocsLayout): readonly { readonly file: string; readonly text: string }[] {
  const { owners, categories } = layout;
  const links = linksFrom(OWNERS_FILE, layout);
  const names = new Map(
    categories.flatMap(({ events }) => events.map((event) => [event, namedEvent(event, links)] as const)),
  );
  const bytesOf = (event: PlanEvent): number => Buffer.byteLength(names.get(event)!);
  const listOf = (events: ReadonlySet<PlanEvent>): string =>
    list(
      categories.flatMap(({ title, file, events: all }) => {
        const own = all.filter((event) => events.has(event));
        if (own.length === 0) return [];
        return [
          `${link(text(title), file)} (${own.length}): ${own.map((event) => names.get(event)).join(", ")}`,
        ];
      }),
    );
  const pageOf = (sectionOf: (owner: Owner) => string): string =>
    [
      heading(1, "Events by owner"),
      link("All events", INDEX_FILE),
      ...owners.flatMap((owner) => [anchor(owner.id), heading(2, text(owner.name)), sectionOf(owner)]),
    ].join("\n\n");
  const whole = pageOf(({ events }) => listOf(events));
  if (Buffer.byteLength(whole) <= MAX_BYTES_ON_PAGE) return [{ file: OWNERS_FILE, text: whole }];
  const taken = new Set(filesOfEvents(layout));
  const pages = owners.flatMap((owner) => {
    const ranges = splitByName([...owner.events], bytesOf, Infinity);
    const files = namePages(
      ranges.map(({ beginning }) =>
        ["owners", owner.name, beginning].filter((part) => part !== "").join("-"),
      ),
      taken,
    );
    return ranges.map(({ beginning, things }, index) => {
      taken.add(files[index]!);
      return {
        owner,
        label: beginning === "" ? "" : `${beginning}…`,
        file: `${files[index]!}.md`,
        events: things,
      };
    });
  });
  const overview = pageOf((owner) =>
    pages
      .filter((page) => page.owner === owner)
      .map(({ label, file, events }) => `${link(text(label || "Events"), file)} (${events.length})`)
      .join(", "),
  );
  return [
    { file: OWNERS_FILE, text: overview },
    ...pages.map(({ owner, label, file, events }) => ({
      file,
      text: [
        heading(1, text(["Events", owner.name, label].filter((part) => part !== "").join(": "))),
        `${link("All events", INDEX_FILE)} · ${link("By owner", OWNERS_FILE)}`,
        listOf(new Set(events)),
      ].join("\n\n"),
    })),
  ];
}
