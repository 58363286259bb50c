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
 * Gives each test a tracker of its own in the place of the plan's shared one, and fails a test in which a call was refused or
 * broke the plan, even where the code under test caught what was thrown. What is returned stands for the tracker of the
 * test that runs.
 *
 * Call it at the top of a test file or in a `describe`. Tests that run at once (`test.concurrent`) share one; give them
 * trackers of `createTestTracker` as `options.tracker`.
 */
export function useTestTracker<Person extends object>(
  plan: PlanContract<Person>,
  options?: TestTrackerOptions,
): TestTracker<Person> {
  return useWithHooks(
    plan,
    { beforeEach: (run) => beforeEach(run), afterEach: (run) => afterEach(run) },
    options,
  );
}
