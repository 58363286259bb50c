import { expect, test } from "vitest";
import { findingsIn, planFile } from "../audit-project.ts";

const PLAN = planFile("order_paid: { description: A customer paid. }", { only: ["ids-differ"] });

test("one event with ids of different kinds", async () => {
  const code = `import { PostHog } from "posthog-node";
const client = new PostHog("key");
declare const user: any;
client.capture({ event: "order_paid", distinctId: user.id });
client.capture({ event: "order_paid", distinctId: user.email });
client.capture({ event: "order_paid", distinctId: user.email });
client.capture({ event: "order_paid", distinctId: "system" });
client.capture({ event: "order_paid", distinctId: user.accountId });
`;
  expect(await findingsIn({ ...PLAN, "a.ts": code })).toEqual([
    "a.ts:5 ids-differ: `order_paid` is sent with ids of different kinds: one person becomes two. Pass the same kind of id everywhere.",
  ]);
});

const server = (id: string): string => `import { PostHog } from "posthog-node";
const client = new PostHog("key");
export const send = (user: any) => client.capture({ event: "order_paid", distinctId: ${id} });
`;

test("another kind on servers than in browsers", async () => {
  const page = `import posthog from "posthog-js";
export const named = (user: any) => posthog.identify(user.email);
`;
  expect(await findingsIn({ ...PLAN, "page.ts": page, "server.ts": server("user.id") })).toEqual([
    "server.ts:3 ids-differ: Servers send `user.id`, and browsers identify people by `user.email`: one person becomes two. Pass the same id on both sides.",
  ]);
  expect(await findingsIn({ ...PLAN, "page.ts": page, "server.ts": server("user.email") })).toEqual([]);
  expect(await findingsIn({ ...PLAN, "page.ts": page, "server.ts": server("user.cookie") })).toEqual([]);
});
