/** What is to run when the process is about to end by itself; one listener serves all trackers. */
const flushes = new Set<() => Promise<void>>();

/**
 * Has a function run each time that nothing is left for the process to do. The process stays alive until its promise
 * settles. Does not run for `process.exit()`, a signal or an uncaught error.
 *
 * @returns a function that takes it back.
 */
export function atNaturalExit(flush: () => Promise<void>): () => void {
  if (flushes.size === 0) process.on("beforeExit", runAll);
  flushes.add(flush);
  return () => {
    flushes.delete(flush);
    if (flushes.size === 0) process.off("beforeExit", runAll);
  };
}

async function runAll(): Promise<void> {
  // Timers of posthog-node do not keep a process alive; this one does.
  const keepAlive = setInterval(() => {}, 1000);
  await Promise.allSettled([...flushes].map((flush) => flush()));
  clearInterval(keepAlive);
}
