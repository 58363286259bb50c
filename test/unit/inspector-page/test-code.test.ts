import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as analytics from "../../../generated/index.ts";
import { testCodeOf } from "../../../src/inspector-page/test-code.ts";
import { definitionsOf } from "../../../src/observe/definitions.ts";
import { readShown } from "../../../src/observe/shown-event.ts";
import { createTestTracker, trackingMatchers } from "../../../src/testing/index.ts";
import { readPlanText } from "../../support/bundle-generated.ts";
import { ROOT } from "../../support/command-line.ts";
import { makeRow } from "./make-row.ts";

const DEFINITIONS = {
  order_placed: {
    definition: "orderPlacedEvent",
    properties: ["tier", "Order Total", "lines", "missing", "__proto__"],
  },
};

test("has what the plan knows of an event, and whose it is", () => {
  const properties = JSON.parse(
    String.raw`{"tier":"</script>\n","Order Total":50,"lines":[{"sku":"a"},null],"other":1,"$lib":"web","$groups":{"team":"t1"},"__proto__":true}`,
  ) as Record<string, unknown>;
  const code = testCodeOf(readShown(makeRow(1, "order_placed", { properties }).line), DEFINITIONS);
  expect(code).toBe(String.raw`expect(tracker).toHaveTracked(
  orderPlacedEvent,
  {
    tier: "\u003c/script>\u000a",
    "Order Total": 50,
    lines: [{
      sku: "a",
    }, null],
    ["__proto__"]: true,
  },
  {
    user: "user_1",
    groups: {
      team: "t1",
    },
  },
);`);
});

test("names what it was sent as under a former name", () => {
  const event = { ...readShown(makeRow(1).line), event: "order_made" };
  expect(testCodeOf(event, DEFINITIONS)).toContain('sentAs: "order_made"');
});

test("is a test that passes with what the real helpers record", () => {
  const plan = readPlanText(readFileSync(join(ROOT, "tracking-plan.yaml"), "utf8"));
  const tracker = createTestTracker(analytics.plan);
  analytics.trackPaymentSucceeded(
    analytics.userId("user_5b0e7c1e-93d2-4f6a-8a57-1d0c2b9f4e63"),
    { amount_usd: 50, organization_id: "org_456" },
    { tracker, timestamp: new Date(), idempotencyKey: "evt_1" },
  );
  const [{ event, distinctId, properties, groups }] = tracker.events as [(typeof tracker.events)[number]];
  const recorded = makeRow(1, event, { distinctId, properties: { ...properties, $groups: groups } });
  const code = testCodeOf({ ...readShown(recorded.line), planned: event }, definitionsOf(plan)) ?? "";
  expect(code).toContain("paymentSucceededEvent");
  const run = (text: string): void =>
    new Function("expect", "tracker", "paymentSucceededEvent", text)(
      expect,
      tracker,
      analytics.paymentSucceededEvent,
    );
  expect.extend(trackingMatchers);
  run(code);
  expect(() => run(code.replace("org_456", "org_457"))).toThrow("payment_succeeded was tracked once, with");
});

test.each(["other", "constructor", "$pageview"])("is none for %s", (name) => {
  const event = { ...readShown(makeRow(1, name).line), planned: name };
  expect(testCodeOf(event, DEFINITIONS)).toBeUndefined();
});
