import type { Plan, PlanEvent } from "../../plan/plan.ts";
import { code, fence, list, table } from "../../text/markdown.ts";
import { hasOptionalKey } from "../typescript/server-helper.ts";
import type { Links } from "./links.ts";
import { onceFor, timeOf } from "./once-for.ts";

/** Which events count once however often they are sent, and which side must send those that both do. */
export function onceSections(
  { events }: Plan,
  links: Links,
): { readonly once: readonly string[]; readonly both: readonly string[] } {
  const keyed = events.filter(({ idempotency }) => idempotency !== undefined);
  return {
    once: onceBlocks(keyed, events.length - keyed.length, links),
    both: bothBlocks(
      events.filter(({ source }) => source === "both"),
      links,
    ),
  };
}

function onceBlocks(keyed: readonly PlanEvent[], others: number, links: Links): readonly string[] {
  const [first] = keyed;
  if (first === undefined) return ["No event has a key: each counts every time that it is sent."];
  return [
    "A webhook is delivered again, a job is run again, a page is loaded again. These events count once all the same, for each of what stands beside them:",
    table(
      ["Event", "Counts once for each", "Its time is"],
      keyed.map((event) => [
        links.toEvent(event.name),
        onceFor(event),
        event.idempotency === undefined ? "" : timeOf(event.idempotency),
      ]),
    ),
    others === 0 ? "" : "All other events count every time that they are sent.",
    list([
      `**The time comes from the record**, never from the clock. PostHog takes two sendings for one event only if their day, in UTC, is the same: with the present time, a repeat after midnight would count again.`,
      `**A repeat** is what it was the first time: the helper returns ${code("true")}. If the same server process sent it before, it is not sent again, and ${code("stats().duplicate")} counts it; if another process or the other side did, PostHog makes the two one.`,
      ...keyNotes(keyed),
      ...browserNotes(keyed),
      `**Until PostHog has made them one**, which it does in the background and does not promise, both rows are there. Count uuids, and not rows. ${code("uniq(uuid)")} estimates large numbers; this is exact:`,
    ]),
    fence("sql", `SELECT count(DISTINCT uuid) FROM events WHERE event = '${first.name}'`),
    ...sumBlocks(keyed.find(({ revenue }) => revenue !== undefined)),
  ];
}

/** How to sum the money of an event, each uuid once. */
function sumBlocks(event: PlanEvent | undefined): readonly string[] {
  if (event === undefined) return [];
  const inner = [
    `  SELECT any(toFloat(properties.$revenue)) AS revenue, any(properties.currency) AS currency`,
    `  FROM events WHERE event = '${event.name}' GROUP BY uuid`,
  ];
  return [
    "Sum money the same way, for each currency by itself:",
    fence(
      "sql",
      ["SELECT currency, sum(revenue) FROM (", ...inner, ") GROUP BY currency ORDER BY currency"].join("\n"),
    ),
  ];
}

function keyNotes(keyed: readonly PlanEvent[]): readonly string[] {
  const isCaller = keyed.some(({ idempotency }) => idempotency?.key.kind === "caller");
  const isOptional = keyed.some(
    ({ idempotency, properties }) =>
      idempotency?.key.kind === "properties" && hasOptionalKey(properties, idempotency.key.properties),
  );
  return [
    ...(isCaller
      ? [
          `**A key that the caller passes**, ${code("idempotencyKey")}, names what happened and not the attempt to say so: the id of the webhook's event or of the request, never a random text.`,
        ]
      : []),
    ...(isOptional
      ? [
          `**Where a property of the key is absent**, pass ${code("idempotencyKey")} in its place. Without either, the event counts every time that it is sent, and ${code("stats().unkeyed")} says how often that was.`,
        ]
      : []),
  ];
}

function browserNotes(keyed: readonly PlanEvent[]): readonly string[] {
  if (keyed.every(({ source }) => source === "server")) return [];
  return [
    `**In the browser**, somebody must be identified, because the key is the person's: else nothing is sent, the helper returns ${code("false")} and ${code("onRefused")} is called. And posthog-js begins a new session at an event whose time is more than 30 minutes away from the present, so send it when it happens.`,
  ];
}

function bothBlocks(events: readonly PlanEvent[], links: Links): readonly string[] {
  if (events.length === 0) return [];
  return [
    "These must not be missed, so that both sides send them. One side answers for each; the other is the safety net, for when the first could not.",
    table(
      ["Event", "Must send it", "Safety net"],
      events.map(({ name, ownerSide }) => [
        links.toEvent(name),
        ownerSide === "client" ? "frontend" : "backend",
        ownerSide === "client" ? "backend" : "frontend",
      ]),
    ),
    "Both pass the same time, key and properties, from the same record: hand them from the backend to the frontend. PostHog keeps one of the two, and does not say which.",
  ];
}
