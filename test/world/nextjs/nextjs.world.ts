import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll } from "vitest";
import type { ClientName } from "../../../scripts/test-world/measured.ts";
import { measureHosts, type Row } from "../hosts/measure-hosts.ts";
import { runProcess } from "../hosts/run-process.ts";
import { buildProject, NEXT } from "./build-project.ts";
import { invoke } from "./invoke.ts";

const PART = new URL(".", import.meta.url);
const PACKAGES = fileURLToPath(PART);

/** The folder of each client in the project. */
const FOLDERS: Readonly<Record<ClientName, string>> = {
  "posthog-node": "posthog-node",
  "posthog-node and a handler": "own-handler",
  "generated helpers": "helpers",
};

let project: string;

beforeAll(async () => {
  const cache = join(PACKAGES, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  project = mkdtempSync(join(cache, "project-"));
  await buildProject(project);
}, 180_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

const started = (port: number): readonly string[] => [NEXT, "start", "-H", "127.0.0.1", "-p", String(port)];
const standalone = (): readonly string[] => [
  join(project, ".next/standalone", relative(PACKAGES, project), "server.js"),
];

interface Server {
  readonly host: string;
  readonly path: string;
  readonly command: (port: number) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const SERVERS: readonly Server[] = [
  { host: "route handler", path: "route", command: started },
  {
    host: "route handler, `NEXT_MANUAL_SIG_HANDLE`",
    path: "route",
    command: started,
    env: { NEXT_MANUAL_SIG_HANDLE: "true" },
  },
  { host: "route handler, `after(() => flush())`", path: "route-after", command: started },
  { host: "route handler, `waitUntil: after`", path: "route-wait-until", command: started },
  { host: "server action, `after(() => flush())`", path: "action", command: started },
  { host: "edge route, `after(() => flush())`", path: "edge", command: started },
  { host: "route handler, standalone", path: "route", command: standalone },
  { host: "route handler, standalone, `after(() => flush())`", path: "route-after", command: standalone },
];

measureHosts({
  folder: PART,
  ranBy: [`Node ${process.versions.node}`],
  platform: "node",
  programs: [],
  rows: SERVERS.map(({ host, path, command, env }): Row => ({
    host: `Next.js ${host}`,
    stop: "SIGTERM",
    run: async (options) => {
      const port = await freePort();
      return runProcess(
        {
          command: [process.execPath, ...command(port)],
          saysWhenReady: "Ready in",
          env: {
            ...env,
            NODE_ENV: "production",
            PORT: String(port),
            HOSTNAME: "127.0.0.1",
            TRACKED_CLIENT: FOLDERS[options.client],
          },
          signals: ["SIGTERM"],
          whenReady: () => invoke(`http://127.0.0.1:${port}/${path}`),
        },
        { ...options, folder: project },
      );
    },
  })),
});

/** A port that nobody listens to: Next.js takes 0 for 3000. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
