import { isDeepStrictEqual } from "node:util";
import type { ReceivedEvent } from "../../src/endpoint/received.ts";
import type { Call, Message } from "./calls.ts";

/** A call that was made. */
export interface MadeCall {
  readonly call: Call;
  /** What the helper returned. */
  readonly returned: boolean;
  /** What `onRefused` was told, if it was. */
  readonly refusal?: { readonly reason: string; readonly detail: string } | undefined;
}

/** Properties that every posthog-node adds to every event. */
const SDK_PROPERTIES = new Set(["$lib", "$lib_version", "$is_server", "$geoip_disable"]);

/** What arrived, in the words of what should. */
export function readMessage({ event, distinctId, properties }: ReceivedEvent): Message {
  const { $groups, $group_type, $group_key, ...others } = properties;
  const groups = typeof $group_type === "string" ? { [$group_type]: $group_key } : ($groups ?? {});
  const own = Object.entries(others).filter(([name]) => !SDK_PROPERTIES.has(name));
  return {
    event,
    person: distinctId,
    groups: groups as Message["groups"],
    properties: Object.fromEntries(own),
  };
}

/**
 * Holds what happened against what should have: every answer of every helper, and every message, whole and in order.
 *
 * @returns what differs, a line each; empty when all is as planned.
 */
export function findDifferences(
  made: readonly MadeCall[],
  received: readonly ReceivedEvent[],
  plannedEvents: readonly string[],
): readonly string[] {
  const expected = made.flatMap(({ call }) =>
    call.outcome.kind === "accepted" ? call.outcome.messages : [],
  );
  const sent = new Set(expected.map(({ event }) => event));
  return [
    ...plannedEvents
      .filter((event) => !sent.has(event))
      .map((event) => `${event}: the demo does not send it`),
    ...made.flatMap((call) => findAnswerDifference(call)),
    ...received.flatMap((event) => (event.accepted ? [] : [`${event.event}: not accepted: ${event.reason}`])),
    ...Array.from({ length: Math.max(expected.length, received.length) }, (_, index) =>
      findMessageDifference(expected[index], received[index]),
    ).flat(),
  ];
}

function findAnswerDifference({ call, returned, refusal }: MadeCall): readonly string[] {
  const accepted = call.outcome.kind !== "refused";
  const [told, wanted] = [refusal, call.outcome.kind === "refused" ? call.outcome : undefined].map(
    (refused) => refused && `${refused.reason} (${refused.detail})`,
  );
  return [
    ...(returned === accepted ? [] : [`${call.name}: returned ${returned}, not ${accepted}`]),
    ...(told === wanted ? [] : [`${call.name}: refused for ${told}, not ${wanted}`]),
  ];
}

function findMessageDifference(
  wanted: Message | undefined,
  received: ReceivedEvent | undefined,
): readonly string[] {
  if (wanted === undefined) return [`${received?.event}: arrived, and should not have`];
  if (received === undefined) return [`${wanted.event}: did not arrive`];
  const { uuid, timestamp } = received;
  const got = { ...readMessage(received), ...(wanted.once !== undefined && { once: { uuid, timestamp } }) };
  if (isDeepStrictEqual(wanted, got)) return [];
  return [`${wanted.event}: arrived as ${JSON.stringify(got)}, not as ${JSON.stringify(wanted)}`];
}
