import { expect, test } from "vitest";
import { findingsIn, planFile } from "../audit-project.ts";

const only = ["event-not-sent"];
const PLAN = planFile(
  `order_paid: { description: A customer paid. }
order_sent: { description: An order is on its way. }
order_idea: { description: An idea., status: planned }
order_old: { description: An old one., status: deprecated, deprecated: { reason: Old. } }`,
  { only },
);

test("a live event that no code sends is reported, planned and deprecated ones are not", async () => {
  const code = `import { trackOrderSent } from "./generated/index.js";\ntrackOrderSent("user_1", {});\n`;
  expect(await findingsIn({ ...PLAN, "a.ts": code })).toEqual([
    "tracking-plan.yaml:6 event-not-sent: No code sends `order_paid`. Call `trackOrderPaid`, or set `status: planned`, or remove the event.",
  ]);
});

test("a name made at run time may be that of the event", async () => {
  const code = `import posthog from "posthog-js";
export const sent = (what: string) => posthog.capture(\`order_\${what}\`);
export const other = (what: string) => posthog.capture(\`invoice_\${what}\`);
`;
  const may =
    "A call with a name made at run time may send it. If none does, remove the event or set `status: planned`.";
  expect(await findingsIn({ ...PLAN, "a.ts": code })).toEqual([
    `tracking-plan.yaml:6 event-not-sent: Possibly: No code sends \`order_paid\`. ${may}`,
    `tracking-plan.yaml:7 event-not-sent: Possibly: No code sends \`order_sent\`. ${may}`,
  ]);
});
