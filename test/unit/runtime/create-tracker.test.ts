import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { track } from "../../../src/runtime/calls.ts";
import type { EventDefinition, PlanContract } from "../../../src/runtime/definition.ts";
import type { Refusal } from "../../../src/runtime/refusal.ts";
import { configureTracking, sharedTracker } from "../../../src/runtime/create-tracker.ts";
import { startPostHogEndpoint } from "../../../src/endpoint/start.ts";
import { ANN, type CheckoutCompleted, checkoutCompleted, plan as shop } from "../../support/shop-plan.ts";
import { allDelivered } from "../../support/message-counts.ts";

const CHECKOUT = { checkout_type: "subscription", amount_usd: 50 } as const;

/** A plan of its own for each test, because the shared tracker outlives a test. */
let plan: PlanContract;
let definition: EventDefinition<CheckoutCompleted>;
let lines: string[];
let count = 0;

beforeEach(() => {
  count += 1;
  plan = { ...shop, name: `shared-${count}` };
  definition = { ...checkoutCompleted, plan };
  lines = [];
  vi.stubEnv("POSTHOG_API_KEY", undefined);
  vi.stubEnv("POSTHOG_HOST", undefined);
  vi.stubEnv("POSTHOG_DISABLED", undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

const log = (line: string): void => {
  lines.push(line);
};

test("one tracker for each plan name, also for another copy of the plan", () => {
  configureTracking(plan, { log });
  const other = { ...plan, name: `${plan.name}-other` };
  configureTracking(other, { log });
  const tracker = sharedTracker(plan);
  expect(sharedTracker({ ...plan })).toBe(tracker);
  expect(sharedTracker(other)).not.toBe(tracker);
});

test("another copy of this package finds it", async () => {
  configureTracking(plan, { log });
  vi.resetModules();
  const copy = await import("../../../src/runtime/create-tracker.ts");
  expect(copy.sharedTracker).not.toBe(sharedTracker);
  expect(copy.sharedTracker(plan)).toBe(sharedTracker(plan));
});

test("it is made from the environment when it is first asked for", () => {
  vi.stubEnv("POSTHOG_API_KEY", "phc_x");
  expect(sharedTracker(plan).stats().state).toBe("on");
});

test("without a key calls are checked, refused ones reported, and nothing is sent", () => {
  const refusals: Refusal[] = [];
  configureTracking(plan, { log, onRefused: (refusal) => refusals.push(refusal) });
  expect(track(definition, ANN, CHECKOUT)).toBe(false);
  expect(track(definition, ANN, { ...CHECKOUT, amount_usd: -1 })).toBe(false);
  expect(track(definition, "ann@example.com", CHECKOUT)).toBe(false);
  expect(refusals.map(({ reason }) => reason)).toEqual(["invalid_user_id"]);
  expect(lines).toEqual([
    `[tracking-plan] Tracking of ${plan.name} is off: POSTHOG_API_KEY is not set. Calls are checked, and nothing is sent.`,
    "[tracking-plan] checkout_completed breaks the plan: amount_usd: too_small. Tracking is off, so it is not sent.",
    "[tracking-plan] checkout_completed was refused, invalid_user_id: the user id was not accepted: email. Repeats are counted, not logged.",
  ]);
  expect(sharedTracker(plan).stats()).toMatchObject({
    state: "off",
    refused: { tracking_off: 2, invalid_user_id: 1 },
    violating: 0,
    duplicate: 0,
    unkeyed: 0,
    mismatched: 0,
    beforeSend: { dropped: 0, failed: 0 },
    events: { accepted: 0 },
  });
});

test("without a key the tracker is not ready, and flush and shutdown have nothing to do", async () => {
  configureTracking(plan, { log });
  const tracker = sharedTracker(plan);
  expect(await tracker.ready()).toBe(false);
  await tracker.flush();
  expect(await tracker.shutdown()).toEqual(allDelivered(0));
});

test("a malformed variable is said once", () => {
  vi.stubEnv("POSTHOG_API_KEY", "phc_x");
  vi.stubEnv("POSTHOG_HOST", "example.com");
  configureTracking(plan, { log });
  track(definition, ANN, CHECKOUT);
  track(definition, ANN, CHECKOUT);
  expect(lines).toEqual([
    "[tracking-plan] POSTHOG_HOST is not an address that begins with https://. Tracking is off.",
    `[tracking-plan] Tracking of ${plan.name} is off: the host is malformed. Calls are checked, and nothing is sent.`,
  ]);
});

test("configured before the first event, a tracker is replaced in silence", () => {
  configureTracking(plan, { log, disabled: true });
  configureTracking(plan, { log, apiKey: "phc_x" });
  expect(lines).toHaveLength(1);
  expect(sharedTracker(plan).stats().state).toBe("on");
});

test("configured later, the tracker in use is drained and replaced, and a line says so", async () => {
  const [first, second] = [await startPostHogEndpoint(), await startPostHogEndpoint()];
  configureTracking(plan, { log, apiKey: "phc_x", host: first.url });
  track(definition, ANN, CHECKOUT);
  const before = sharedTracker(plan);
  configureTracking(plan, { log, apiKey: "phc_x", host: second.url });
  expect(before.stats().state).toBe("closed");
  track(definition, ANN, CHECKOUT);
  await sharedTracker(plan).flush();
  expect([first.events.length, second.events.length]).toEqual([1, 1]);
  expect(lines).toEqual([
    `[tracking-plan] Tracking of ${plan.name} was configured after its first event. The old tracker is flushed and replaced.`,
  ]);
  await sharedTracker(plan).shutdown();
  await Promise.all([first.close(), second.close()]);
});

const fetch = async (): Promise<Response> => new Response('{"status":1}');

test("configured for each request, it says each thing once in a log", async () => {
  for (const requests of [1, 1, 0, 1]) {
    configureTracking(plan, { log, apiKey: "phc_x", fetch });
    for (let request = 0; request < requests; request += 1) track(definition, ANN, CHECKOUT);
    track(definition, { ok: false, reason: "blank" }, CHECKOUT);
  }
  expect(lines).toEqual([
    expect.stringContaining("was refused, invalid_user_id"),
    expect.stringContaining("was configured after its first event"),
  ]);
  const others: string[] = [];
  configureTracking(plan, { log: (line) => void others.push(line), apiKey: "phc_x", fetch });
  expect(others).toEqual([expect.stringContaining("was configured after its first event")]);
  await sharedTracker(plan).shutdown();
});
