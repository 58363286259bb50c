import type { Plan } from "../../plan/plan.ts";
import type { Property } from "../../plan/property.ts";
import { anchor, BREAK, code, heading, link, list, prose, text } from "../../text/markdown.ts";
import { byName, groupBy, inOrderOf } from "../../text/order.ts";
import { describeType } from "./describe-type.ts";
import { type DocsLayout, filesOfEvents, INDEX_FILE, PROPERTIES_FILE } from "./layout.ts";
import { type Links, linksFrom } from "./links.ts";
import { type Row, rowsOf } from "./property-table.ts";
import { namePages, splitByName } from "./split-pages.ts";

/** More events with one property than this are counted by category. */
const MAX_NAMED_EVENTS = 20;

/** More properties than this are no list to look something up in. */
const MAX_PROPERTIES_ON_PAGE = 300;

/** Properties of one name, wherever they are. */
interface NamedProperty {
  /** Its path, such as `items[].price`. */
  readonly name: string;
  readonly rows: readonly Row[];
  /** What the shared property of the name says, which holds where events say different things. */
  readonly shared: string | undefined;
  /** The names of the events that have it. */
  readonly events: ReadonlySet<string>;
  /** Markdown for what has it beside events: a person, groups. */
  readonly others: readonly string[];
}

/**
 * The index of all properties: what each is, what has it, and which are personal data. Of a large plan it is several pages, by the
 * beginnings of the names, and the first leads to the others.
 */
export function propertiesPages(
  plan: Plan,
  layout: DocsLayout,
): readonly { readonly file: string; readonly text: string }[] {
  const links = linksFrom(PROPERTIES_FILE, layout);
  const properties = propertiesOf(plan, links);
  const items = new Map(properties.map((property) => [property, itemOf(property, layout, links)]));
  const bytesOf = (property: NamedProperty): number => Buffer.byteLength(items.get(property)!);
  const listOf = (shown: readonly NamedProperty[]): string =>
    shown.length === 0 ? "None." : list(shown.map((property) => items.get(property)!));
  const parts = splitByName(properties, bytesOf, MAX_PROPERTIES_ON_PAGE);
  const files = namePages(
    parts.map(({ beginning }) => `properties-${beginning}`),
    filesOfEvents(layout),
  );
  const pages = parts.map(({ beginning, things }, index) => ({
    file: `${files[index]!}.md`,
    label: text(`${beginning}…`),
    things,
  }));
  const isOnePage = pages.length === 1;
  const first = [
    heading(1, "All properties"),
    link("All events", INDEX_FILE),
    anchor("personal-data"),
    heading(2, "Personal data"),
    listOf(properties.filter((property) => sensitivityOf(property) !== "none")),
    anchor("by-name"),
    heading(2, "By name"),
    isOnePage
      ? listOf(properties)
      : pages.map(({ label, file, things }) => `${link(label, file)} (${things.length})`).join(", "),
  ];
  const others = pages.map(({ file, label, things }) => ({
    file,
    blocks: [heading(1, `Properties: ${label}`), link("All properties", PROPERTIES_FILE), listOf(things)],
  }));
  return [{ file: PROPERTIES_FILE, blocks: first }, ...(isOnePage ? [] : others)].map(({ file, blocks }) => ({
    file,
    text: blocks.join("\n\n"),
  }));
}

/** What has properties. */
interface Holder {
  /** Its name, if it is an event; else Markdown for what it is. */
  readonly event?: string;
  readonly other?: string;
  readonly properties: readonly Property[];
}

function propertiesOf(plan: Plan, links: Links): readonly NamedProperty[] {
  const { order } = plan;
  const shared = new Map(plan.properties.map(({ name, description }) => [name, description]));
  const holders: readonly Holder[] = [
    ...inOrderOf(plan.events, order?.events).map(({ name, properties }) => ({ event: name, properties })),
    { other: "people", properties: plan.person },
    ...plan.groups.map(({ name, properties }) => ({ other: `group ${links.toGroup(name)}`, properties })),
  ];
  const found = holders.flatMap(({ event, other, properties }) =>
    properties.flatMap((property) => rowsOf(property)).map((row) => ({ row, event, other })),
  );
  return [...groupBy(found, ({ row }) => row.path)]
    .map(([name, all]) => ({
      name,
      rows: all.map(({ row }) => row),
      shared: shared.get(name),
      events: new Set(all.flatMap(({ event }) => event ?? [])),
      others: [...new Set(all.flatMap(({ other }) => other ?? []))],
    }))
    .toSorted(byName);
}

/** One item of a list, which wraps where names are longer than a column of a phone. */
function itemOf(named: NamedProperty, layout: DocsLayout, links: Links): string {
  const { name, shared, rows, others } = named;
  const types = new Set(rows.map(({ type }) => describeType(type, links.toValues)));
  const units = new Set(
    rows.flatMap(({ property }) => property?.unit ?? []).map((unit) => text(unit, "cell")),
  );
  const [only = "", ...different] = new Set(rows.flatMap((row) => row.description ?? []));
  const description = different.length === 0 ? only : (shared ?? "");
  return [
    [code(name), [...types].join(" or "), ...units].join(" · "),
    [SENSITIVITY[sensitivityOf(named)], prose(description, "cell")].filter((part) => part !== "").join(" "),
    `Used by: ${[...eventsIn(named, layout, links), ...others].join(", ")}`,
  ]
    .filter((part) => part !== "")
    .join(BREAK);
}

const SENSITIVITY = { none: "", pseudonymous: "_Pseudonymous._", personal: "**Personal data.**" } as const;

/** The most that one of the properties is marked as. */
function sensitivityOf({ rows }: NamedProperty): Property["pii"] {
  const marks = new Set(rows.map(({ property }) => property?.pii));
  return marks.has("personal") ? "personal" : marks.has("pseudonymous") ? "pseudonymous" : "none";
}

/** The events by name, or the categories of many. */
function eventsIn({ events }: NamedProperty, { categories }: DocsLayout, links: Links): readonly string[] {
  if (events.size <= MAX_NAMED_EVENTS) return [...events].map((event) => links.toEvent(event));
  return categories.flatMap(({ title, file, events: all }) => {
    const count = all.filter(({ name }) => events.has(name)).length;
    return count === 0 ? [] : [`${link(text(title, "cell"), file)} (${count} of ${all.length})`];
  });
}
