import { GROUP_IDENTIFY, IGNORE_SENT_AT, type Message } from "../message.ts";
import { Refused } from "../refusal.ts";
import { toGroupProperties } from "./draft-update.ts";
import type { Draft } from "./draft.ts";

/** PostHog refuses events over 1,000,000 bytes, and adds to them before it measures again. */
const MAX_EVENT_BYTES = 900_000;

/** Below this size a message cannot come near the limit, whatever its characters and derived parts. */
const SURELY_SMALL = 20_000;

/**
 * The messages of a draft: the event itself, and one for each group that it sets properties of. Each has a uuid of its
 * own; where the event has a key, the same at each repeat.
 *
 * @throws Refused when one is larger than PostHog takes.
 */
export function finishDraft(draft: Draft, timestamp: Date): readonly [Message, ...Message[]] {
  const { event, distinctId, properties, groups, groupUpdates, key } = draft;
  const uuidOf = (name: string, ...context: readonly string[]): string =>
    key === undefined ? randomUuid() : draft.plan.eventUuid(name, distinctId, [...context, ...key.parts]);
  const own = { event, distinctId, properties, timestamp, uuid: uuidOf(event) };
  const messages: [Message, ...Message[]] = [Object.keys(groups).length > 0 ? { ...own, groups } : own];
  for (const update of groupUpdates) {
    messages.push({
      event: GROUP_IDENTIFY,
      distinctId,
      properties: { ...toGroupProperties(update), ...(key !== undefined && { [IGNORE_SENT_AT]: true }) },
      timestamp,
      uuid: uuidOf(GROUP_IDENTIFY, event, update.type),
    });
  }
  if (draft.size > SURELY_SMALL) messages.forEach(checkSize);
  return messages;
}

/** A random uuid. Node glues one together of twenty strings; reading a character makes it one, of a tenth of the size. */
function randomUuid(): string {
  const uuid = crypto.randomUUID();
  uuid.charCodeAt(0);
  return uuid;
}

function checkSize({ properties }: Message): void {
  const bytes = new TextEncoder().encode(JSON.stringify(properties)).length;
  if (bytes > MAX_EVENT_BYTES) {
    throw new Refused("too_large", `it has ${bytes} bytes, and PostHog takes ${MAX_EVENT_BYTES} at most`);
  }
}
