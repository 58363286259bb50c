import type { PlanEvent } from "../../plan/plan.ts";
import { eventOn, mainSideOf } from "../../plan/sides.ts";

/** An event as browsers send it. */
export function inBrowser(event: PlanEvent): PlanEvent {
  return eventOn("client", event);
}

/** An event as servers send it, or as browsers do if they alone do. */
export function onServer(event: PlanEvent): PlanEvent {
  return eventOn(mainSideOf(event), event);
}
