import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startPostHogEndpoint } from "../../../src/endpoint/start.ts";
import { bundleProgram } from "../hosts/bundle-program.ts";
import { measureHosts, type Row } from "../hosts/measure-hosts.ts";
import { runProcess } from "../hosts/run-process.ts";
import { runUnderPm2 } from "./pm2.ts";

const PART = new URL(".", import.meta.url);

/** A process namespace, as a container has one: what is started there is process 1. */
const CONTAINER = ["unshare", "--pid", "--fork", "--mount-proc"];

const PROGRAMS = [
  new URL("../hosts/programs/track-five.ts", import.meta.url),
  new URL("programs/track-in-first-life.ts", PART),
];

/** What a container is given between SIGTERM and SIGKILL by `docker stop`. */
const DOCKER_STOP_MS = 10_000;

const works = ([command = "", ...args]: readonly string[]): boolean =>
  spawnSync(command, args, { timeout: 5000 }).status === 0;
const noContainer = works([...CONTAINER, "true"]) ? undefined : "process namespaces need root";
const noTini = works(["tini", "--version"]) ? undefined : "tini is not installed";

function inContainer(init: readonly string[]): Row["run"] {
  return (options) =>
    runProcess(
      {
        command: [...CONTAINER, ...init, process.execPath, "track-five.mjs"],
        signals: ["SIGTERM"],
        to: "child",
        endsWithinMs: DOCKER_STOP_MS,
      },
      options,
    );
}

const rows: readonly Row[] = [
  { host: "pm2", stop: "`pm2 stop`", run: (options) => runUnderPm2("stop", options) },
  { host: "pm2", stop: "`pm2 restart`", run: (options) => runUnderPm2("restart", options) },
  { host: "process 1", stop: "SIGTERM, SIGKILL after 10 s", skip: noContainer, run: inContainer([]) },
  {
    host: "process 1 is tini",
    stop: "SIGTERM, SIGKILL after 10 s",
    skip: noContainer ?? noTini,
    run: inContainer(["tini", "--"]),
  },
];

measureHosts({
  folder: PART,
  ranBy: [`Node ${process.versions.node}`, "unshare of util-linux in place of a container", "Debian's tini"],
  platform: "node",
  programs: PROGRAMS,
  rows,
});

test("process 1 that gets SIGTERM while PostHog is out lives on, and sends what comes later", async ({
  skip,
}) => {
  skip(noContainer !== undefined, noContainer);
  let isOut = true;
  const endpoint = await startPostHogEndpoint({
    intercept: () => (isOut ? { status: 503 } : undefined),
  });
  const folder = mkdtempSync(join(tmpdir(), "process-1-"));
  try {
    const program = await bundleProgram(new URL("programs/track-at-signal.ts", PART), { platform: "node" });
    writeFileSync(join(folder, "program.mjs"), program);
    await runProcess(
      {
        command: [...CONTAINER, process.execPath, "program.mjs"],
        // The second one comes when the tracker has given up what it had, and found its process alive.
        signals: ["SIGTERM", "SIGWINCH"],
        apartMs: 8000,
        to: "child",
        endsWithinMs: 8000,
        whenReady: async () => {
          setTimeout(() => (isOut = false), 7000);
        },
      },
      { client: "generated helpers", folder, endpoint },
    );
    expect(endpoint.events.filter(({ accepted }) => accepted).length).toBe(5);
  } finally {
    rmSync(folder, { recursive: true });
    await endpoint.close();
  }
});
