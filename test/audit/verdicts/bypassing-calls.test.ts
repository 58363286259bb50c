import { expect, test } from "vitest";
import { findingsIn, planFile } from "../audit-project.ts";

test("a planned event that is sent beside its helper is reported, directly and through a wrapper", async () => {
  const plan = planFile("order_paid: { description: A customer paid. }", {
    only: ["bypassing-call", "dynamic-event-name"],
  });
  const code = `import { PostHog } from "posthog-node";
import { trackOrderPaid } from "./generated/index.js";
const client = new PostHog("key");
trackOrderPaid("user_1", {});
function report(event: string, distinctId: string) {
  client.capture({ distinctId, event });
}
export const send = (user: { id: string }, flag: boolean, rest: string) => {
  client.captureImmediate({ distinctId: user.id, event: "order_paid" });
  report("order_paid", user.id);
  report(flag ? "order_paid" : rest, user.id);
  report(rest, user.id);
};
export const guess = (thing: any, user: { id: string }) => thing.posthog.capture({ distinctId: user.id, event: "order_paid" });
`;
  const end = "not by its helper: nothing checks its properties or id. Call `trackOrderPaid`.";
  const dynamic = "Call one helper per event, so that the plan covers it.";
  expect(await findingsIn({ ...plan, "a.ts": code })).toEqual([
    `a.ts:9 bypassing-call: \`order_paid\` is sent by \`captureImmediate\`, ${end}`,
    `a.ts:10 bypassing-call: \`order_paid\` is sent through \`report\`, ${end}`,
    `a.ts:11 dynamic-event-name: Another name of the event is made at run time: \`rest\`. ${dynamic}`,
    `a.ts:11 bypassing-call: \`order_paid\` is sent through \`report\`, ${end}`,
    `a.ts:12 dynamic-event-name: The event's name is made at run time: \`rest\`. ${dynamic}`,
    `a.ts:14 bypassing-call: Possibly: \`order_paid\` is sent by \`capture\`, ${end}`,
  ]);
});
