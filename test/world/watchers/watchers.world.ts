import { fileURLToPath } from "node:url";
import { measureHosts, type Row } from "../hosts/measure-hosts.ts";
import { nodeReleases } from "../hosts/node-releases.ts";
import { runProcess } from "../hosts/run-process.ts";

const PART = new URL(".", import.meta.url);
const PROGRAM = "track-five.mjs";

const bin = (name: string): string => fileURLToPath(new URL(`node_modules/.bin/${name}`, PART));
const releases = nodeReleases(PART);

const WATCHERS: readonly { readonly host: string; readonly command: readonly string[] }[] = [
  ...releases.map(({ name, path }) => ({
    host: `${name} \`--watch\``,
    command: [path, "--watch", PROGRAM],
  })),
  { host: "`tsx watch`", command: [bin("tsx"), "watch", PROGRAM] },
  { host: "nodemon", command: [bin("nodemon"), PROGRAM] },
  { host: "`nodemon --signal SIGTERM`", command: [bin("nodemon"), "--signal", "SIGTERM", PROGRAM] },
  { host: "concurrently", command: [bin("concurrently"), `node ${PROGRAM}`] },
];

measureHosts({
  folder: PART,
  ranBy: releases.map(({ version }) => `Node ${version}`),
  platform: "node",
  programs: [new URL("../hosts/programs/track-five.ts", import.meta.url)],
  rows: WATCHERS.map(({ host, command }): Row => ({
    host,
    stop: "Ctrl-C",
    run: (options) => runProcess({ command, signals: ["SIGINT"], to: "group" }, options),
  })),
});
