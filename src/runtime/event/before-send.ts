import { IGNORE_SENT_AT, type Message, PROCESS_PROFILE } from "../message.ts";
import type { BeforeSend, OutgoingMessage } from "../options.ts";
import type { PlainValue } from "../../portable/values.ts";
import { copyPlain } from "../properties/plain-copy.ts";
import { isTooLarge } from "./draft.ts";

/** Why `beforeSend` left no message: it returned `null`, or it failed. */
type NotSent = "dropped" | "failed";

/**
 * Properties that say whom and which group a message is about, and when it happened. They stay as they are: PostHog would move the
 * message to another person, group or day.
 */
const FIXED = [
  IGNORE_SENT_AT,
  PROCESS_PROFILE,
  "$group_key",
  "$group_type",
  "$groups",
  "distinct_id",
  "token",
] as const;

/**
 * Applies the option `beforeSend` to a finished message. Only changes of the properties count. Never throws: when the function throws,
 * returns something else than properties or `null`, or returns properties that cannot be sent, the message is not sent unchecked.
 */
export function applyBeforeSend(beforeSend: BeforeSend, message: Message): Message | NotSent {
  try {
    const result: unknown = beforeSend(copyOf(message));
    if (result === null) return "dropped";
    const left = (result as OutgoingMessage).properties as unknown;
    if (left === undefined) {
      // A promise whose rejection nobody handles would end the process.
      void Promise.resolve(result).catch(() => {});
      return "failed";
    }
    const { properties, violations, size } = copyPlain(left, undefined);
    for (const name of FIXED) {
      const fixed = message.properties[name];
      if (fixed === undefined) delete properties[name];
      else properties[name] = fixed as PlainValue;
    }
    const changed = { ...message, properties };
    return violations.length > 0 || isTooLarge(changed, size) ? "failed" : changed;
  } catch {
    return "failed";
  }
}

/** A copy for the function, so that changing it cannot change the message. */
function copyOf({ properties, groups, timestamp, ...rest }: Message): OutgoingMessage {
  return {
    ...rest,
    timestamp: new Date(timestamp),
    properties: copyPlain(properties, undefined).properties,
    ...(groups !== undefined && { groups: { ...groups } }),
  };
}
