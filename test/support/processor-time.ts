/**
 * Milliseconds of processor time that this process has used. For bounds that a slow way of working breaks by far: unlike the
 * time on the clock, it does not count what other processes take.
 */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
