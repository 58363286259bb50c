/** For tests of code that calls the generated helpers: `tracking-plan/testing`. */
export { RefusedCallError } from "../runtime/refusal.ts";
export {
  createTestTracker,
  type InstalledTestTracker,
  installTestTracker,
  type TestEvent,
  type TestTracker,
  type TestTrackerOptions,
} from "./test-tracker.ts";
