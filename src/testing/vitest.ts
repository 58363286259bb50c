/**
 * For tests with vitest: `tracking-plan/testing/vitest`. Importing it adds the matchers to `expect`, and their types.
 *
 * @example
 * import { useTestTracker } from "tracking-plan/testing/vitest";
 * import { checkoutCompletedEvent, plan } from "./generated/index.js";
 *
 * const tracker = useTestTracker(plan);
 *
 * test("a checkout is tracked", async () => {
 *   await completeCheckout();
 *   expect(tracker).toHaveTracked(checkoutCompletedEvent, { amount_usd: 50 });
 * });
 */
import { afterEach, beforeEach, expect } from "vitest";
import type { PlanContract } from "../runtime/definition.ts";
import { trackingMatchers, type TrackingMatchers } from "./matchers.ts";
import type { TestTracker, TestTrackerOptions } from "./test-tracker.ts";
import { useTestTracker as useWithHooks } from "./use-test-tracker.ts";

declare module "vitest" {
  // oxlint-disable-next-line typescript/no-empty-object-type -- an interface is what can be added to
  interface Matchers<T> extends TrackingMatchers<void, T> {}
}

expect.extend(trackingMatchers);

/**
 * Replaces the plan's shared tracker with a new one for each test, and fails a test in which a call was refused or broke the
 * plan, even if the code under test caught the exception. The returned object delegates to the tracker of the current test.
 *
 * Call it at the top of a test file or in a `describe`. Concurrent tests (`test.concurrent`) share a tracker; pass them
 * trackers from `createTestTracker` as `options.tracker` instead.
 */
export function useTestTracker<Person extends object, Common extends object>(
  plan: PlanContract<Person, Common>,
  options?: TestTrackerOptions<Common>,
): TestTracker<Person, Common> {
  return useWithHooks(
    plan,
    { beforeEach: (run) => beforeEach(run), afterEach: (run) => afterEach(run) },
    options,
  );
}
