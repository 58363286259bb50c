import { expect, test } from "vitest";
import { findingsIn, planFile } from "../audit-project.ts";

test("an event that the other side sends is reported, one of both sides or of an unknown side is not", async () => {
  const plan = planFile(
    `order_paid: { description: A customer paid., source: server }
page_seen: { description: Somebody saw a page., source: client }
link_used: { description: Somebody used a link., source: both, owner_side: server, idempotency: { key: once, at: The click. } }`,
    { only: ["wrong-side"] },
  );
  const page = `import posthog from "posthog-js";
posthog.capture("order_paid");
posthog.capture("page_seen");
posthog.capture("link_used");
`;
  const server = `import { PostHog } from "posthog-node";
const client = new PostHog("key");
export const send = (distinctId: string) => {
  client.capture({ distinctId, event: "order_paid" });
  client.capture({ distinctId, event: "page_seen" });
  client.capture({ distinctId, event: "link_used" });
};
`;
  expect(await findingsIn({ ...plan, "page.ts": page, "server.ts": server })).toEqual([
    "page.ts:2 wrong-side: `order_paid` is sent from a browser or an app, but the plan has `source: server`. Send it from the other side, or set `source: client` or `source: both`.",
    "server.ts:5 wrong-side: `page_seen` is sent from a server, but the plan has `source: client`. Send it from the other side, or set `source: server` or `source: both`.",
  ]);
});

test("the side of a wrapper that the plan names is not known", async () => {
  const plan = planFile("page_seen: { description: Somebody saw a page., source: client }", {
    only: ["wrong-side"],
  });
  const named = plan["tracking-plan.yaml"]?.replace(
    "audit: {",
    "audit: { wrappers: [{ name: emit, event: 0 }],",
  );
  const code = `declare const bus: any;\nbus.emit("page_seen");\n`;
  expect(await findingsIn({ "tracking-plan.yaml": named ?? "", "a.ts": code })).toEqual([]);
});
