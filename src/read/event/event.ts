import type { Actor } from "../../plan/ids/identity.ts";
import type { Pointer, Property } from "../../plan/property.ts";
import type { AlsoSentAs, EventGroup, PlanEvent, Sets } from "../../plan/plan.ts";
import { isOnlyCommon } from "../../plan/sides.ts";
import { addBundles, type BundleTargets } from "../bundles.ts";
import { checkDay, readDeprecation } from "../deprecation.ts";
import { type EventContent, type PlanContent, namesOf } from "../content.ts";
import { readProperties } from "../property/property.ts";
import type { Reading } from "../reading.ts";
import type { Report } from "../report.ts";
import { readAdditional } from "./additional.ts";
import { checkComputed, createEventScope } from "./event-properties.ts";
import { readEventGroups } from "./event-groups.ts";
import { readExamples } from "./examples.ts";
import { checkSides, readIdempotency } from "./idempotency.ts";
import { readLinks } from "./links.ts";
import { checkRequiredWith } from "./required-with.ts";
import { readRevenue } from "./revenue.ts";
import { type SetsTargets, readSets } from "./sets.ts";
import { checkName } from "../names.ts";
import { didYouMean } from "../../text/words.ts";
import { quote } from "../words.ts";

/** What events refer to. */
interface EventTargets extends SetsTargets, BundleTargets {
  /** All events of the plan, listed once: for each of thousands it would take seconds. */
  readonly eventNames: ReadonlySet<string>;
  readonly actors: readonly Actor[];
}

/** Reads one event. The result is complete only if no error was reported. */
export function readEvent(
  reading: Reading,
  targets: EventTargets,
  { name, event }: { name: string; event: EventContent },
): PlanEvent {
  const { report } = reading;
  const at: Pointer = ["events", name];
  const own = readProperties(reading, {
    bodies: event.properties,
    at: [...at, "properties"],
    holder: "event",
  });
  const properties = addBundles(reading, targets, { event, at, own });
  const scope = createEventScope(report, {
    names: [...new Set([...namesOf(event.properties), ...properties.map((property) => property.name)])],
    properties,
    complete: !report.isBroken([...at, "properties"]) && !isMissingBundles(report, at),
  });
  checkToken(report, { event, properties }, at);
  checkComputed(properties, scope, report);
  checkRequiredWith(properties, event.properties, { scope, report });
  checkSides(event, at, report);
  const actor = readActor(reading, event, at);
  const groups = withoutIgnored(readEventGroups(targets, { exceptions: event.groups, at, scope }), {
    profile: targets.actors.find((one) => one.name === actor)?.profile ?? true,
    unchosen: new Set(
      properties.flatMap((one) => (isOnlyCommon(one, { with: event.with ?? [] }) ? [one.name] : [])),
    ),
  });
  const sets = readSets(targets, { sets: event.sets, at: [...at, "sets"], scope, eventGroups: groups });
  checkProfile(report, { actors: targets.actors, event: { actor, at }, parts: { groups, sets } });
  return {
    name,
    as: event.as,
    at,
    description: event.description,
    trigger: event.trigger,
    category: event.category,
    owner: readOwners(event.owner),
    links: readLinks(report, event.links, [...at, "links"]),
    tags: event.tags ?? [],
    source: event.source ?? "server",
    actor,
    ...readStatus(targets, { name, event, at }),
    stability: event.stability === "experimental" ? event.stability : undefined,
    removeAfter: readEnd(report, event, at),
    idempotency:
      event.idempotency &&
      readIdempotency(report, { idempotency: event.idempotency, at: [...at, "idempotency"], scope }),
    ownerSide: event.owner_side,
    revenue: event.revenue && readRevenue(report, { revenue: event.revenue, at: [...at, "revenue"], scope }),
    groups,
    sets,
    with: event.with ?? [],
    properties,
    additional: readAdditional(event, at, report),
    examples: readExamples(report, { examples: event.examples, at: [...at, "examples"], properties, scope }),
    renamedFrom: event.renamed_from,
    alsoSentAs: readAlsoSentAs(event.also_sent_as, at, report),
    delivery: readDelivery(reading, event, at),
  };
}

/** Reads whether an event is durable. Reports one that only browsers send: they have no outbox. */
function readDelivery(
  { content, report }: { content: PlanContent; report: Report },
  { delivery, source = "server" }: Pick<EventContent, "delivery" | "source">,
  at: Pointer,
): PlanEvent["delivery"] {
  if (source !== "client") return (delivery ?? content.delivery) === "durable" ? "durable" : undefined;
  if (delivery === "durable") {
    report.add({
      code: "durable-on-client",
      at: [...at, "delivery"],
      message: "Browsers send the event, and they have no outbox.",
      hint: "Remove `delivery`, or let the server send the event.",
    });
  }
  return undefined;
}

/** Without the groups that PostHog ignores where nobody chose them for this event. */
function withoutIgnored(
  groups: readonly EventGroup[],
  { profile, unchosen }: { readonly profile: boolean; readonly unchosen: ReadonlySet<string> },
): readonly EventGroup[] {
  return profile ? groups : groups.filter(({ property }) => !unchosen.has(property));
}

/** Whether an event may have properties that are not known, because bundles could not be read. */
function isMissingBundles(report: Report, at: Pointer): boolean {
  return (
    ["bundles", "common"].some((section) => report.hasErrorIn([section])) ||
    report.hasErrorIn([...at, "with"])
  );
}

/** Reports a browser property that would replace the key of the project: posthog-js sends it under the same name. */
function checkToken(
  report: Report,
  { event, properties }: { event: EventContent; properties: readonly Property[] },
  at: Pointer,
): void {
  const inBundle = properties.find(({ name, only }) => name === "token" && only !== "server");
  if (event.source === undefined || event.source === "server") return;
  if (inBundle === undefined && !Object.hasOwn(event.properties ?? {}, "token")) return;
  report.add({
    code: "name-reserved",
    at: inBundle?.at ?? [...at, "properties", "token"],
    part: "key",
    message:
      "posthog-js sends the project's key as `token`: with this property the event would go to another project, or be lost.",
    hint: "Name it for what it is, such as `invite_token`.",
    related: [{ at: [...at, "source"], part: "key", message: "Browsers send this event." }],
  });
}

/** The status of an event, and its deprecation. */
function readStatus(
  { report, eventNames }: EventTargets,
  { name, event, at }: { name: string; event: EventContent; at: Pointer },
): Pick<PlanEvent, "status" | "deprecated"> {
  const status = event.status ?? "live";
  if (event.deprecated !== undefined && status !== "deprecated" && !report.isBroken([...at, "status"])) {
    report.add({
      code: "deprecated-without-status",
      at: [...at, "deprecated"],
      part: "key",
      message: `The event has \`deprecated\`, but its status is \`${status}\`.`,
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

function readOwners(owner: EventContent["owner"]): PlanEvent["owner"] {
  return owner === undefined ? undefined : [...new Set(typeof owner === "string" ? [owner] : owner)];
}

/** Reads the end of an event that is not deprecated. A deprecation has a date of its own. */
function readEnd(
  report: Report,
  { deprecated, remove_after: removeAfter, status }: EventContent,
  at: Pointer,
): string | undefined {
  const place = [...at, "remove_after"];
  if (removeAfter === undefined) return undefined;
  if (deprecated !== undefined || status === "deprecated") {
    report.add({
      code: "end-beside-deprecation",
      at: place,
      part: "key",
      message: "The event is deprecated, so the date of its removal belongs to the deprecation.",
      hint: `Move it: \`deprecated: { …, remove_after: ${removeAfter} }\`.`,
    });
  }
  checkDay(removeAfter, place, report);
  return removeAfter;
}

/** Reads the former name. That no other event has it is checked with all names. */
function readAlsoSentAs(
  alsoSentAs: EventContent["also_sent_as"],
  at: Pointer,
  report: Report,
): AlsoSentAs | undefined {
  if (alsoSentAs?.name === undefined) return undefined;
  checkName("event", [...at, "also_sent_as", "name"], report, alsoSentAs.name);
  checkDay(alsoSentAs.until, [...at, "also_sent_as", "until"], report);
  return { name: alsoSentAs.name, until: alsoSentAs.until };
}

/** Reads who sends an event. Reports an unknown actor, and any actor of an event that browsers send. */
function readActor(
  { content, report }: { content: PlanContent; report: Report },
  { actor = "user", source }: Pick<EventContent, "actor" | "source">,
  at: Pointer,
): string {
  const actors = namesOf(content.identity?.actors);
  const complete = !report.isBroken(["identity"]) && !report.isBroken(["identity", "actors"]);
  if (actor !== "user" && complete && !actors.includes(actor)) {
    report.add({
      code: "unknown-actor",
      at: [...at, "actor"],
      message: `There is no actor ${quote(actor)}.`,
      hint: didYouMean(actor, ["user", ...actors]) ?? "Define it under `identity.actors`.",
    });
  } else if (actor !== "user" && (source === "client" || source === "both")) {
    report.add({
      code: "actor-on-client",
      at: [...at, "actor"],
      message: `The actor ${quote(actor)} is not a person, but with \`source: ${source}\` the frontend sends the event for a person.`,
      hint: "Write `source: server`, or remove `actor`.",
    });
  }
  return actor;
}

/** The parts of an event that PostHog ignores without a profile. */
interface ProfileParts {
  readonly groups: readonly EventGroup[];
  readonly sets: Sets;
}

const IGNORED = "PostHog ignores groups and `sets` on events without a profile";

/** Reports what PostHog ignores when the actor of an event has no profile. */
function checkProfile(
  report: Report,
  {
    actors,
    event,
    parts,
  }: { actors: readonly Actor[]; event: Pick<PlanEvent, "actor" | "at">; parts: ProfileParts },
): void {
  const actor = actors.find(({ name }) => name === event.actor);
  if (actor === undefined || actor.profile) return;
  const { groups, sets } = parts;
  const related = [{ at: actor.at, part: "key", message: "The actor is defined here." }] as const;
  if ([sets.person, sets.personOnce, sets.groups].some((set) => set.length > 0)) {
    report.add({
      code: "sets-without-profile",
      at: [...event.at, "sets"],
      part: "key",
      message: `${IGNORED}: the actor ${quote(actor.name)} has none.`,
      hint: "Give the actor `profile: true`, or remove `sets`.",
      related,
    });
  }
  for (const { group, property } of groups) {
    report.add({
      code: "group-without-profile",
      at: [...event.at, "properties", property],
      part: "key",
      message: `${IGNORED}: the actor ${quote(actor.name)} has none, so the event does not count for the group ${quote(group)}.`,
      hint: `Give the actor \`profile: true\`, or opt out of the group: \`groups: { ${group}: false }\`.`,
      related,
    });
  }
}
