import type { PlanEvent } from "../../plan/plan.ts";
import { strike } from "../../text/markdown.ts";
import { deprecationNote, isDeprecated } from "./deprecation.ts";
import type { Links } from "./links.ts";

/** An event in a table: its name, which leads to its section, struck out when it is on its way out. */
export function namedEvent(event: PlanEvent, links: Links): string {
  const name = links.toEvent(event.name);
  return isDeprecated(event) ? strike(name) : name;
}

/** Where an event is in its life, and what stands in its place. */
export function eventStatus(event: PlanEvent, links: Links): string {
  return isDeprecated(event) ? deprecationNote(event.deprecated ?? {}, links.toEvent) : event.status;
}
