import GithubSlugger, { slug } from "github-slugger";
import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { isEnum } from "../../plan/property.ts";
import { byCodeUnit, groupBy, inOrderOf } from "../../text/order.ts";
import { capitalize } from "../../text/words.ts";
import { namePages, splitByName } from "./split-pages.ts";

/** The page of each event and the link to it, determined before any page is written. */
export interface DocsLayout {
  /** Whether the plan is too large for one table of all events. */
  readonly isLarge: boolean;
  readonly categories: readonly Category[];
  /** Who answers for events, sorted; last those that nobody does. */
  readonly owners: readonly Owner[];
  /** Every page that describes events in full. */
  readonly pages: readonly CategoryPage[];
  /** The place of each event, group and shared enum, by {@link placeKey}. */
  readonly places: ReadonlyMap<string, DocsPlace>;
}

/** The events of one category, or those that have none. */
export interface Category {
  /** In the docs folder, in lower case: the only page, or the one that leads to all {@link pages}. */
  readonly file: string;
  readonly title: string;
  readonly events: readonly PlanEvent[];
  readonly pages: readonly CategoryPage[];
}

/** A page of events: all of a category, or those whose names begin alike. */
export interface CategoryPage {
  readonly category: Pick<Category, "file" | "title">;
  readonly file: string;
  readonly title: string;
  /** What distinguishes it from the other pages of its category. */
  readonly label: string;
  readonly events: readonly PlanEvent[];
}

/** Who answers for events. */
export interface Owner {
  readonly name: string;
  /** Of its section on the page by owner. */
  readonly id: string;
  readonly events: ReadonlySet<PlanEvent>;
}

/**
 * A place that can be linked to. The page has its id as an explicit anchor, which works wherever the file is
 * rendered. An event's id is also what GitHub makes of the event's heading, so `billing.md#checkout_completed` is a
 * link to rely on.
 */
export interface DocsPlace {
  readonly file: string;
  readonly id: string;
}

export const INDEX_FILE = "README.md";

export const OWNERS_FILE = "owners.md";

export const PROPERTIES_FILE = "properties.md";

/** A table of more events than this is no overview. */
const MAX_EVENTS_IN_INDEX = 100;

/** The page of events without a category. */
const OTHER = { file: "other.md", title: "Other events" } as const;

/** Distributes the events over pages, in the author's order. @param bytesOf - about how long an event's section is */
export function layOutDocs(plan: Plan, bytesOf: (event: PlanEvent) => number): DocsLayout {
  const events = inOrderOf(plan.events, plan.order?.events);
  const categories = layOutCategories(events, bytesOf);
  const pages = categories.flatMap((category) => category.pages);
  return {
    isLarge: events.length > MAX_EVENTS_IN_INDEX,
    categories,
    owners: layOutOwners(events),
    pages,
    places: new Map([...eventPlaces(pages), ...indexPlaces(plan)]),
  };
}

/** The categories, each where its first event is; last the events that have none. */
function layOutCategories(
  events: readonly PlanEvent[],
  bytesOf: (event: PlanEvent) => number,
): readonly Category[] {
  const named = groupBy(events, ({ category }) => category);
  const names = [...named.keys()].filter((name) => name !== undefined);
  const files = namePages(names.toSorted(byCodeUnit));
  const fileOf = new Map(names.toSorted(byCodeUnit).map((name, index) => [name, files[index]!]));
  const whole = names.map((name) => ({
    file: `${fileOf.get(name)!}.md`,
    title: capitalize(name),
    events: named.get(name)!,
  }));
  const others = named.get(undefined);
  if (others !== undefined) whole.push({ ...OTHER, events: others });
  const taken = new Set(files);
  return whole.map(({ file, title, events: all }) => {
    const pages = layOutPages({ file, title, events: all }, bytesOf, taken);
    return { file, title, events: all, pages };
  });
}

/** The pages of a category: one, or one for each beginning of names. Their files are named after the category's. */
function layOutPages(
  { file, title, events }: Omit<Category, "pages">,
  bytesOf: (event: PlanEvent) => number,
  taken: Set<string>,
): readonly CategoryPage[] {
  const category = { file, title };
  const ranges = splitByName(events, bytesOf);
  if (ranges.length === 1) return [{ category, file, title, label: title, events }];
  const stem = file.replace(/\.md$/u, "");
  const files = namePages(
    ranges.map(({ beginning }) => `${stem}-${beginning}`),
    taken,
  );
  return ranges.map(({ beginning, things }, index) => {
    taken.add(files[index]!);
    const label = `${beginning}…`;
    return { category, file: `${files[index]!}.md`, title: `${title}: ${label}`, label, events: things };
  });
}

function layOutOwners(events: readonly PlanEvent[]): readonly Owner[] {
  const shares = events.flatMap((event) => (event.owner ?? [undefined]).map((owner) => ({ owner, event })));
  const owned = groupBy(shares, ({ owner }) => owner);
  const names = [...owned.keys()].filter((name) => name !== undefined).toSorted(byCodeUnit);
  const slugger = new GithubSlugger();
  slugger.slug("Events by owner");
  return [...names, ...(owned.has(undefined) ? [undefined] : [])].map((name) => {
    const shown = name ?? "No owner";
    return {
      name: shown,
      id: slugger.slug(shown),
      events: new Set(owned.get(name)?.map(({ event }) => event)),
    };
  });
}

/** The files of all categories and pages of events, without extension: names that no other page may have. */
export function filesOfEvents({ categories, pages }: DocsLayout): ReadonlySet<string> {
  return new Set([...categories, ...pages].map(({ file }) => file.replace(/\.md$/u, "")));
}

/** The key of a place: kinds of things have names of their own. */
export function placeKey(kind: "event" | "group" | "values", name: string): string {
  return `${kind} ${name}`;
}

/**
 * The target of a link from one page to a place: a fragment alone on the same page.
 *
 * @example hrefTo({ file: "billing.md", id: "payment_failed" }, "README.md") // "billing.md#payment_failed"
 */
export function hrefTo(place: DocsPlace, from: string): string {
  return `${place.file === from ? "" : place.file}#${place.id}`;
}

function eventPlaces(pages: readonly CategoryPage[]): readonly [string, DocsPlace][] {
  return pages.flatMap(({ file, title, events }) => {
    const ids = slugsOf(title, events);
    return events.map(({ name }, index): [string, DocsPlace] => [
      placeKey("event", name),
      { file, id: ids[index]! },
    ]);
  });
}

/** What GitHub makes of the headings of events below a title. */
export function slugsOf(title: string, events: readonly PlanEvent[]): readonly string[] {
  // In the order of the headings, as GitHub counts them: the title comes first.
  const slugger = new GithubSlugger();
  slugger.slug(title);
  return events.map(({ name }) => slugger.slug(slug(name) === "" ? codePointsOf(name) : name));
}

/** GitHub gives a heading of punctuation, such as `???`, no id. Then only our own anchor works. */
function codePointsOf(name: string): string {
  return Array.from(name, (character) => character.codePointAt(0)!.toString(16)).join("-");
}

/** Where the index page has groups and shared enums. */
export function indexPlaces(plan: Plan): readonly [string, DocsPlace][] {
  const slugger = new GithubSlugger();
  const place = (kind: "group" | "values", name: string): [string, DocsPlace] => [
    placeKey(kind, name),
    { file: INDEX_FILE, id: slugger.slug(`${kind}-${name}`) },
  ];
  return [
    ...plan.groups.map((group) => place("group", group.name)),
    ...plan.properties
      .filter((property) => isEnum(property.type))
      .map((property) => place("values", property.name)),
  ];
}
