import { type CapturedEvent, UNREAD_REQUEST } from "../endpoint/captured-event.ts";
import type { ReceivedEvent } from "../endpoint/received.ts";
import { deduplicationKey } from "../endpoint/deduplicate.ts";
import type { Plan, PlanEvent, Side } from "../plan/plan.ts";
import { eventOn, mainSideOf, sidesOf } from "../plan/sides.ts";
import { similarEventFinder } from "../naming/similar-events.ts";
import { quote } from "../text/words.ts";
import { createIdJudge } from "./judge-id.ts";
import { findPropertyFaults } from "./judge-properties.ts";
import type { Fault, Observation } from "./observation.ts";
import { senderOf } from "./senders.ts";

/**
 * Gives what holds events against a plan, one after the other as they arrive.
 *
 * @param isRepeat - what remembers the events that arrived, to tell what arrives twice
 * @example
 * const judge = createJudge(plan);
 * judge(received).faults; // [{ code: "event-not-in-plan", message: … }]
 */
export function createJudge(
  plan: Plan,
  isRepeat: RepeatFinder = repeatFinder(),
): (event: ReceivedEvent) => Observation {
  const byName = eventsByName(plan.events);
  const similarTo = similarEventFinder(plan.events);
  const judgeId = createIdJudge(plan);
  return (event) => {
    const { sdk, side } = senderOf(event);
    const planned = byName.get(event.event);
    const isPostHogs = planned === undefined && event.event.startsWith("$");
    const refused: readonly Fault[] = event.accepted
      ? []
      : [
          {
            code: "event-refused",
            message: `PostHog would refuse ${quote(event.event)}: ${event.reason ?? "no reason"}.`,
          },
        ];
    const repeated: readonly Fault[] =
      event.accepted && isRepeat(event)
        ? [
            {
              code: "event-arrived-twice",
              message: `${quote(event.event)} arrived again with the same uuid.`,
            },
          ]
        : [];
    const own =
      planned === undefined
        ? isPostHogs || event.event === "" || event.event === UNREAD_REQUEST
          ? []
          : [notInPlan(event.event, similarTo(event.event))]
        : [
            ...findStatusFaults(planned, side),
            ...findPropertyFaults(eventOn(sideFor(planned, side), planned), event, plan),
            ...findKeyFaults(planned, event),
          ];
    return {
      event,
      sdk,
      side,
      kind: planned !== undefined ? "planned" : isPostHogs ? "posthog" : "unplanned",
      planned: planned?.name,
      faults: [...refused, ...own, ...judgeId(event, planned), ...repeated],
    };
  };
}

/** The events by every name that they are sent under. */
function eventsByName(events: readonly PlanEvent[]): ReadonlyMap<string, PlanEvent> {
  return new Map([
    ...events.flatMap((event) =>
      event.alsoSentAs === undefined ? [] : [[event.alsoSentAs.name, event] as const],
    ),
    ...events.map((event) => [event.name, event] as const),
  ]);
}

function notInPlan(name: string, similar: ReturnType<ReturnType<typeof similarEventFinder>>): Fault {
  const why = similar?.why === undefined ? "" : ` (${similar.why})`;
  return {
    code: "event-not-in-plan",
    message: `${quote(name)} is not in the plan.`,
    hint: similar && `Did you mean ${quote(similar.name)}${why}?`,
  };
}

function findStatusFaults(event: PlanEvent, side: Side | undefined): readonly Fault[] {
  const name = quote(event.name);
  const { status, deprecated } = event;
  return [
    ...(side === undefined || sidesOf(event).includes(side)
      ? []
      : [
          {
            code: "event-from-wrong-side" as const,
            message: `${name} came from ${SIDES[side]}, but the plan has it as ${quote(`source: ${event.source}`)}.`,
          },
        ]),
    ...(status === "planned"
      ? [
          {
            code: "planned-event-arrived" as const,
            message: `${name} is only planned: it has no helper yet.`,
          },
        ]
      : []),
    ...(status === "deprecated"
      ? [
          {
            code: "deprecated-event-arrived" as const,
            message: `${name} is deprecated.`,
            hint: deprecated?.use === undefined ? undefined : `Send ${quote(deprecated.use)} instead.`,
          },
        ]
      : []),
  ];
}

const SIDES: Readonly<Record<Side, string>> = { server: "a server", client: "a browser or an app" };

/** The side whose properties an event must have. */
function sideFor(event: PlanEvent, side: Side | undefined): Side {
  return side !== undefined && sidesOf(event).includes(side) ? side : mainSideOf(event);
}

/** A UUIDv5 comes from a key; what SDKs make up has another version. */
function findKeyFaults({ name, idempotency }: PlanEvent, { uuid }: CapturedEvent): readonly Fault[] {
  if (idempotency === undefined || uuid[14] === "5") return [];
  return [
    {
      code: "event-without-key",
      message: `${quote(name)} arrived without a uuid from its idempotency key, so a repeat counts twice.`,
    },
  ];
}

/** As many events are remembered to tell repeats: about 20 MB. Then the oldest are forgotten. */
const MAX_REMEMBERED = 100_000;

/** Tells whether PostHog would take an event for one that arrived before. */
export type RepeatFinder = (event: ReceivedEvent) => boolean;

/** Gives one that knows of no event yet. It remembers uuids alone. */
export function repeatFinder(): RepeatFinder {
  const seen = new Set<string>();
  return (event) => {
    const key = deduplicationKey(event);
    const isRepeat = seen.has(key);
    seen.add(key);
    if (seen.size > MAX_REMEMBERED)
      for (const oldest of seen) {
        seen.delete(oldest);
        break;
      }
    return isRepeat;
  };
}
