import { measureHosts, type Row } from "../hosts/measure-hosts.ts";
import { nodeReleases } from "../hosts/node-releases.ts";
import { type ProcessRun, runProcess } from "../hosts/run-process.ts";

const PART = new URL(".", import.meta.url);

interface Ending extends Omit<ProcessRun, "command"> {
  readonly host?: string;
  readonly stop: string;
  readonly program: readonly string[];
}

const ALIVE = ["track-five.mjs"];

/** What each release of Node is stopped by. */
const ENDINGS: readonly Ending[] = [
  { stop: "natural end", program: ["track-five.mjs", "ends"] },
  { stop: "SIGTERM", program: ALIVE, signals: ["SIGTERM"] },
  { stop: "SIGINT", program: ALIVE, signals: ["SIGINT"] },
  { stop: "SIGTERM twice", program: ALIVE, signals: ["SIGTERM", "SIGTERM"] },
  { stop: "SIGINT twice", program: ALIVE, signals: ["SIGINT", "SIGINT"] },
  { host: "cluster", stop: "SIGTERM, passed on", program: ["cluster-of-one.mjs"], signals: ["SIGTERM"] },
  {
    host: "cluster",
    stop: "Ctrl-C, and passed on",
    program: ["cluster-of-one.mjs"],
    signals: ["SIGINT"],
    to: "group",
  },
  thread("SIGTERM", ["main-thread.mjs", "lives"], ["SIGTERM"]),
  thread("`process.exit()` in the main thread", ["main-thread.mjs", "exit"]),
  thread("`terminate()`", ["main-thread.mjs", "terminate"]),
  thread("`terminate()` after `await flush()`", ["main-thread.mjs", "terminate", "flush"]),
];

function thread(stop: string, program: readonly string[], signals?: readonly NodeJS.Signals[]): Ending {
  return { host: "worker thread", stop, program, ...(signals !== undefined && { signals }) };
}

const releases = nodeReleases(PART);
const rows = releases.flatMap(({ name, path }) =>
  ENDINGS.map(({ host, stop, program, ...ending }): Row => ({
    host: host === undefined ? name : `${name}, ${host}`,
    stop,
    run: (options) => runProcess({ command: [path, ...program], ...ending }, options),
  })),
);

measureHosts({
  folder: PART,
  ranBy: releases.map(({ version }) => `Node ${version}`),
  platform: "node",
  programs: [
    new URL("../hosts/programs/track-five.ts", import.meta.url),
    ...["cluster-of-one", "main-thread", "thread"].map((name) => new URL(`programs/${name}.ts`, PART)),
  ],
  rows,
});
