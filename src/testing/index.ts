/** For tests of code that calls the generated helpers: `tracking-plan/testing`. */
export {
  createTestTracker,
  type InstalledTestTracker,
  installTestTracker,
  type TestEvent,
  type TestTracker,
  type TestTrackerOptions,
} from "./test-tracker.ts";
