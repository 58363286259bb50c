import { type Row, toRow } from "../../../src/inspector-page/row.ts";
import { writeShown } from "../../../src/observe/shown-event.ts";
import { NOON } from "../endpoint/make-captured.ts";

/** A row of the page's list, as it comes over the wire. */
export function makeRow(
  number: number,
  event = "order_placed",
  { distinctId = "user_1", properties = {}, faults = 0, sdk = "posthog-node" } = {},
): Row {
  return toRow(
    writeShown(number, {
      event: {
        event,
        distinctId,
        uuid: `0190-${number}`,
        properties,
        receivedAt: NOON,
        raw: undefined,
        accepted: true,
      },
      kind: event.startsWith("$") ? "posthog" : event === "order_placed" ? "planned" : "unplanned",
      side: "server",
      sdk,
      planned: event === "order_placed" ? event : undefined,
      faults: Array.from({ length: faults }, () => ({ code: "event-breaks-plan", message: "It is wrong." })),
    }),
  );
}
