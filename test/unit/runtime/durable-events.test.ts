import { expect, test } from "vitest";
import { track } from "../../../src/runtime/calls.ts";
import { createTracker } from "../../../src/runtime/create-tracker.ts";
import type { Refusal } from "../../../src/runtime/refusal.ts";
import { MemoryOutbox } from "../../support/memory-outbox.ts";
import { ANN, invoicePaid, plan, withRules } from "../../support/shop-plan.ts";

const PAID_AT = new Date();
const durable = withRules(invoicePaid, { durable: true });
const INVOICE = { invoice_id: "in_1", amount_usd: 50, paid_tier: "pro", organization_id: "org_1" } as const;

function setUp(outbox?: MemoryOutbox): {
  readonly tracker: ReturnType<typeof createTracker>;
  readonly lines: string[];
  readonly refusals: Refusal[];
} {
  const lines: string[] = [];
  const refusals: Refusal[] = [];
  const tracker = createTracker(plan, {
    apiKey: "phc_x",
    host: "http://posthog.example",
    fetch: async () => Response.json({ status: "Ok" }),
    log: (line) => lines.push(line),
    onRefused: (refusal) => refusals.push(refusal),
    outbox,
  });
  return { tracker, lines, refusals };
}

test("a durable event and its group update are in the outbox when the helper returns, and only they", async () => {
  const outbox = new MemoryOutbox(false);
  const { tracker } = setUp(outbox);
  expect(track(invoicePaid, ANN, INVOICE, { tracker, timestamp: PAID_AT })).toBe(true);
  expect(outbox.uuids).toEqual([]);
  const other = { ...INVOICE, invoice_id: "in_2" };
  expect(track(durable, ANN, other, { tracker, timestamp: PAID_AT })).toBe(true);
  expect([outbox.uuids.length, outbox.sizes]).toEqual([2, [2]]);
  expect(track(durable, ANN, other, { tracker, timestamp: PAID_AT })).toBe(true);
  expect(tracker.stats()).toMatchObject({
    duplicate: 1,
    events: { accepted: 1 },
    durable: { accepted: 2, stored: 2, waitingForStore: 0 },
  });
  await tracker.shutdown();
  expect(outbox.uuids).toEqual([]);
  expect(tracker.stats()).toMatchObject({ events: { delivered: 1 }, durable: { claimed: 2, delivered: 2 } });
});

test("an outbox that refuses refuses the call", async () => {
  const outbox = new MemoryOutbox(false);
  outbox.answer = { kind: "refused", reason: "store_full" };
  const { tracker, refusals } = setUp(outbox);
  expect(track(durable, ANN, INVOICE, { tracker, timestamp: PAID_AT })).toBe(false);
  expect(refusals).toMatchObject([
    { reason: "store_full", detail: "the outbox has reached its greatest size" },
  ]);
  await tracker.shutdown({ timeoutMs: 1 });
});

test("without an outbox durable events are sent like others, and one line says so", async () => {
  const { tracker, lines } = setUp();
  for (const invoice_id of ["in_1", "in_2"]) {
    expect(track(durable, ANN, { ...INVOICE, invoice_id }, { tracker, timestamp: PAID_AT })).toBe(true);
  }
  expect(await tracker.shutdown()).toMatchObject({ lost: 0 });
  expect(lines).toEqual([
    "[tracking-plan] Durable events are held in memory only, because the option outbox is not set.",
  ]);
  expect(tracker.stats()).not.toHaveProperty("durable");
});
