import { describe, expect, test } from "vitest";
import type { Answer } from "../../scripts/posthog-endpoint/received.ts";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../scripts/posthog-endpoint/start.ts";
import { createTracker } from "../../src/runtime/create-tracker.ts";
import type { Tracker } from "../../src/runtime/tracker.ts";
import { ANN, orderShipped, plan } from "../support/shop-plan.ts";

/** The real posthog-node against a server that does not take the events. */

interface Setup {
  readonly endpoint: PostHogEndpoint;
  readonly tracker: Tracker;
  readonly lines: string[];
  readonly end: () => Promise<void>;
}

/** The first requests get these answers, in this order; the others are taken. */
async function setUp(answers: readonly Answer[]): Promise<Setup> {
  const left = [...answers];
  const lines: string[] = [];
  const endpoint = await startPostHogEndpoint({ intercept: () => left.shift() });
  const tracker = createTracker(plan, {
    apiKey: "phc_x",
    host: endpoint.url,
    log: (line) => lines.push(line),
  });
  return { endpoint, tracker, lines, end: () => endpoint.close() };
}

function trackOrders(tracker: Tracker, count: number): void {
  for (let order = 0; order < count; order += 1) {
    tracker.track(orderShipped, ANN, { note: `order ${order}` });
  }
}

test("ready loads posthog-node before the first event", async () => {
  const { endpoint, tracker, end } = await setUp([]);
  expect(await tracker.ready()).toBe(true);
  trackOrders(tracker, 1);
  await tracker.flush();
  expect(endpoint.events).toHaveLength(1);
  await tracker.shutdown();
  await end();
});

describe("an answer that loses the events", () => {
  test.each([301, 302, 307, 400, 401, 404])("%i is counted and said once", async (status) => {
    const headers = { location: "/elsewhere" };
    const { endpoint, tracker, lines, end } = await setUp([{ status, headers }]);
    trackOrders(tracker, 3);
    await tracker.flush();
    expect(tracker.stats().events).toEqual({
      accepted: 3,
      delivered: 0,
      lost: 3,
      lostBy: { [`http_${status}`]: 3 },
      waiting: 0,
    });
    expect(lines).toEqual([
      `[tracking-plan] order_shipped was lost: http_${status}. More of this kind will be counted, not logged.`,
    ]);
    expect(endpoint.requests.map(({ path }) => path)).toEqual(["/batch/"]);
    await tracker.shutdown();
    await end();
  });
});

test("a request that is too large is halved until it fits", async () => {
  const { endpoint, tracker, end } = await setUp([{ status: 413 }]);
  trackOrders(tracker, 4);
  await tracker.flush();
  expect(endpoint.requests).toHaveLength(3);
  expect(tracker.stats().events).toMatchObject({ delivered: 4, lost: 0, waiting: 0 });
  await tracker.shutdown();
  await end();
});

test("a server that cannot answer now gets the events later", async () => {
  const { endpoint, tracker, end } = await setUp([{ status: 503 }]);
  trackOrders(tracker, 2);
  await tracker.flush();
  expect(endpoint.requests).toHaveLength(2);
  expect(tracker.stats().events).toMatchObject({ delivered: 2, lost: 0, waiting: 0 });
  await tracker.shutdown();
  await end();
});

test("what cannot be sent before the time for shutting down is over is lost, and reported", async () => {
  const endpoint = await startPostHogEndpoint({ intercept: () => new Promise<never>(() => {}) });
  const tracker = createTracker(plan, { apiKey: "phc_x", host: endpoint.url, log: () => {} });
  trackOrders(tracker, 2);
  const started = Date.now();
  expect(await tracker.shutdown({ timeoutMs: 200 })).toEqual({
    delivered: 0,
    lost: 2,
    lostBy: { shut_down: 2 },
  });
  expect(Date.now() - started).toBeLessThan(2000);
  expect(endpoint.events).toEqual([]);
  await endpoint.close();
});

test("one event too many in a burst is refused, not dropped in silence", async () => {
  const { endpoint, tracker, end } = await setUp([]);
  trackOrders(tracker, 10_001);
  await tracker.flush();
  expect(tracker.stats().events).toEqual({
    accepted: 10_000,
    delivered: 10_000,
    lost: 0,
    lostBy: {},
    waiting: 0,
  });
  expect(tracker.stats().refused).toEqual({ queue_full: 1 });
  expect(endpoint.events).toHaveLength(10_000);
  await tracker.shutdown();
  await end();
});
