import GithubSlugger from "github-slugger";
import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { byCodeUnit } from "../../text/order.ts";

/** Which page an event stands on, and how to link to it: fixed before any page is written. */
export interface DocsLayout {
  readonly pages: readonly CategoryPage[];
  /** Where each event, group and shared enum stands, by {@link placeKey}. */
  readonly places: ReadonlyMap<string, DocsPlace>;
}

/** The page of one category, or of the events that have none. */
export interface CategoryPage {
  /** In the docs folder, in lower case. */
  readonly file: string;
  readonly title: string;
  readonly events: readonly PlanEvent[];
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

/** The page of events without a category. */
const OTHER = { file: "other", title: "Other events" } as const;

/** Names that are taken, or that Windows keeps for devices. */
const TAKEN_NAMES: readonly string[] = [
  "readme",
  "index",
  "identity",
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
  const categories = new Map<string, PlanEvent[]>();
  const uncategorized: PlanEvent[] = [];
  for (const event of plan.events.toSorted((a, b) => byCodeUnit(a.name, b.name))) {
    if (event.category === undefined) uncategorized.push(event);
    else categories.set(event.category, (categories.get(event.category) ?? []).concat(event));
  }
  const names = [...categories.keys()].toSorted(byCodeUnit);
  const files = nameFiles(names);
  const pages: CategoryPage[] = names.map((name, index) => ({
    file: `${files[index]!}.md`,
    title: capitalize(name),
    events: categories.get(name)!,
  }));
  if (uncategorized.length > 0) {
    pages.push({ file: `${OTHER.file}.md`, title: OTHER.title, events: uncategorized });
  }
  return { pages, places: new Map([...eventPlaces(pages), ...indexPlaces(plan)]) };
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
 * @example nameFiles(["Billing & Co", "billing-co", "支払い"]) // ["billing-co", "billing-co-2", "652f-6255-3044"]
 */
export function nameFiles(categories: readonly string[]): readonly string[] {
  const taken = new Set(TAKEN_NAMES);
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
    // In the order of the headings, as GitHub counts them: the title comes first.
    const slugger = new GithubSlugger();
    slugger.slug(title);
    return events.map(({ name }): [string, DocsPlace] => [
      placeKey("event", name),
      { file, id: slugger.slug(name.replaceAll(/ +/gu, " ")) }, // as the heading shows it
    ]);
  });
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
