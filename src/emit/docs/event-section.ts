import { namesOfEvent } from "../../plan/names.ts";
import type { Idempotency, Plan, PlanEvent, Sets } from "../../plan/plan.ts";
import { anchor, code, fence, heading, list, prose, strike, text } from "../../text/markdown.ts";
import { jsonLiteral, type Member, objectLiteral } from "../typescript/literals.ts";
import { readableJson } from "../../text/readable-json.ts";
import { deprecationNote, isDeprecated } from "./deprecation.ts";
import { exampleArguments, examplePayload } from "./example-payload.ts";
import type { Links } from "./links.ts";
import { propertyTable } from "./property-table.ts";

/** Everything about one event, as the blocks of its section on the page of its category. */
export function eventSection(plan: Plan, event: PlanEvent, links: Links): readonly string[] {
  return [
    anchor(links.idOfEvent(event.name)),
    heading(2, isDeprecated(event) ? strike(text(event.name)) : text(event.name)),
    statusNote(event, links),
    prose(event.description),
    list(facts(event, links)),
    ...propertyBlocks(event, links),
    "**Example**, as it arrives in PostHog:",
    fence("json", readableJson(examplePayload(plan, event), 2)),
    ...callBlocks(event),
  ].filter((block) => block !== "");
}

const SENT_BY = {
  server: "the server",
  client: "the browser",
  both: "the server and the browser",
} as const;

function statusNote(event: PlanEvent, links: Links): string {
  if (isDeprecated(event)) return `> ${deprecationNote(event.deprecated ?? {}, links.toEvent)}`;
  return event.status === "planned" ? "> **Planned.** It is not sent yet." : "";
}

function facts(event: PlanEvent, links: Links): readonly string[] {
  const { trigger, owner, tags, groups, revenue, idempotency, renamedFrom } = event;
  return [
    fact("Fires", trigger === undefined ? "" : prose(trigger, "cell")),
    fact("Sent by", SENT_BY[event.source]),
    fact("Owner", text(owner ?? "")),
    fact("Tags", tags.map((tag) => code(tag)).join(", ")),
    fact(
      "Group",
      groups.map(({ group, property }) => `${links.toGroup(group)}, by ${code(property)}`).join("; "),
    ),
    fact("Revenue", revenue === undefined ? "" : revenueFact(revenue)),
    fact("Sets", setsFacts(event.sets, links).join("; ")),
    fact("Counted once", idempotency === undefined ? "" : idempotencyFact(idempotency)),
    fact("Formerly", renamedFrom === undefined ? "" : code(renamedFrom)),
  ].filter((line) => line !== "");
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

function idempotencyFact({ key, at }: Idempotency): string {
  const time = at === undefined ? "" : `, at ${prose(at, "cell")}`;
  switch (key.kind) {
    case "properties":
      return `for each ${key.properties.map((name) => code(name)).join(" and ")}${time}`;
    case "once":
      return `for each person${time}`;
    case "caller":
      return `for each key that the caller passes${time}`;
    default:
      return key satisfies never;
  }
}

function propertyBlocks(event: PlanEvent, links: Links): readonly string[] {
  if (event.properties.length === 0) return ["It carries no properties."];
  return ["**Properties**", propertyTable(event.properties, links.toValues)];
}

/** How backend code sends the example. A planned event has no helper yet; browsers have helpers of their own. */
function callBlocks(event: PlanEvent): readonly string[] {
  if (event.status === "planned" || event.source === "client") return [];
  const members = Object.entries(exampleArguments(event)).map(([name, value]): Member => [
    name,
    jsonLiteral(value),
  ]);
  return [
    "**In code:**",
    fence("ts", `${namesOfEvent(event.name).helper}(user, ${objectLiteral(members)});`),
  ];
}
