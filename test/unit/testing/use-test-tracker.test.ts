import { afterEach as afterEachTest, expect, test } from "vitest";
import { configureTracking, sharedTracker } from "../../../src/runtime/create-tracker.ts";
import { track } from "../../../src/runtime/calls.ts";
import type { TestTracker, TestTrackerOptions } from "../../../src/testing/test-tracker.ts";
import { useTestTracker } from "../../../src/testing/use-test-tracker.ts";
import { ANN, checkoutCompleted, plan } from "../../support/shop-plan.ts";

const CHECKOUT = { checkout_type: "credits", amount_usd: 5 } as const;

configureTracking(plan, { disabled: true, log: () => {} });
const SHARED = sharedTracker(plan);

afterEachTest(() => {
  if (sharedTracker(plan) !== SHARED) throw new Error("The shared tracker was not put back.");
});

/** A tracker with the hooks of a framework whose tests are functions. */
function makeFramework(options?: TestTrackerOptions): {
  readonly tracker: TestTracker;
  readonly runTest: (run: () => void) => void;
} {
  const [before, after]: (() => void)[][] = [[], []];
  const tracker = useTestTracker(
    plan,
    { beforeEach: (run) => before!.push(run), afterEach: (run) => after!.push(run) },
    options,
  );
  const runTest = (run: () => void): void => {
    for (const hook of before!) hook();
    try {
      run();
    } finally {
      for (const hook of after!) hook();
    }
  };
  return { tracker, runTest };
}

test("each test has a tracker of its own, which code under test calls unknowingly", () => {
  const { tracker, runTest } = makeFramework();
  runTest(() => {
    expect(track(checkoutCompleted, ANN, CHECKOUT)).toBe(true);
    expect(tracker.events.map(({ event }) => event)).toEqual(["checkout_completed"]);
  });
  runTest(() => {
    expect(tracker.events).toEqual([]);
    track(checkoutCompleted, ANN, CHECKOUT, { tracker });
    expect(tracker.stats()).toMatchObject({ events: { accepted: 1 } });
  });
});

test("a test that shuts tracking down leaves a tracker that works to the next", () => {
  const { runTest } = makeFramework();
  runTest(() => void sharedTracker(plan).shutdown());
  runTest(() => expect(track(checkoutCompleted, ANN, CHECKOUT)).toBe(true));
});

test("a refusal fails the test, even where what was thrown was caught", () => {
  const { runTest } = makeFramework();
  expect(() =>
    runTest(() => {
      expect(() => track(checkoutCompleted, "ann@example.com", CHECKOUT)).toThrow("invalid_user_id");
      expect(() => track(checkoutCompleted, ANN, { ...CHECKOUT, amount_usd: -1 })).toThrow("too_small");
    }),
  ).toThrow(
    `2 calls broke the tracking plan in this test:
  checkout_completed, invalid_user_id: the user id was not accepted: email
  checkout_completed, invalid_properties: amount_usd: too_small
If it is expected, use expect(tracker).toHaveRefused(…) or tracker.clear().`,
  );
});

test("so does a violation that is only reported", () => {
  const { runTest } = makeFramework({ violations: "report" });
  expect(() => runTest(() => void track(checkoutCompleted, ANN, { ...CHECKOUT, amount_usd: -1 }))).toThrow(
    `1 call broke the tracking plan in this test:
  checkout_completed, sent with violations: amount_usd: too_small
If it is expected, use expect(tracker).toHaveRefused(…) or tracker.clear().`,
  );
});

test("what the test takes as meant, or forgets, fails nothing", () => {
  const { tracker, runTest } = makeFramework({ refusals: "record" });
  runTest(() => {
    track(checkoutCompleted, "ann@example.com", CHECKOUT);
    expect(tracker.refusals).toHaveLength(1);
    tracker.accountFor(tracker.refusals);
  });
  runTest(() => {
    track(checkoutCompleted, "ann@example.com", CHECKOUT);
    tracker.clear();
  });
});

test("between tests there is no tracker", () => {
  const { tracker } = makeFramework();
  expect(() => tracker.events).toThrow("The tracker of useTestTracker exists only while a test runs.");
});
