import type { PlanEvent } from "../../plan/plan.ts";
import { eventOn, mainSideOf } from "../../plan/sides.ts";
import { memoize } from "../emitter.ts";

/** An event as browsers send it. */
export const inBrowser = memoize((event: PlanEvent) => eventOn("client", event));

/** An event as servers send it, or as browsers do if they alone do. */
export const onServer = memoize((event: PlanEvent) => eventOn(mainSideOf(event), event));
