import type { Message } from "../message.ts";
import type { BeforeSend, OutgoingMessage } from "../options.ts";
import { copyPlain } from "../properties/plain-copy.ts";
import { isTooLarge } from "./draft.ts";

/** Why `beforeSend` left no message: it returned `null`, or it failed. */
type NotSent = "dropped" | "failed";

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
