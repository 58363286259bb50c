import type {
  Additional,
  AlsoSentAs,
  EventGroup,
  Idempotency,
  Plan,
  PlanEvent,
  Sets,
} from "../../plan/plan.ts";
import type { SendingPlace } from "../../plan/sent-from.ts";
import { anchor, code, fence, heading, link, list, prose, strike, text } from "../../text/markdown.ts";
import { readableJson } from "../../text/json.ts";
import type { JsonObject } from "../../plan/example.ts";
import { thousands } from "../../text/words.ts";
import { isFor } from "../emitter.ts";
import { isOnlyCommon } from "../../plan/sides.ts";
import { hasServerHelper } from "../typescript/server-helper.ts";
import { exampleCall, examplePayload, hasBrowserHelper, isCalledAlike } from "./example-event.ts";
import { describeType } from "./describe-type.ts";
import type { IndexLinks, Links } from "./links.ts";
import { deprecationNote, propertyTable } from "./property-table.ts";
import { placeBlocks } from "./sending-places.ts";
import { queryOf, RENAMED_TO } from "./queries.ts";

/** The parts of the plan that a section needs besides its event. */
type SectionPlan = Pick<Plan, "identity" | "groups" | "properties" | "output">;

/** The beginning of an event's section: all that depends on where events are. */
export function eventHead(event: PlanEvent, links: Links): readonly string[] {
  const note = statusNote(event, links);
  return [
    anchor(links.idOfEvent(event.name)),
    heading(2, isDeprecated(event) ? strike(text(event.name)) : text(event.name)),
    ...(note === "" ? [] : [`> ${note}`]),
  ];
}

/** All else, as one piece of Markdown: the same on whichever page of events it is. */
export function eventBody(
  event: PlanEvent,
  {
    plan,
    links,
    places = [],
  }: {
    readonly plan: SectionPlan;
    readonly links: IndexLinks;
    readonly places?: readonly SendingPlace[] | undefined;
  },
): string {
  return [
    prose(event.description ?? ""),
    list(facts(event, plan, links)),
    ...placeBlocks(places),
    ...propertyBlocks(event, links),
    ...exampleBlocks(plan, event),
    "**Query**, in HogQL:",
    fence("sql", queryOf(event)),
    actionBlock(event),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

/** The event's properties, and the names of those that every event has. */
function propertyBlocks(event: PlanEvent, links: IndexLinks): readonly string[] {
  const own = event.properties.filter((property) => !isOnlyCommon(property, event));
  const common = event.properties.filter((property) => isOnlyCommon(property, event));
  const names = common.map(
    ({ name, only }) => code(name) + (only === undefined ? "" : ` (${SIDES[only]} only)`),
  );
  return [
    own.length > 0 ? propertyTable(own, links.toValues) : common.length > 0 ? "" : "It has no properties.",
    common.length === 0 ? "" : `It has the ${links.toCommon("common properties")} ${names.join(", ")}.`,
  ];
}

/**
 * The plan's examples, or one that is made up: the first as a call on each side that code is generated for, with what PostHog
 * receives besides, and the others as PostHog receives them. A planned event has no helper yet.
 */
function exampleBlocks(plan: SectionPlan, event: PlanEvent): readonly string[] {
  const calls = callBlocks(plan, event);
  const examples = event.examples ?? [undefined];
  const others = calls.length === 0 ? examples : examples.slice(1);
  return [
    ...calls,
    ...others.flatMap((example) => {
      const { properties } = examplePayload(plan, event, example);
      if (Object.keys(properties).length === 0) return [];
      const label = example === examples[0] ? "**Example**" : "**Another example**";
      return [`${label}, as PostHog receives its properties:`, fence("json", readableJson(properties, 1))];
    }),
  ];
}

/** Whether an event is on its way out: its status says so, or a note does. */
export function isDeprecated({ status, deprecated }: PlanEvent): boolean {
  return status === "deprecated" || deprecated !== undefined;
}

/** An event in a table: its name, which leads to its section, struck out when it is on its way out. */
export function namedEvent(event: PlanEvent, links: Links): string {
  const name = links.toEvent(event.name);
  return isDeprecated(event) ? strike(name) : name;
}

/** What is not usual about an event, as Markdown for a cell: its status, its end, or that it may change. Empty for others. */
export function statusNote(event: PlanEvent, links: Links): string {
  const { removeAfter, stability, status } = event;
  return [
    isDeprecated(event) ? deprecationNote(event.deprecated ?? {}, links.toEvent) : "",
    status === "planned" ? "**Planned.** Not sent yet." : "",
    stability === undefined ? "" : "**Experimental.** It may change without notice.",
    removeAfter === undefined ? "" : `To be removed after ${removeAfter}.`,
  ]
    .filter((note) => note !== "")
    .join(" ");
}

function facts(event: PlanEvent, plan: SectionPlan, links: IndexLinks): readonly string[] {
  const {
    trigger,
    owner = [],
    links: pages = [],
    tags,
    groups,
    revenue,
    idempotency,
    renamedFrom,
    alsoSentAs,
    additional,
    delivery,
  } = event;
  return [
    fact("When", trigger === undefined ? "" : prose(trigger, "cell")),
    fact("Sent by", sentBy(event, links)),
    fact(owner.length > 1 ? "Owners" : "Owner", owner.map((name) => text(name)).join(", ")),
    fact(
      pages.length > 1 ? "Links" : "Link",
      pages.map(({ title, url }) => link(text(title), url)).join(", "),
    ),
    fact("Bundles", event.with.map((name) => code(name)).join(", ")),
    fact("Tags", tags.map((tag) => code(tag)).join(", ")),
    fact("Group", groups.map((one) => groupFact(one, plan, links)).join("; ")),
    fact("Revenue", revenue === undefined ? "" : revenueFact(revenue)),
    fact("Sets", setsFacts(event.sets, links).join("; ")),
    fact("Counts once", idempotency === undefined ? "" : onceFact(event, idempotency, links)),
    fact("Delivery", delivery === undefined ? "" : "durable: kept by the server until PostHog has it"),
    fact("Additional", additional === undefined ? "" : additionalFact(additional)),
    fact("Formerly", renamedFrom === undefined ? "" : code(renamedFrom)),
    fact("Also sent as", alsoSentAs === undefined ? "" : formerFact(alsoSentAs)),
  ].filter((line) => line !== "");
}

const SIDES = { server: "the server", client: "the browser" } as const;

/** Which sides send it, and who it is that does. */
function sentBy({ actor, ownerSide, source }: PlanEvent, links: IndexLinks): string {
  const sender =
    actor === "user" ? "" : `, as ${code(actor)} (${links.toIdentity("actors", "not a person")})`;
  if (source !== "both") return SIDES[source] + sender;
  if (ownerSide === undefined) return `${SIDES.server} and ${SIDES.client}${sender}`;
  const backup = SIDES[ownerSide === "server" ? "client" : "server"];
  return `${SIDES[ownerSide]} (required) and ${backup} (${links.toIdentity("both", "backup")})${sender}`;
}

function fact(label: string, markdown: string): string {
  return markdown === "" ? "" : `**${label}:** ${markdown}`;
}

/** A group, and the property that names it where that is not its key. */
function groupFact({ group, property }: EventGroup, plan: SectionPlan, links: IndexLinks): string {
  const isKey = plan.groups.some(({ name, key }) => name === group && key === property);
  return links.toGroup(group) + (isKey ? "" : `, by ${code(property)}`);
}

function revenueFact({ amount, currency }: NonNullable<PlanEvent["revenue"]>): string {
  const unit = currency.kind === "code" ? text(currency.code) : `the currency of ${code(currency.property)}`;
  return `${code(amount)} in ${unit}, sent as ${code("$revenue")} and ${code("currency")}`;
}

function additionalFact({ types, maxKeys, maxLength }: Additional): string {
  const values = types.map((type) => describeType({ kind: type }, () => undefined)).join(" or ");
  const length = types.includes("string") ? `, text of at most ${maxLength} characters` : "";
  return `up to ${thousands(maxKeys)} properties that the plan does not name: ${values}${length}`;
}

function formerFact({ name, until }: AlsoSentAs): string {
  const end = until === undefined ? "" : ` To be removed after ${until}.`;
  return `${code(name)}, its former name: with ${code(RENAMED_TO)}, and without revenue and what it sets.${end}`;
}

/** A PostHog action that counts an event under both names, each occurrence once. */
function actionBlock({ name, alsoSentAs }: PlanEvent): string {
  if (alsoSentAs === undefined) return "";
  return [
    "**Action** in PostHog, over both names, with two match groups:",
    list([
      `Custom event ${code(name)}`,
      `Custom event ${code(alsoSentAs.name)}, filtered by ${code(RENAMED_TO)} **is not set**`,
    ]),
  ].join("\n\n");
}

function setsFacts(sets: Sets, links: IndexLinks): readonly string[] {
  return [
    ...sets.person.map(({ target, from }) => `${code(target)} of the person, from ${code(from)}`),
    ...sets.personOnce.map(
      ({ target, from }) => `${code(target)} of the person, from ${code(from)}, unless already set`,
    ),
    ...sets.groups.flatMap(({ group, assignments }) =>
      assignments.map(
        ({ target, from }) => `${code(target)} of the ${links.toGroup(group)}, from ${code(from)}`,
      ),
    ),
  ];
}

function onceFact(event: PlanEvent, idempotency: Idempotency, links: IndexLinks): string {
  const time = timeOf(idempotency);
  return `per ${onceFor(event)}${time === "" ? "" : `, at ${time}`} (${links.toIdentity("once", "how it works")})`;
}

function callBlocks(plan: SectionPlan, event: PlanEvent): readonly string[] {
  const server =
    hasServerHelper(event) && isFor(plan.output, "server")
      ? exampleCall(plan, event, { side: "server" })
      : undefined;
  const isBrowser = hasBrowserHelper(event) && isFor(plan.output, "browser");
  const isAlike = server !== undefined && isCalledAlike(plan, event);
  const browser = isBrowser && !isAlike ? exampleCall(plan, event, { side: "client" }) : undefined;
  const first = server ?? browser;
  if (first === undefined) return [];
  return [
    `**Example**, ${first === server ? "on the server" : "in the browser"}:`,
    fence("ts", first.code),
    ...(isBrowser && isAlike ? ["In the browser, the first argument is `posthog`."] : []),
    ...(browser === undefined || browser === first ? [] : ["In the browser:", fence("ts", browser.code)]),
    optionsNote(event),
    ...addedBlocks(first.added),
  ];
}

/** What PostHog receives besides what a call passes. */
function addedBlocks(added: JsonObject): readonly string[] {
  if (Object.keys(added).length === 0) return [];
  const json = readableJson(added, 0);
  return json.includes("\n")
    ? ["PostHog also receives:", fence("json", json)]
    : [`PostHog also receives ${code(json)}.`];
}

/** What callers of a keyed event pass beside its properties. */
function optionsNote({ idempotency }: PlanEvent): string {
  if (idempotency === undefined) return "";
  const at = timeOf(idempotency);
  const notes = [
    `The \`timestamp\` is ${at === "" ? "the record's time" : at}, as a \`Date\`.`,
    "Pass an `idempotencyKey` that is the same in every repeat, such as the id of the webhook event.",
  ];
  return idempotency.key.kind === "caller" ? notes.join(" ") : notes[0]!;
}

/**
 * What a keyed event counts once per, as Markdown for a cell; empty for other events.
 *
 * @example onceFor(checkoutCompleted) // "person and `stripe_session_id`"
 */
export function onceFor({ actor, idempotency }: PlanEvent): string {
  const sender = actor === "user" ? "person" : code(actor);
  switch (idempotency?.key.kind) {
    case "properties":
      return [sender, ...idempotency.key.properties.map((name) => code(name, "cell"))].join(" and ");
    case "once":
      return sender;
    case "caller":
      return `${sender} and the key that the caller passes`;
    default:
      return "";
  }
}

/**
 * Whose time a keyed event has, as a part of a sentence, for a cell; empty where the plan does not say.
 *
 * @example timeOf({ key, at: "the session's `created`." }) // "the session's `created`"
 */
export function timeOf({ at }: Idempotency): string {
  return prose((at ?? "").trim().replace(/\.$/u, ""), "cell");
}
