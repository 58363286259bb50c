import type { Idempotency, Plan, PlanEvent, Sets } from "../../plan/plan.ts";
import { anchor, code, fence, heading, list, prose, strike, text } from "../../text/markdown.ts";
import { readableJson } from "../../text/json.ts";
import { hasServerHelper } from "../typescript/server-helper.ts";
import { deprecationNote, isDeprecated } from "./event-status.ts";
import { browserCall, hasBrowserHelper, serverCall } from "./example-call.ts";
import { examplePayload } from "./example-payload.ts";
import type { Links } from "./links.ts";
import { propertyTable } from "./property-table.ts";

/** As much of the plan as a section tells of beside its event. */
export type SectionPlan = Pick<Plan, "identity" | "groups">;

/** Everything about one event, as the blocks of its section on the page of its category. */
export function eventSection(plan: SectionPlan, event: PlanEvent, links: Links): readonly string[] {
  return [
    anchor(links.idOfEvent(event.name)),
    heading(2, isDeprecated(event) ? strike(text(event.name)) : text(event.name)),
    statusNote(event, links),
    prose(event.description),
    list(facts(event, links)),
    ...propertyBlocks(event, links),
    "**Example**, as it arrives in PostHog:",
    fence("json", readableJson(examplePayload(plan, event), 2)),
    ...callBlocks(plan, event),
  ].filter((block) => block !== "");
}

function statusNote(event: PlanEvent, links: Links): string {
  if (isDeprecated(event)) return `> ${deprecationNote(event.deprecated ?? {}, links.toEvent)}`;
  return event.status === "planned" ? "> **Planned.** It is not sent yet." : "";
}

function facts(event: PlanEvent, links: Links): readonly string[] {
  const { trigger, owner, tags, groups, revenue, idempotency, renamedFrom } = event;
  return [
    fact("Fires", trigger === undefined ? "" : prose(trigger, "cell")),
    fact("Sent by", sentBy(event, links)),
    fact("Owner", text(owner ?? "")),
    fact("Tags", tags.map((tag) => code(tag)).join(", ")),
    fact(
      "Group",
      groups.map(({ group, property }) => `${links.toGroup(group)}, by ${code(property)}`).join("; "),
    ),
    fact("Revenue", revenue === undefined ? "" : revenueFact(revenue)),
    fact("Sets", setsFacts(event.sets, links).join("; ")),
    fact("Counted once", idempotency === undefined ? "" : onceFact(event, idempotency, links)),
    fact("Formerly", renamedFrom === undefined ? "" : code(renamedFrom)),
  ].filter((line) => line !== "");
}

const SIDES = { server: "the server", client: "the browser" } as const;

/** Which sides send it, and who it is that does. */
function sentBy({ actor, ownerSide, source }: PlanEvent, links: Links): string {
  const sender =
    actor === "user" ? "" : `, as ${code(actor)}, ${links.toIdentity("actors", "which is no person")}`;
  if (source !== "both") return SIDES[source] + sender;
  if (ownerSide === undefined) return `${SIDES.server} and ${SIDES.client}${sender}`;
  const net = SIDES[ownerSide === "server" ? "client" : "server"];
  return `${SIDES[ownerSide]}, which must; ${net} too, ${links.toIdentity("both", "as the safety net")}${sender}`;
}

function fact(label: string, markdown: string): string {
  return markdown === "" ? "" : `**${label}:** ${markdown}`;
}

function revenueFact({ amount, currency }: NonNullable<PlanEvent["revenue"]>): string {
  const unit = currency.kind === "code" ? text(currency.code) : `the currency in ${code(currency.property)}`;
  return `${code(amount)}, in ${unit}, sent as ${code("$revenue")} and ${code("currency")}`;
}

function setsFacts(sets: Sets, links: Links): readonly string[] {
  return [
    ...sets.person.map(({ target, from }) => `${code(target)} of the person, from ${code(from)}`),
    ...sets.personOnce.map(
      ({ target, from }) => `${code(target)} of the person, from ${code(from)}, unless it is set already`,
    ),
    ...sets.groups.flatMap(({ group, assignments }) =>
      assignments.map(
        ({ target, from }) => `${code(target)} of the ${links.toGroup(group)}, from ${code(from)}`,
      ),
    ),
  ];
}

function onceFact(event: PlanEvent, idempotency: Idempotency, links: Links): string {
  const time = timeOf(idempotency);
  return `for each ${onceFor(event)}${time === "" ? "" : `, at ${time}`} (${links.toIdentity("once", "what that means")})`;
}

function propertyBlocks(event: PlanEvent, links: Links): readonly string[] {
  if (event.properties.length === 0) return ["It carries no properties."];
  return ["**Properties**", propertyTable(event.properties, links.toValues)];
}

/** How each side sends the example. A planned event has no helper yet. */
function callBlocks(plan: SectionPlan, event: PlanEvent): readonly string[] {
  const onServer = hasServerHelper(event);
  const inBrowser = hasBrowserHelper(event);
  if (!onServer && !inBrowser) return [];
  return [
    optionsNote(event),
    ...(onServer ? ["**On the server:**", fence("ts", serverCall(plan, event))] : []),
    ...(inBrowser ? ["**In the browser:**", fence("ts", browserCall(plan, event))] : []),
  ];
}

/** What callers of a keyed event pass beside its properties. */
function optionsNote({ idempotency }: PlanEvent): string {
  if (idempotency === undefined) return "";
  const at = timeOf(idempotency);
  const notes = [
    `Pass ${at === "" ? "the time of the record" : at} as ${code("timestamp")}, a ${code("Date")}. With the present time in its place, a repeat would count again.`,
    `Pass as ${code("idempotencyKey")} a text that is the same in every repeat, such as the id of the webhook's event or of the request.`,
  ];
  return idempotency.key.kind === "caller" ? notes.join(" ") : notes[0]!;
}

/**
 * What a keyed event counts once for, as Markdown for a cell; empty for other events.
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
      return `${sender} and key that the caller passes`;
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
