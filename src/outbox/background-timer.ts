import { startTimer } from "../runtime/delivery/timing.ts";

export type Timer = ReturnType<typeof setTimeout>;

/** Does work after so many milliseconds. The timer keeps no process alive. */
export function startInBackground(work: () => void, ms: number): Timer {
  const timer = startTimer(work, ms);
  timer.unref?.();
  return timer;
}
