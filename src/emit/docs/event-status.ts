import type { PlanEvent } from "../../plan/plan.ts";
import type { Deprecation } from "../../plan/property.ts";
import { prose, strike } from "../../text/markdown.ts";
import { asSentence } from "../../text/words.ts";
import type { Links } from "./links.ts";

/**
 * What to know about something that is on its way out, on one line.
 *
 * @param linkTo - Markdown for the name of what to use instead
 */
export function deprecationNote(deprecated: Deprecation, linkTo: (use: string) => string): string {
  const { since, use, reason, removeAfter } = deprecated;
  return [
    since === undefined ? "**Deprecated.**" : `**Deprecated since ${since}.**`,
    use === undefined ? "" : `Use ${linkTo(use)} instead.`,
    prose(asSentence(reason ?? ""), "cell"),
    removeAfter === undefined ? "" : `May be removed after ${removeAfter}.`,
  ]
    .filter((part) => part !== "")
    .join(" ");
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

/** Where an event is in its life, and what stands in its place. */
export function eventStatus(event: PlanEvent, links: Links): string {
  return isDeprecated(event) ? deprecationNote(event.deprecated ?? {}, links.toEvent) : event.status;
}
