import { namesOfEvent } from "../../plan/names.ts";
import type { PlanEvent } from "../../plan/plan.ts";
import { allOf } from "../../text/words.ts";
import type { Call, GivenProperty } from "../facts/facts.ts";
import { staleEvents, wrongSides } from "../verdicts/events.ts";
import { type Evidence, isOwn } from "../verdicts/finding.ts";
import { wrongIds } from "../verdicts/ids.ts";
import { wrongProperties } from "../verdicts/properties.ts";

/** What only the facts of a call say against making it a call of a helper; `undefined` if nothing does. */
export function obstacleIn(call: Call, evidence: Evidence): string | undefined {
  const { via, action } = call;
  if (via.kind === "wrapper") return `It goes through \`${via.wrapper}\`, which may do more than send it.`;
  if (via.kind === "helper") return "It is a helper.";
  if (!via.sure) return "Only a name says that this is PostHog's client.";
  if (via.method.endsWith("Immediate")) return `\`${via.method}\` sends at once, and helpers queue.`;
  const event = action === "capture" ? eventOf(call, evidence) : undefined;
  if (typeof event === "string") return event;
  return (
    judged(call, event, evidence) ?? (event && unfitProperties(event, call.properties?.properties ?? []))
  );
}

/** The one planned event that a call sends, or why there is no such event. */
export function eventOf({ event }: Call, { events }: Evidence): PlanEvent | string {
  const { values = [], dynamic } = event ?? {};
  const [name, ...others] = values;
  if (dynamic !== undefined || name === undefined) return "The event's name is made at run time.";
  if (others.length > 0) return `It sends one of several events: ${allOf(values)}.`;
  return events.get(name) ?? `\`${name}\` is not in the plan.`;
}

/** What the audit finds wrong with a call beside that it bypasses the helpers. */
function judged(call: Call, event: PlanEvent | undefined, evidence: Evidence): string | undefined {
  const alone: Evidence = {
    ...evidence,
    facts: { ...evidence.facts, calls: [call] },
    sent: new Map(event && [[event.name, [call]]]),
  };
  for (const verdict of [staleEvents, wrongSides, wrongIds, wrongProperties]) {
    for (const { code, message } of verdict(alone)) {
      // A deprecated event has a helper, which says so.
      if (code !== "deprecated-event-sent") return message;
    }
  }
  return undefined;
}

/** Properties that a direct call may send and that a helper takes in another way, or not at all. */
function unfitProperties(event: PlanEvent, given: readonly GivenProperty[]): string | undefined {
  const own = given.filter(({ name }) => isOwn(name));
  if (own.length > 0) return `It sends ${allOf(own.map(({ name }) => name))}, which helpers do not take.`;
  for (const { name } of given) {
    const property = event.properties.find((one) => one.name === name);
    if (property === undefined) return `\`${name}\` belongs into \`options.additional\` of the helper.`;
    if (property.source.kind !== "argument")
      return `\`${namesOfEvent(event).helper}\` sets \`${name}\` itself.`;
  }
  return undefined;
}

/** What a call lacks that an event with an idempotency key needs. */
export function missingForKey(
  { idempotency, properties }: PlanEvent,
  given: readonly GivenProperty[],
  time: "none" | "now" | "record",
): string | undefined {
  if (idempotency === undefined) return undefined;
  const { key } = idempotency;
  if (key.kind === "caller") return "It counts once per `idempotencyKey`, which the call does not have.";
  if (time === "none") return "It counts once, and the call has no `timestamp` of the business record.";
  if (time === "now") return "It counts once, and its `timestamp` is the time of the call, not of a record.";
  const names = key.kind === "properties" ? key.properties : [];
  const absent = names.find((name) => {
    const property = given.find((one) => one.name === name);
    const isConstant = properties.find((one) => one.name === name)?.source.kind === "const";
    return !isConstant && (property === undefined || property.optional);
  });
  return absent === undefined
    ? undefined
    : `It counts once per ${allOf(names)}, and \`${absent}\` may be missing: it needs an \`idempotencyKey\`.`;
}
