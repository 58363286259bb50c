import { spawnSync } from "node:child_process";

/** Where a child process runs. */
export interface Place {
  readonly cwd: string;
}

/**
 * Runs Node and gives the processor time that it took, from its start to its end and on all threads, in seconds. Node reports
 * nothing about its children, so bash does.
 *
 * @throws Error if it fails.
 */
export function cpuSecondsOf(args: readonly string[], place: Place): number {
  return timesOf(args, place).cpu;
}

/** The processor time that Node takes, and the time that passes, in seconds. Throws if it fails. */
export function timesOf(
  args: readonly string[],
  { cwd }: Place,
): { readonly cpu: number; readonly wall: number } {
  const script = 'TIMEFORMAT="%3R %3U %3S"; time "$@"';
  const { stderr } = run(["bash", "-c", script, "bash", process.execPath, ...args], { cwd });
  const [wall = Number.NaN, user = Number.NaN, system = Number.NaN] = stderr
    .trimEnd()
    .split("\n")
    .at(-1)!
    .split(" ")
    .map(Number);
  return { cpu: user + system, wall };
}

/** Runs Node and gives the most memory that it held, in bytes. Throws if it fails. */
export function peakMemoryOf(args: readonly string[], { cwd }: Place): number {
  const tell = "process.on('exit', () => process.stderr.write('\\n' + process.resourceUsage().maxRSS))";
  const { stderr } = run([process.execPath, "--import", `data:text/javascript,${tell}`, ...args], { cwd });
  return Number(stderr.split("\n").at(-1)) * 1024;
}

/** Runs Node and reads the JSON that it prints. Throws if it fails. */
export function jsonOf<Result>(args: readonly string[], { cwd }: Place): Result {
  return JSON.parse(run([process.execPath, ...args], { cwd }).stdout) as Result;
}

/** Runs a program. Throws with what it printed if it fails. */
export function run(
  [program, ...args]: readonly [string, ...string[]],
  { cwd }: Place,
): { readonly stdout: string; readonly stderr: string } {
  // npm tells the programs that it runs of itself, and some behave otherwise then.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/iu.test(name)));
  const child = spawnSync(program, args, {
    cwd,
    env,
    encoding: "utf8",
    maxBuffer: 100_000_000,
  });
  if (child.status !== 0) {
    throw new Error(`${[program, ...args].join(" ")} failed:\n${child.stdout}${child.stderr}`);
  }
  return child;
}
