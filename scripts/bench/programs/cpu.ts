/** The processor time of something, in seconds. */
export async function cpuOf(run: () => void | Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
