import { afterEach, beforeEach, expect, test } from "vitest";
import { uniqueEvents } from "../../src/endpoint/deduplicate.ts";
import type { Answer, ReceivedRequest } from "../../src/endpoint/received.ts";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { createTracker } from "../../src/runtime/create-tracker.ts";
import type { Tracker } from "../../src/runtime/tracker.ts";
import { ANN, creditsBought, invoicePaid, plan } from "../support/shop-plan.ts";
import { runChild } from "../support/run-child.ts";

/** What is sent again counts once: within one process, in several, and after a loss. */

const PAID_AT = new Date("2026-03-01T23:59:59.000Z");
const INVOICE = {
  invoice_id: "in_1",
  amount_usd: 50,
  paid_tier: "pro",
  organization_id: "org_1",
} as const;

/** What the endpoint answers instead of taking the events; each answer is given once. */
let faults: { readonly on?: string; readonly answer: Answer }[];
let endpoint: PostHogEndpoint;

beforeEach(async () => {
  faults = [];
  endpoint = await startPostHogEndpoint({ intercept: takeFault });
});

function takeFault({ body }: ReceivedRequest): Answer | undefined {
  const [fault] = faults;
  if (fault === undefined || !JSON.stringify(body).includes(fault.on ?? "")) return undefined;
  return faults.shift()?.answer;
}

afterEach(async () => {
  await endpoint.close();
});

function makeTracker(): Tracker {
  return createTracker(plan, { apiKey: "phc_x", host: endpoint.url, log: () => {} });
}

function pay(tracker: Tracker): boolean {
  return tracker.track(invoicePaid, ANN, INVOICE, { timestamp: PAID_AT });
}

function names(): readonly string[] {
  return endpoint.events.map(({ event }) => event);
}

test("sixty deliveries of a webhook in each of two processes are one event each for PostHog", async () => {
  const variables = { POSTHOG_API_KEY: "phc_x", POSTHOG_HOST: endpoint.url };
  const program = "test/e2e/programs/take-webhook.ts";
  const runs = await Promise.all([
    runChild(program, variables, ["60"]),
    runChild(program, variables, ["60"]),
  ]);
  for (const { code, stdout } of runs) {
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      refused: {},
      duplicate: 3 * 59,
      events: { accepted: 3, delivered: 3, lost: 0 },
      groupUpdates: { accepted: 1, delivered: 1, lost: 0 },
    });
  }
  expect(endpoint.events).toHaveLength(8);
  const unique = uniqueEvents(endpoint.events);
  expect(unique.map(({ event, properties }) => [event, properties["idempotency_key"]]).toSorted()).toEqual([
    ["$groupidentify", undefined],
    ["payment_succeeded", "evt_1"],
    ["payment_succeeded", "evt_2"],
    ["subscription_created", undefined],
  ]);
});

test("two payments in one second are two that differ in more than their uuid, and a repeat by another tracker is the same", async () => {
  const trackers = [makeTracker(), makeTracker()];
  for (const tracker of trackers) {
    for (const idempotencyKey of ["evt_1", "evt_2"]) {
      tracker.track(creditsBought, ANN, { amount_usd: 5 }, { timestamp: PAID_AT, idempotencyKey });
    }
    await tracker.shutdown();
  }
  const [first, second, ...repeats] = endpoint.events.map(({ raw }) => raw);
  expect(repeats).toEqual([first, second]);
  expect(uniqueEvents(endpoint.events)).toHaveLength(2);
  expect(first).not.toEqual({ ...(second as object), uuid: (first as { readonly uuid: string }).uuid });
});

test("a lost event is forgotten, so that a repeat of it is sent", async () => {
  faults = [{ answer: { status: 401 } }];
  const tracker = makeTracker();
  expect(pay(tracker)).toBe(true);
  await tracker.flush();
  expect(tracker.stats()).toMatchObject({ events: { lost: 1 }, groupUpdates: { lost: 1 } });
  expect(pay(tracker)).toBe(true);
  await tracker.flush();
  expect(names()).toEqual(["invoice_paid", "$groupidentify"]);
  expect(pay(tracker)).toBe(true);
  await tracker.shutdown();
  expect(names()).toEqual(["invoice_paid", "$groupidentify"]);
  expect(tracker.stats()).toMatchObject({
    duplicate: 1,
    events: { accepted: 2, delivered: 1, lost: 1 },
    groupUpdates: { accepted: 2, delivered: 1, lost: 1 },
  });
});

test("an event that still waits is not queued again", async () => {
  faults = [{ answer: { status: 503 } }];
  const tracker = makeTracker();
  for (let repeat = 0; repeat < 60; repeat += 1) expect(pay(tracker)).toBe(true);
  expect(tracker.stats()).toMatchObject({ duplicate: 59, events: { accepted: 1, queued: 1 } });
  await tracker.shutdown();
  expect(names()).toEqual(["invoice_paid", "$groupidentify"]);
});

test("what an event sets on its group is sent again when only that was lost", async () => {
  // Too large: the two messages are sent one by one, and the second is refused.
  faults = [{ answer: { status: 413 } }, { on: '"$groupidentify"', answer: { status: 400 } }];
  const tracker = makeTracker();
  pay(tracker);
  await tracker.flush();
  expect(names()).toEqual(["invoice_paid"]);
  pay(tracker);
  await tracker.shutdown();
  expect(names()).toEqual(["invoice_paid", "$groupidentify"]);
  expect(tracker.stats()).toMatchObject({
    duplicate: 1,
    events: { accepted: 1, delivered: 1 },
    groupUpdates: { accepted: 2, delivered: 1, lost: 1 },
  });
});
