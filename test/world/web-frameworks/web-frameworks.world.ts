import { measureHosts, type Row } from "../hosts/measure-hosts.ts";
import { runProcess } from "../hosts/run-process.ts";

const PART = new URL(".", import.meta.url);

const SERVERS: readonly {
  readonly host: string;
  readonly stop: string;
  readonly program: readonly string[];
}[] = [
  {
    host: "node:http",
    stop: "SIGTERM, `server.close(() => process.exit(0))`",
    program: ["http-server.mjs", "exits"],
  },
  {
    host: "node:http",
    stop: "SIGTERM, close, `await shutdown()`, exit",
    program: ["http-server.mjs", "waits"],
  },
  { host: "Fastify", stop: "SIGTERM, `app.close()`", program: ["fastify-server.mjs", "ends"] },
  { host: "Fastify", stop: "SIGTERM, close, exit", program: ["fastify-server.mjs", "exits"] },
  {
    host: "Fastify",
    stop: "SIGTERM, close, `await shutdown()`, exit",
    program: ["fastify-server.mjs", "waits"],
  },
  { host: "NestJS", stop: "SIGTERM, `enableShutdownHooks()`", program: ["nest-server.mjs"] },
  {
    host: "NestJS",
    stop: "SIGTERM, `await shutdown()` in `onApplicationShutdown`",
    program: ["nest-server.mjs", "waits"],
  },
];

measureHosts({
  folder: PART,
  ranBy: [`Node ${process.versions.node}`],
  platform: "node",
  external: ["fastify", "@nestjs/core", "@nestjs/common", "reflect-metadata"],
  programs: ["http-server", "fastify-server", "nest-server"].map(
    (name) => new URL(`programs/${name}.ts`, PART),
  ),
  rows: SERVERS.map(({ host, stop, program }): Row => ({
    host,
    stop,
    run: (options) =>
      runProcess(
        {
          command: [process.execPath, ...program],
          signals: ["SIGTERM"],
          whenReady: async (output) => {
            const [url = ""] = /http:\S+/u.exec(output) ?? [];
            await (await fetch(url)).text();
          },
        },
        options,
      ),
  })),
});
