import type { Actor } from "../../plan/ids/identity.ts";
import type { Pointer } from "../../plan/pointer.ts";
import type { PlanEvent } from "../../plan/plan.ts";
import { readDeprecation } from "../deprecation.ts";
import { type IntactEvent, namesOf } from "../intact.ts";
import { readProperties } from "../property/property.ts";
import type { Reading } from "../reading.ts";
import type { Report } from "../report.ts";
import { checkProfile, readActor } from "./actor.ts";
import { checkComputed } from "./computed.ts";
import { readEventGroups } from "./event-groups.ts";
import { createEventScope } from "./event-scope.ts";
import { checkSides, readIdempotency } from "./idempotency.ts";
import { readRevenue } from "./revenue.ts";
import { readSets, type SetsTargets } from "./sets.ts";

/** What events refer to. */
export interface EventTargets extends SetsTargets {
  /** All events of the plan: listed once, since listing them for each of thousands takes seconds. */
  readonly eventNames: ReadonlySet<string>;
  readonly actors: readonly Actor[];
}

/** Reads one event. What it returns counts only when no error was told. */
export function readEvent(
  reading: Reading,
  targets: EventTargets,
  { name, event }: { name: string; event: IntactEvent },
): PlanEvent {
  const { report } = reading;
  const at: Pointer = ["events", name];
  const properties = readProperties(reading, {
    bodies: event.properties,
    at: [...at, "properties"],
    holder: "event",
  });
  const scope = createEventScope(report, {
    names: namesOf(event.properties),
    properties,
    complete: !report.isBroken([...at, "properties"]),
  });
  checkToken(report, event, at);
  checkComputed(properties, scope, report);
  checkSides(event, at, report);
  const actor = readActor(reading, event, at);
  const groups = readEventGroups(targets, { exceptions: event.groups, at, scope });
  const sets = readSets(targets, { sets: event.sets, at: [...at, "sets"], scope, eventGroups: groups });
  checkProfile(report, { actors: targets.actors, event: { actor, at }, parts: { groups, sets } });
  return {
    name,
    at,
    description: event.description ?? "",
    trigger: event.trigger,
    category: event.category,
    owner: event.owner,
    tags: event.tags ?? [],
    source: event.source ?? "server",
    actor,
    ...readLife(targets, { name, event, at }),
    idempotency:
      event.idempotency &&
      readIdempotency(report, { idempotency: event.idempotency, at: [...at, "idempotency"], scope }),
    ownerSide: event.owner_side,
    revenue: event.revenue && readRevenue(report, { revenue: event.revenue, at: [...at, "revenue"], scope }),
    groups,
    sets,
    properties,
    renamedFrom: event.renamed_from,
    delivery: event.delivery,
  };
}

/** Reports a property that would send a browser's event to another project: posthog-js has its key under the same name. */
function checkToken(report: Report, { properties, source = "server" }: IntactEvent, at: Pointer): void {
  if (source === "server" || !Object.hasOwn(properties ?? {}, "token")) return;
  report.add({
    code: "name-reserved",
    at: [...at, "properties", "token"],
    part: "key",
    message:
      "`token` is where posthog-js puts the project's key: the event would go to another project, or nowhere.",
    hint: "Name it for what it is, such as `invite_token`.",
    related: [{ at: [...at, "source"], part: "key", message: "Browsers send the event." }],
  });
}

/** Where the event is in its life: its status, and what stands in its place. */
function readLife(
  { report, eventNames }: EventTargets,
  { name, event, at }: { name: string; event: IntactEvent; at: Pointer },
): Pick<PlanEvent, "status" | "deprecated"> {
  const status = event.status ?? "live";
  if (event.deprecated !== undefined && status !== "deprecated" && !report.isBroken([...at, "status"])) {
    report.add({
      code: "deprecated-without-status",
      at: [...at, "deprecated"],
      part: "key",
      message: `The event says how it is deprecated, and its status is \`${status}\`.`,
      hint: "Add `status: deprecated`.",
    });
  }
  const deprecated = readDeprecation(report, {
    deprecated: event.deprecated,
    at: [...at, "deprecated"],
    successors: { names: eventNames, self: name, thing: "event" },
  });
  return { status, deprecated };
}
