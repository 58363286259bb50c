import { TIMING, type Timing } from "../../../../src/runtime/delivery/timing.ts";

/** Timing by the global timers and `Date`, which fake timers replace: delivery itself keeps the real ones. */
export const FAKE_TIMING: Timing = {
  ...TIMING,
  now: () => Date.now(),
  startTimer: ((callback: () => void, ms: number) => setTimeout(callback, ms)) as typeof setTimeout,
  stopTimer: (timer) => clearTimeout(timer),
  random: () => 0,
};
