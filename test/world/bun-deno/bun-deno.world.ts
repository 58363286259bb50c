import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { measureHosts, type Row } from "../hosts/measure-hosts.ts";
import { type ProcessRun, runProcess } from "../hosts/run-process.ts";

const PART = new URL(".", import.meta.url);
const bin = (name: string): string => fileURLToPath(new URL(`node_modules/.bin/${name}`, PART));

const RUNTIMES = [
  { host: "Bun", command: [bin("bun"), "run"] },
  { host: "Deno", command: [bin("deno"), "run", "--allow-all"] },
] as const;

const ENDINGS: readonly (Pick<ProcessRun, "signals"> & { readonly stop: string })[] = [
  { stop: "natural end" },
  { stop: "SIGTERM", signals: ["SIGTERM"] },
  { stop: "SIGINT", signals: ["SIGINT"] },
  { stop: "SIGTERM twice", signals: ["SIGTERM", "SIGTERM"] },
];

measureHosts({
  folder: PART,
  platform: "node",
  programs: [new URL("../hosts/programs/track-five.ts", import.meta.url)],
  rows: RUNTIMES.flatMap(({ host, command }) =>
    ENDINGS.map(({ stop, ...ending }): Row => ({
      host,
      stop,
      skip: existsSync(command[0]) ? undefined : `${host} does not run on this machine`,
      run: (options) => {
        const how = ending.signals === undefined ? ["ends"] : [];
        return runProcess({ command: [...command, "track-five.mjs", ...how], ...ending }, options);
      },
    })),
  ),
});
