import { exampleId } from "../../plan/example.ts";
import { describeForm } from "../../plan/ids/forms.ts";
import type { Group, Plan, PlanEvent } from "../../plan/plan.ts";
import { isEnum, type Property } from "../../plan/property.ts";
import { anchor, BREAK, code, heading, list, link, prose, table, text } from "../../text/markdown.ts";
import { inOrderOf } from "../../text/order.ts";
import { plural } from "../../text/words.ts";
import { enumIn } from "./describe-type.ts";
import { COMMON_ID } from "./links.ts";
import { namedEvent, statusNote } from "./event-section.ts";
import { type DocsLayout, INDEX_FILE, OWNERS_FILE, PROPERTIES_FILE } from "./layout.ts";
import { IDENTITY_FILE, type Links, linksFrom } from "./links.ts";
import { propertyTable } from "./property-table.ts";

/** The first page: every event in one table, and what all events share. */
export function indexPage(plan: Plan, layout: DocsLayout): string {
  const links = linksFrom(INDEX_FILE, layout);
  return [
    heading(1, `${text(plan.name)}: what we track`),
    prose(plan.description ?? ""),
    "This page and the code that sends the events come from the tracking plan. To change this page, edit the plan.",
    sourcesLine(plan),
    `See also ${link("all properties", PROPERTIES_FILE)} and ${link("identity", IDENTITY_FILE)}.`,
    ...eventBlocks(plan, layout, links),
    ...commonBlocks(plan, links),
    ...personBlocks(plan, links),
    ...groupBlocks(plan, links),
    ...valuesBlocks(plan, links),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

/** The packages that parts of the plan come from. */
function sourcesLine({ packages }: Plan): string {
  if (packages.length === 0) return "";
  const names = packages.map(
    ({ name, version }) => `${code(name)}${version === undefined ? "" : ` ${text(version)}`}`,
  );
  return `Parts of the plan come from installed packages: ${names.join(", ")}.`;
}

const SENT_FROM = { server: "server", client: "browser", both: "server and browser" } as const;

function eventBlocks(plan: Plan, layout: DocsLayout, links: Links): readonly string[] {
  const head = [anchor("events"), heading(2, "Events")];
  if (plan.events.length === 0) return [...head, "None yet."];
  if (layout.isLarge) return [...head, ...overviewBlocks(plan, layout)];
  return [
    ...head,
    ...layout.categories.flatMap(({ title, file, events }) => [
      heading(3, link(text(title), file)),
      eventList(events, links),
    ]),
  ];
}

/** The events of a large plan: how many of each category, and who owns them. */
function overviewBlocks({ events }: Plan, { categories, owners }: DocsLayout): readonly string[] {
  const ofCategory = (all: readonly PlanEvent[]): string =>
    owners
      .filter((owner) => all.some((event) => owner.events.has(event)))
      .map(({ name, id }) => link(text(name, "cell"), `${OWNERS_FILE}#${id}`))
      .join(", ");
  return [
    `${plural(events.length, "event")} by category. They are also listed ${link("by owner", OWNERS_FILE)}.`,
    table(
      ["Category", "Owners"],
      categories.map(({ title, file, events: all }) => [
        `${link(text(title, "cell"), file)} (${all.length})`,
        ofCategory(all),
      ]),
    ),
  ];
}

/**
 * Events with their meaning. A list and no table: on a phone, names leave no room for a second column.
 *
 * @param anchors - an id for each, where links lead to the items
 */
export function eventList(events: readonly PlanEvent[], links: Links, anchors?: readonly string[]): string {
  return list(
    events.map((event, index) =>
      [
        `${anchors === undefined ? "" : anchor(anchors[index]!)}${namedEvent(event, links)}`,
        ...[
          SENT_FROM[event.source],
          (event.owner ?? []).map((owner) => text(owner, "cell")).join(", "),
        ].filter((fact) => fact !== ""),
      ]
        .join(" · ")
        .concat(
          ...[statusNote(event, links), prose(event.description ?? "", "cell")]
            .filter((part) => part !== "")
            .map((part) => BREAK + part),
        ),
    ),
  );
}

/** What every event of a side has, and how its values are given once. */
function commonBlocks({ bundles, common }: Plan, links: Links): readonly string[] {
  const sides = [
    { who: "the server", how: "`configureTracking`, `withCommon` or `tracker.with`", names: common.server },
    { who: "the browser", how: "`setCommon`", names: common.client },
  ].filter(({ names }) => names.length > 0);
  if (sides.length === 0) return [];
  return [
    anchor(COMMON_ID),
    heading(2, "Common properties"),
    ...sides.flatMap(({ who, how, names }) =>
      [
        `Every event that ${who} sends has these. Their values are given once, by ${how}; callers can pass others.`,
      ].concat(
        names.flatMap((name) => {
          const bundle = bundles.find((one) => one.name === name);
          return bundle === undefined
            ? []
            : [prose(bundle.description ?? ""), propertyTable(bundle.properties, links.toValues)];
        }),
      ),
    ),
  ];
}

function personBlocks({ identity, person, order }: Plan, links: Links): readonly string[] {
  const { userId } = identity;
  const forms = userId.forms.map((form) => code(describeForm(form)));
  return [
    anchor("people"),
    heading(2, "People"),
    prose(userId.description ?? ""),
    [
      `A person's id is ${forms.join(" or ")}, such as ${code(exampleId(userId.forms[0]))}.`,
      `PostHog receives it as \`distinct_id\`, with the name, the time and the properties of each event.`,
      `${links.toIdentity("person", "Identity")} shows how each side gets it and which ids are invalid.`,
    ].join(" "),
    ...(person.length === 0
      ? []
      : ["What we store about a person:", propertyTable(inOrderOf(person, order?.person), links.toValues)]),
  ];
}

function groupBlocks(plan: Plan, links: Links): readonly string[] {
  if (plan.groups.length === 0) return [];
  return [
    anchor("groups"),
    heading(2, "Groups"),
    ...inOrderOf(plan.groups, plan.order?.groups).flatMap((group) => groupSection(plan, group, links)),
  ];
}

function groupSection({ events, order }: Plan, group: Group, links: Links): readonly string[] {
  const keyForm =
    group.keyForm === undefined ? "" : ` (${links.toIdentity("groups", "what a key looks like")})`;
  const counted = events.filter((event) => event.groups.some((target) => target.group === group.name));
  return [
    anchor(links.idOfGroup(group.name)),
    heading(3, text(group.name)),
    prose(group.description ?? ""),
    `Identified by ${code(group.key)}${keyForm}. ${counted.length} of ${events.length} events count for it.`,
    propertyTable(inOrderOf(group.properties, order?.ofGroup[group.name]), links.toValues),
  ];
}

function valuesBlocks({ properties, order }: Plan, links: Links): readonly string[] {
  const enums = properties.filter((property) => isEnum(property.type));
  if (enums.length === 0) return [];
  return [
    anchor("values"),
    heading(2, "Shared values"),
    ...inOrderOf(enums, order?.properties).flatMap((property) => valuesSection(property, links)),
  ];
}

function valuesSection(property: Property, links: Links): readonly string[] {
  const values = enumIn(property.type)?.values ?? [];
  return [
    anchor(links.idOfValues(property.name)),
    heading(3, text(property.name)),
    prose(property.description ?? ""),
    values.every(({ meaning }) => meaning === undefined)
      ? list(values.map(({ value }) => code(String(value))))
      : table(
          ["Value", "Meaning"],
          values.map(({ value, meaning }) => [code(String(value), "cell"), prose(meaning ?? "", "cell")]),
        ),
  ];
}
