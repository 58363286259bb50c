/** `tracking-plan relay` as a process: it sends what an outbox holds, tells monitors how it is, and ends without losing anything. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { fileOutbox } from "../../src/outbox/file/index.ts";
import { BUILD, CLI, runCli, runProgram } from "../support/command-line.ts";
import { startCli } from "../support/running-cli.ts";
import { makeStoredOutbox, storedUuid } from "../support/stored-outbox.ts";
import { makeTempFolder } from "../support/temp-folder.ts";

const KEY = "phc_the_key_of_the_test";
async function startRelay(folder: string, host: string) {
  const args = ["relay", "--outbox", "./tracking-outbox.mjs", "--name", "shop", "--port", "0"];
  const cli = startCli(args, folder, { POSTHOG_API_KEY: KEY, POSTHOG_HOST: host });
  const printed = await cli.printed("/metrics\n");
  const [url = ""] = /http:\S+(?=\/metrics)/u.exec(printed) ?? [];
  const ask = async (path: string): Promise<{ readonly status: number; readonly text: string }> => {
    const response = await fetch(`${url}${path}`);
    return { status: response.status, text: await response.text() };
  };
  return { cli, printed, ask };
}

test("it sends all events, answers monitors, and ends at a signal", async () => {
  const endpoint = await startPostHogEndpoint();
  onTestFinished(() => endpoint.close());
  const folder = makeStoredOutbox(600);
  const { cli, printed, ask } = await startRelay(folder, endpoint.url);
  expect(printed).toContain(`Sending events of shop to ${endpoint.url}.`);
  await expect.poll(() => endpoint.events.length).toBe(600);
  await expect.poll(async () => (await ask("/metrics")).text).toContain("relay_delivered_total 600\n");
  await expect.poll(async () => (await ask("/metrics")).text).toContain("outbox_waiting 0\n");
  const health = await ask("/healthz");
  expect([health.status, JSON.parse(health.text)]).toMatchObject([
    200,
    { status: "ok", store: "ok", host: "ok", waiting: 0, parked: 0, relay: { delivered: 600 } },
  ]);
  const { text } = await ask("/metrics");
  expect(text).toContain("# TYPE tracking_plan_relay_delivered_total counter\n");
  expect(text).toContain("tracking_plan_relay_host_up 1\n");
  expect(text + health.text).not.toMatch(/phc_|ann|0000-4000/u);
  expect((await ask("/other")).status).toBe(404);
  expect(await cli.interrupt()).toBe(0);
  expect(cli.rest()).toContain("600 events delivered, 0 parked, 0 left to others.");
  expect(cli.rest("stderr")).not.toContain(KEY);
});

test("it is not healthy while the host fails, and leaves what it claimed to others", async () => {
  const server = createServer((_request, response) => void response.writeHead(503).end()).listen(
    0,
    "127.0.0.1",
  );
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const folder = makeStoredOutbox(3);
  const { cli, ask } = await startRelay(folder, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await expect.poll(async () => (await ask("/healthz")).status).toBe(503);
  expect(JSON.parse((await ask("/healthz")).text)).toMatchObject({
    status: "failing",
    store: "ok",
    host: "PostHog answered 503",
  });
  expect((await ask("/metrics")).text).toContain("tracking_plan_relay_host_up 0\n");
  expect(await cli.interrupt()).toBe(0);
  expect(cli.rest()).toContain("0 events delivered, 0 parked, 3 left to others.");
  expect(
    await fileOutbox({ path: join(folder, "tracking.db") }).admin.list({ limit: 9, hasBody: false }),
  ).toMatchObject(Array.from({ length: 3 }, (_, index) => ({ uuid: storedUuid(index), state: "waiting" })));
});

test("a request under way is waited for at the end, and no other begins", async () => {
  const answers: (() => void)[] = [];
  const endpoint = await startPostHogEndpoint({
    intercept: (_request, take) => new Promise((resolve) => answers.push(() => resolve(take()))),
  });
  onTestFinished(() => endpoint.close());
  const folder = makeStoredOutbox(600);
  const { cli } = await startRelay(folder, endpoint.url);
  await expect.poll(() => answers.length).toBe(1);
  const ended = cli.interrupt();
  await cli.printed("Waiting for the requests under way.");
  answers[0]?.();
  expect(await ended).toBe(0);
  expect([answers.length, endpoint.events.length]).toEqual([1, 250]);
  expect(cli.rest()).toContain("250 events delivered");
});

const SETTINGS = { POSTHOG_API_KEY: KEY, POSTHOG_HOST: "http://127.0.0.1:9" };

test.each([
  ["no module", [], {}, SETTINGS, "requires `--outbox`"],
  [
    "a module that is not there",
    ["--outbox", "none.mjs"],
    {},
    SETTINGS,
    "Cannot read `none.mjs`: no such file",
  ],
  [
    "no outbox",
    ["--outbox", "o.mjs"],
    { "o.mjs": "export const other = 1;" },
    SETTINGS,
    "`o.mjs` exports no `outbox`.",
  ],
  [
    "something else",
    ["--outbox", "o.mjs"],
    { "o.mjs": "export const outbox = {};" },
    SETTINGS,
    "exports an `outbox` that is not an outbox",
  ],
  [
    "a fault in it",
    ["--outbox", "o.mjs"],
    { "o.mjs": "\nthrow new Error('it broke');" },
    SETTINGS,
    "`o.mjs`, line 2, cannot be imported: it broke",
  ],
  [
    "a syntax error",
    ["--outbox", "o.mjs"],
    { "o.mjs": "\n\nexport const = 1;" },
    SETTINGS,
    "`o.mjs`, line 3, cannot be imported: ",
  ],
  [
    "a missing package",
    ["--outbox", "o.mjs"],
    { "o.mjs": "import 'not-there';" },
    SETTINGS,
    "Cannot find package 'not-there'",
  ],
  ["no key", ["--outbox", "o.mjs"], { "o.mjs": "" }, {}, "POSTHOG_API_KEY is not set"],
  [
    "a personal key",
    ["--outbox", "o.mjs"],
    { "o.mjs": "" },
    { POSTHOG_API_KEY: "phx_secret" },
    "is a personal or secret key",
  ],
  [
    "a port that is none",
    ["--outbox", "o.mjs", "--port", "x"],
    { "o.mjs": "" },
    SETTINGS,
    "`--port` must be a number from 0 to 65535",
  ],
] as const)("it says what is wrong with %s", async (_case, args, files, env, words) => {
  const cwd = makeTempFolder(files);
  const { code, stdout, stderr } = await runCli(["relay", "--name", "shop", ...args], { cwd, env });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(words);
  expect(stderr).not.toMatch(/phx_|phc_the|^\s+at |Warning/mu);
});

test("it sends events of the plan in the folder, if that has no errors", async () => {
  const cwd = makeTempFolder({ "tracking-plan.yaml": "plan: 1\nnam: shop\n", "o.mjs": "" });
  const { code, stdout } = await runCli(["relay", "--outbox", "o.mjs"], { cwd, env: SETTINGS });
  expect([code, stdout]).toEqual([1, expect.stringContaining("unknown-key")]);
});

test.runIf(process.versions.node.startsWith("20."))(
  "TypeScript needs a newer Node, or a loader",
  async () => {
    const cwd = makeTempFolder({ "o.ts": "export const outbox: object = {};" });
    const { code, stderr } = await runCli(["relay", "--name", "shop", "--outbox", "o.ts"], {
      cwd,
      env: SETTINGS,
    });
    expect(code).toBe(2);
    expect(stderr).toContain("cannot import the TypeScript of `o.ts`.");
    expect(stderr).toContain("--import tsx");
  },
);

// Where the package has no type, tsx compiles to CommonJS, and an import gives all exports as the default.
test.each(["module", "commonjs"])("TypeScript works with tsx in a package of the type %s", async (type) => {
  const folder = makeStoredOutbox(3);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type }));
  writeFileSync(
    join(folder, "o.ts"),
    `import { fileOutbox } from ${JSON.stringify(join(BUILD, "dist/import/outbox/file/index.js"))};
enum Place { Here = "tracking.db" }
export const outbox = fileOutbox({ path: Place.Here });
`,
  );
  const [program, main] = CLI;
  const list = ["--import", import.meta.resolve("tsx"), main, "outbox", "list", "--outbox", "o.ts"];
  const { stdout, stderr } = await runProgram([program, ...list], { cwd: folder });
  expect([stdout.split("\n").at(-2), stderr]).toEqual(["shop: 3 events to send, 0 parked.", ""]);
});
