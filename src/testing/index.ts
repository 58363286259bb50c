/** For tests of code that calls the generated helpers: `tracking-plan/testing`. */
export { RefusedCallError } from "../runtime/refusal.ts";
export type { Expected, ExpectedContext, ExpectedProperties, ValueMatcher } from "./compare-event.ts";
export { type TrackingMatchers, trackingMatchers } from "./matchers.ts";
export {
  createTestTracker,
  type InstalledTestTracker,
  installTestTracker,
  type TestEvent,
  type TestTracker,
  type TestTrackerOptions,
} from "./test-tracker.ts";
export { type TestHooks, useTestTracker } from "./use-test-tracker.ts";
