import { expect, test } from "vitest";
import { findingsIn, planFile } from "../audit-project.ts";

test("deprecated and planned events that code sends are reported, once each", async () => {
  const plan = planFile(
    `order_old:
  description: An old one.
  status: deprecated
  deprecated: { use: order_paid, since: 2026-01-01, reason: It had no amount. }
order_idea: { description: An idea., status: planned }
order_paid: { description: A customer paid. }`,
    { only: ["deprecated-event-sent", "planned-event-sent", "bypassing-call"] },
  );
  const code = `import { PostHog } from "posthog-node";
import { trackOrderOld, trackOrderPaid } from "./generated/index.js";
const client = new PostHog("key");
trackOrderOld("user_1", {});
trackOrderPaid("user_1", {});
export const send = (user: { id: string }) => {
  client.capture({ distinctId: user.id, event: "order_old" });
  client.capture({ distinctId: user.id, event: "order_idea" });
};
export const guess = (thing: any, user: { id: string }) => thing.posthog.capture({ distinctId: user.id, event: "order_idea" });
`;
  const old =
    "deprecated-event-sent: `order_old` is deprecated since 2026-01-01: It had no amount. Send `order_paid` in its place.";
  const idea =
    "`order_idea` is sent, but has `status: planned`. Remove `status: planned` from the event and use its helper.";
  expect(await findingsIn({ ...plan, "a.ts": code })).toEqual([
    `a.ts:4 ${old}`,
    `a.ts:7 ${old}`,
    `a.ts:8 planned-event-sent: ${idea}`,
    `a.ts:10 planned-event-sent: Possibly: ${idea}`,
  ]);
});
