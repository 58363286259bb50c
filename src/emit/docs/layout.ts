import GithubSlugger from "github-slugger";
import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { byCodeUnit } from "../../text/order.ts";
import { MAX_EVENTS_ON_PAGE, splitByName } from "./split-category.ts";

/** Which page an event stands on, and how to link to it: fixed before any page is written. */
export interface DocsLayout {
  /** Whether the plan is too large for one table of all events. */
  readonly isLarge: boolean;
  readonly categories: readonly Category[];
  /** Who answers for events, sorted; last those that nobody does. */
  readonly owners: readonly Owner[];
  /** Every page that tells of events in full. */
  readonly pages: readonly CategoryPage[];
  /** Where each event, group and shared enum stands, by {@link placeKey}. */
  readonly places: ReadonlyMap<string, DocsPlace>;
  /** The same for plans whose places are the same. */
  readonly key: string;
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
  /** What tells it from the other pages of its category. */
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
 * A place that can be linked to. Its id stands in the page as an explicit anchor, which works wherever the file is
 * rendered. An event's id is also what GitHub makes of the event's heading, so `billing.md#checkout_completed` is a
 * link to rely on.
 */
export interface DocsPlace {
  readonly file: string;
  readonly id: string;
}

export const INDEX_FILE = "README.md";

export const OWNERS_FILE = "owners.md";

/** A table of more events than this is no overview. */
export const MAX_EVENTS_IN_INDEX = 100;

/** The page of events without a category. */
const OTHER = { file: "other", title: "Other events" } as const;

/** Names that are taken, or that Windows keeps for devices. */
const TAKEN_NAMES: readonly string[] = [
  "readme",
  "index",
  "identity",
  "owners",
  OTHER.file,
  "con",
  "prn",
  "aux",
  "nul",
  ...Array.from({ length: 10 }, (_, digit) => [`com${digit}`, `lpt${digit}`]).flat(),
];

/** Longest file name without its end, in characters. Many file systems take 255 bytes for all of it. */
const MAX_NAME_LENGTH = 60;

/** Distributes the events over pages, sorted by category and event. */
export function layOutDocs(plan: Plan): DocsLayout {
  const events = plan.events.toSorted((a, b) => byCodeUnit(a.name, b.name));
  const categories = layOutCategories(events);
  const pages = categories.flatMap((category) => category.pages);
  const places = new Map([...eventPlaces(pages), ...indexPlaces(plan)]);
  return {
    isLarge: events.length > MAX_EVENTS_IN_INDEX,
    categories,
    owners: layOutOwners(events),
    pages,
    places,
    key: JSON.stringify([...places]),
  };
}

function layOutCategories(events: readonly PlanEvent[]): readonly Category[] {
  const named = groupBy(events, ({ category }) => category);
  const names = [...named.keys()].filter((name) => name !== undefined).toSorted(byCodeUnit);
  const files = nameFiles(names);
  const whole = names.map((name, index) => ({
    file: `${files[index]!}.md`,
    title: capitalize(name),
    events: named.get(name)!,
  }));
  const others = named.get(undefined);
  if (others !== undefined) whole.push({ file: `${OTHER.file}.md`, title: OTHER.title, events: others });
  const taken = new Set(files);
  return whole.map(({ file, title, events: all }) => {
    const pages = layOutPages({ file, title, events: all }, taken);
    return { file, title, events: all, pages };
  });
}

/** The pages of a category: one, or one for each beginning of names. Their files are named after the category's. */
function layOutPages(
  { file, title, events }: Omit<Category, "pages">,
  taken: Set<string>,
): readonly CategoryPage[] {
  const category = { file, title };
  if (events.length <= MAX_EVENTS_ON_PAGE) return [{ category, file, title, label: title, events }];
  const ranges = splitByName(events);
  const files = nameFiles(
    ranges.map(({ beginning }) => `${file.replace(/\.md$/u, "")}-${beginning}`),
    taken,
  );
  return ranges.map(({ beginning, events: begun }, index) => {
    taken.add(files[index]!);
    const label = `${beginning}…`;
    return { category, file: `${files[index]!}.md`, title: `${title}: ${label}`, label, events: begun };
  });
}

function layOutOwners(events: readonly PlanEvent[]): readonly Owner[] {
  const owned = groupBy(events, ({ owner }) => owner);
  const names = [...owned.keys()].filter((name) => name !== undefined).toSorted(byCodeUnit);
  const slugger = new GithubSlugger();
  slugger.slug("Events by owner");
  return [...names, ...(owned.has(undefined) ? [undefined] : [])].map((name) => {
    const shown = name ?? "No owner";
    return { name: shown, id: slugger.slug(shown), events: new Set(owned.get(name)) };
  });
}

function groupBy<Key>(
  events: readonly PlanEvent[],
  keyOf: (event: PlanEvent) => Key,
): ReadonlyMap<Key, readonly PlanEvent[]> {
  const groups = new Map<Key, PlanEvent[]>();
  for (const event of events) {
    const group = groups.get(keyOf(event));
    if (group === undefined) groups.set(keyOf(event), [event]);
    else group.push(event);
  }
  return groups;
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

/**
 * File names for categories of any text: lower case ASCII letters, digits, `-` and `_`, each name once.
 *
 * @param others Names that are taken beside those that always are.
 * @example nameFiles(["Billing & Co", "billing-co", "支払い"]) // ["billing-co", "billing-co-2", "652f-6255-3044"]
 */
export function nameFiles(
  categories: readonly string[],
  others: ReadonlySet<string> = new Set(),
): readonly string[] {
  const taken = new Set([...TAKEN_NAMES, ...others]);
  return categories.map((category) => {
    const name = fileNameOf(category);
    let unique = name;
    for (let number = 2; taken.has(unique); number += 1) unique = `${name}-${number}`;
    taken.add(unique);
    return unique;
  });
}

function fileNameOf(category: string): string {
  const name = category
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "") // é is e
    .toLowerCase()
    .replaceAll(/[^\p{ASCII}]/gu, (character) =>
      /[\p{L}\p{N}]/u.test(character) ? `-${character.codePointAt(0)!.toString(16)}-` : "-",
    )
    .replaceAll(/[^a-z0-9_]+/gu, "-")
    .slice(0, MAX_NAME_LENGTH)
    .replaceAll(/^-+|-+$/gu, "");
  return name === "" ? "category" : name;
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
  return events.map(({ name }) => slugger.slug(name.replaceAll(/ +/gu, " "))); // as the heading shows it
}

function indexPlaces(plan: Plan): readonly [string, DocsPlace][] {
  const slugger = new GithubSlugger();
  const place = (kind: "group" | "values", name: string): [string, DocsPlace] => [
    placeKey(kind, name),
    { file: INDEX_FILE, id: slugger.slug(`${kind}-${name}`) },
  ];
  return [
    ...plan.groups.map((group) => place("group", group.name)),
    ...plan.properties
      .filter((property) => property.type.kind === "enum")
      .map((property) => place("values", property.name)),
  ];
}

function capitalize(name: string): string {
  const [first = "", ...rest] = name;
  return first.toUpperCase() + rest.join("");
}
