import { namesOfEvent } from "../plan/names.ts";
import type { Plan } from "../plan/plan.ts";
import { sidesOf } from "../plan/sides.ts";
import type { Session } from "./session.ts";

/** What tests call the events that servers send. Test trackers record no others. */
export function definitionsOf(plan: Plan): Session["definitions"] {
  return Object.fromEntries(
    plan.events
      .filter((event) => sidesOf(event).includes("server") && event.status !== "planned")
      .map((event) => [
        event.name,
        {
          definition: namesOfEvent(event).definition,
          properties: event.properties.map(({ name }) => name),
        },
      ]),
  );
}
