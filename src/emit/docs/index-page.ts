import { exampleId } from "../../plan/example.ts";
import { describeForm } from "../../plan/ids/match-form.ts";
import type { Group, Plan, PlanEvent } from "../../plan/plan.ts";
import type { Property } from "../../plan/property.ts";
import { anchor, code, heading, list, link, prose, table, text } from "../../text/markdown.ts";
import { plural } from "../../text/words.ts";
import { enumIn } from "./describe-type.ts";
import { eventStatus, namedEvent } from "./event-status.ts";
import { type DocsLayout, INDEX_FILE, OWNERS_FILE } from "./layout.ts";
import { type Links, linksFrom } from "./links.ts";
import { propertyTable } from "./property-table.ts";

/** The first page: every event in one table, and what all events share. */
export function indexPage(plan: Plan, layout: DocsLayout): string {
  const links = linksFrom(INDEX_FILE, layout);
  return [
    heading(1, `${text(plan.name)}: what we track`),
    prose(plan.description ?? ""),
    "Generated from the tracking plan, as is the code that sends the events. To change what stands here, change the plan.",
    ...eventBlocks(plan, layout, links),
    ...personBlocks(plan, links),
    ...groupBlocks(plan, links),
    ...valuesBlocks(plan, links),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

const SENT_FROM = { server: "server", client: "browser", both: "server and browser" } as const;

function eventBlocks(plan: Plan, layout: DocsLayout, links: Links): readonly string[] {
  const head = [anchor("events"), heading(2, "Events")];
  if (plan.events.length === 0) return [...head, "None yet."];
  if (layout.isLarge) return [...head, ...overviewBlocks(plan, layout)];
  const pages = layout.categories.map(
    ({ title, file, events }) => `${link(text(title), file)} (${events.length})`,
  );
  return [
    ...head,
    `In full: ${pages.join(", ")}.`,
    table(
      ["Event", "Meaning", "Category", "Sent by", "Owner", "Status"],
      layout.categories.flatMap(({ title, file, events }) =>
        events.map((event) => eventRow(event, link(text(title, "cell"), file), links)),
      ),
    ),
  ];
}

/** The events of a large plan: how many of each category, and who answers for them. */
function overviewBlocks({ events }: Plan, { categories, owners }: DocsLayout): readonly string[] {
  const ofCategory = (all: readonly PlanEvent[]): string =>
    owners
      .filter((owner) => all.some((event) => owner.events.has(event)))
      .map(({ name, id }) => link(text(name, "cell"), `${OWNERS_FILE}#${id}`))
      .join(", ");
  return [
    `${plural(events.length, "event")}, by category; ${link("by owner", OWNERS_FILE)} each stands by its name.`,
    table(
      ["Category", "Events", "Owners"],
      categories.map(({ title, file, events: all }) => [
        link(text(title, "cell"), file),
        String(all.length),
        ofCategory(all),
      ]),
    ),
  ];
}

function eventRow(event: PlanEvent, category: string, links: Links): readonly string[] {
  return [
    namedEvent(event, links),
    prose(event.description, "cell"),
    category,
    SENT_FROM[event.source],
    text(event.owner ?? "", "cell"),
    eventStatus(event, links),
  ];
}

function personBlocks({ identity, person }: Plan, links: Links): readonly string[] {
  const { userId } = identity;
  const forms = userId.forms.map((form) => code(describeForm(form)));
  return [
    anchor("people"),
    heading(2, "People"),
    prose(userId.description ?? ""),
    [
      `A person's id is ${forms.join(" or ")}, such as ${code(exampleId(userId.forms[0]))}.`,
      `${links.toIdentity("person", "Identity")} says how each side gets it, what is refused, and what counts once.`,
    ].join(" "),
    ...(person.length === 0 ? [] : ["What we know about a person:", propertyTable(person, links.toValues)]),
  ];
}

function groupBlocks({ groups, events }: Plan, links: Links): readonly string[] {
  if (groups.length === 0) return [];
  return [
    anchor("groups"),
    heading(2, "Groups"),
    ...groups.flatMap((group) => groupSection(group, events, links)),
  ];
}

function groupSection(group: Group, events: readonly PlanEvent[], links: Links): readonly string[] {
  const keyForm =
    group.keyForm === undefined ? "" : `, ${links.toIdentity("groups", "which has a form of its own")}`;
  const counted = events.filter((event) => event.groups.some((target) => target.group === group.name));
  return [
    anchor(links.idOfGroup(group.name)),
    heading(3, text(group.name)),
    prose(group.description ?? ""),
    `Identified by ${code(group.key)}${keyForm}. ${counted.length} of ${events.length} events count for it.`,
    group.properties.length === 0 ? "" : propertyTable(group.properties, links.toValues),
  ];
}

function valuesBlocks({ properties }: Plan, links: Links): readonly string[] {
  const enums = properties.filter((property) => property.type.kind === "enum");
  if (enums.length === 0) return [];
  return [
    anchor("values"),
    heading(2, "Shared values"),
    ...enums.flatMap((property) => valuesSection(property, links)),
  ];
}

function valuesSection(property: Property, links: Links): readonly string[] {
  const values = enumIn(property.type)?.values ?? [];
  return [
    anchor(links.idOfValues(property.name)),
    heading(3, text(property.name)),
    prose(property.description ?? ""),
    values.every(({ meaning }) => meaning === undefined)
      ? list(values.map(({ value }) => code(value)))
      : table(
          ["Value", "Meaning"],
          values.map(({ value, meaning }) => [code(value, "cell"), prose(meaning ?? "", "cell")]),
        ),
  ];
}
