/** The helpers of `react-native.ts` over the real posthog-react-native, which sends to a server on this machine. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { gunzipSync } from "node:zlib";
import { build } from "esbuild";
import ts from "typescript";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { emitAll } from "../../../src/emit/emit-all.ts";
import { readPlanText } from "../../support/bundle-generated.ts";
import { makeTempFolder, writeFiles } from "../../support/temp-folder.ts";
import { loadModule } from "../../vectors/load-vectors.ts";

const HERE = import.meta.dirname;

const PLAN = readPlanText(`
plan: 1
name: shop
output: { native: ./app/src/analytics }
identity: { user_id: { format: uuid, prefix: user_ } }
groups:
  organization: { key: organization_id, properties: { tier: { type: string, optional: true } } }
person:
  city: { type: string, optional: true }
events:
  opened: { description: Somebody opened the app., source: client, properties: { screen: { type: string } } }
  joined:
    description: Somebody joined an organization.
    source: client
    sets: { groups: { organization: { tier: tier } } }
    properties: { organization_id: { type: string }, tier: { type: string } }
  paid:
    description: Somebody paid.
    source: both
    owner_side: server
    idempotency: { key: [order_id] }
    revenue: { amount: price, currency: EUR }
    also_sent_as: { name: order_paid }
    properties: { order_id: { type: string }, price: { type: number, min: 0 } }
`);

const ANN = "user_3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const BOB = "user_11111111-2222-4333-8444-555555555555";
const AT = new Date("2026-01-15T23:59:59.999Z");

interface Client {
  ready(): Promise<void>;
  flush(): Promise<void>;
  shutdown(): Promise<void>;
  capture(event: string, properties?: object): void;
  identify(id: string): void;
  group(type: string, key: string): void;
  getDistinctId(): string;
}

type Helper = (posthog: Client, ...rest: readonly unknown[]) => boolean;

interface App {
  readonly PostHog: new (key: string, options: object) => Client;
  readonly helpers: Readonly<
    Record<"identifyUser" | "trackOpened" | "trackJoined" | "trackPaid" | "logOut", Helper>
  >;
  readonly eventUuid: (event: string, id: string, key: readonly string[]) => string;
}

interface Sent {
  readonly event: string;
  readonly distinct_id: string;
  readonly uuid: string;
  readonly timestamp: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

let server: Server;
let host: string;
let app: App;
let sent: Sent[] = [];
let requests: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      requests.push(request.url ?? "");
      if (request.url?.startsWith("/batch") === true) {
        const body = Buffer.concat(chunks);
        const text = (body[0] === 0x1f ? gunzipSync(body) : body).toString("utf8");
        sent.push(...(JSON.parse(text) as { batch: Sent[] }).batch);
      }
      response.setHeader("content-type", "application/json");
      response.end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app = await loadModule<App>(await bundleApp());
});
afterAll(() => server.close());

beforeEach(() => {
  sent = [];
  requests = [];
});

/** The generated files and the SDK, as an app's bundler puts them together. */
async function bundleApp(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "tracking-plan-app-"));
  try {
    writeFiles(folder, generated());
    const { outputFiles } = await build({
      absWorkingDir: folder,
      stdin: {
        contents: `
          export { PostHog } from "posthog-react-native";
          export * as helpers from "./react-native";
          export { eventUuid } from "./user-id";
        `,
        resolveDir: folder,
        loader: "ts",
      },
      bundle: true,
      write: false,
      format: "esm",
      platform: "node",
      alias: { "react-native": join(HERE, "react-native.ts") },
      nodePaths: [join(HERE, "node_modules")],
      logLevel: "silent",
    });
    return outputFiles[0]!.text;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function generated(): Readonly<Record<string, string>> {
  const files = emitAll(PLAN).filter(({ folder }) => folder === "native");
  return Object.fromEntries(files.map(({ path, text }) => [path, text]));
}

/** What is on the device. */
function makeStorage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => Promise.resolve(items.get(key) ?? null),
    setItem: (key: string, value: string) => Promise.resolve(void items.set(key, value)),
  };
}

function start(customStorage = makeStorage()): Client {
  return new app.PostHog("phc_key", {
    host,
    customStorage,
    captureAppLifecycleEvents: false,
    flushInterval: 0,
    fetchRetryCount: 0,
  });
}

/** What a client has sent, oldest first. */
async function sentBy(client: Client): Promise<readonly Sent[]> {
  await client.flush();
  return sent;
}

describe("react-native.ts", () => {
  test("has the files of an app", () => {
    expect(Object.keys(generated())).toEqual(["react-native.ts", "user-id.ts"]);
  });

  test("refuses who and what counts once before the client has started, and sends other events afterwards", async () => {
    const client = start();
    const refusals: unknown[] = [];
    const options = { onRefused: ({ reason }: { reason: string }) => refusals.push(reason) };
    expect(app.helpers.identifyUser(client, ANN, {}, options)).toBe(false);
    expect(app.helpers.trackPaid(client, { order_id: "o1", price: 5 }, { ...options, timestamp: AT })).toBe(
      false,
    );
    expect(app.helpers.trackOpened(client, { screen: "home" })).toBe(true);
    expect(app.helpers.trackJoined(client, { organization_id: "org_1", tier: "pro" })).toBe(true);
    expect(refusals).toEqual(["not_started", "not_started"]);
    await client.ready();
    const events = await sentBy(client);
    expect(events.map(({ event }) => event).toSorted()).toEqual(["$groupidentify", "joined", "opened"]);
    const joined = events.find(({ event }) => event === "joined");
    expect(joined?.properties["$groups"]).toEqual({ organization: "org_1" });
  });

  test("identifies with the server's id, and an event that counts once has the server's uuid", async () => {
    const client = start();
    await client.ready();
    const visitor = client.getDistinctId();
    expect(app.helpers.trackPaid(client, { order_id: "o1", price: 5 }, { timestamp: AT })).toBe(false);
    expect(
      app.helpers.identifyUser(client, ANN.toUpperCase().replace("USER", "user"), { city: "Bern" }),
    ).toBe(true);
    expect(app.helpers.trackPaid(client, { order_id: "o1", price: 5 }, { timestamp: AT })).toBe(true);
    const [identified, paid, former] = await sentBy(client);
    expect(identified).toMatchObject({ event: "$identify", distinct_id: ANN });
    expect(identified?.properties).toMatchObject({ $anon_distinct_id: visitor, $set: { city: "Bern" } });
    expect(paid).toMatchObject({
      event: "paid",
      distinct_id: ANN,
      uuid: app.eventUuid("paid", ANN, ["o1"]),
      timestamp: AT.toISOString(),
      properties: {
        order_id: "o1",
        price: 5,
        $revenue: 5,
        currency: "EUR",
        $ignore_sent_at: true,
        $is_identified: true,
      },
    });
    expect(former).toMatchObject({
      event: "order_paid",
      uuid: app.eventUuid("order_paid", ANN, ["o1"]),
      properties: { plan_renamed_to: "paid" },
    });
    expect(former?.properties).not.toHaveProperty("$revenue");
  });

  test("never joins two people: the client is reset between them", async () => {
    const client = start();
    await client.ready();
    app.helpers.identifyUser(client, ANN);
    app.helpers.identifyUser(client, BOB);
    app.helpers.logOut(client);
    app.helpers.trackOpened(client, { screen: "login" });
    const events = await sentBy(client);
    expect(events.map(({ event, distinct_id: id }) => [event, id])).toEqual([
      ["$identify", ANN],
      ["$identify", BOB],
      ["opened", client.getDistinctId()],
    ]);
    const visitors = events.map(({ properties }) => properties["$anon_distinct_id"]);
    expect(visitors[0]).not.toBe(visitors[1]);
    expect([ANN, BOB]).not.toContain(visitors[1]);
  });

  test("knows who was identified before the app was closed", async () => {
    const storage = makeStorage();
    const first = start(storage);
    await first.ready();
    app.helpers.identifyUser(first, ANN);
    await first.flush();
    await first.shutdown();
    const second = start(storage);
    await second.ready();
    sent = [];
    expect(app.helpers.trackPaid(second, { order_id: "o2", price: 1 }, { timestamp: AT })).toBe(true);
    expect(app.helpers.identifyUser(second, BOB)).toBe(true);
    const events = await sentBy(second);
    expect(events.map(({ event, distinct_id: id }) => [event, id])).toEqual([
      ["paid", ANN],
      ["order_paid", ANN],
      ["$identify", BOB],
    ]);
    expect(events[2]?.properties["$anon_distinct_id"]).not.toBe(ANN);
  });

  test("sends an event to its groups, and later ones to those of the app", async () => {
    const client = start();
    await client.ready();
    client.capture("before");
    app.helpers.trackJoined(client, { organization_id: "org_1", tier: "pro" });
    client.capture("between");
    client.group("organization", "org_2");
    app.helpers.trackJoined(client, { organization_id: "org_3", tier: "free" });
    client.capture("after");
    const events = await sentBy(client);
    expect(
      events
        .filter(({ event }) => event !== "$groupidentify")
        .map(({ event, properties }) => [event, properties["$groups"]]),
    ).toEqual([
      ["before", undefined],
      ["joined", { organization: "org_1" }],
      ["between", undefined],
      ["joined", { organization: "org_3" }],
      ["after", { organization: "org_2" }],
    ]);
  });

  test("computes ids, uuids and events in Hermes, too", async () => {
    const folder = makeTempFolder({
      ...generated(),
      "entry.ts": `
        import { eventUuid, parseUserId } from "./user-id";
        import { trackPaid } from "./react-native";
        declare const print: (text: string) => void;
        const calls: unknown[] = [];
        const client = {
          capture: (...call: readonly unknown[]) => calls.push(call),
          identify() {}, reset() {}, register() {}, unregister() {},
          getDistinctId: () => "${ANN}",
          getPersistedProperty: (name: string) => (name === "person_mode" ? "identified" : undefined),
          getCustomUserAgent: () => "",
        };
        const sent = trackPaid(client, { order_id: "\\ud800👍", price: 0.5 }, { timestamp: new Date("${AT.toISOString()}") });
        const ids = ["${ANN}", " ${ANN}", "user_\\u200b", "user_\\ud800", "guest"].map((id) => parseUserId(id));
        print(JSON.stringify({ sent, calls, ids, uuid: eventUuid("paid", "${ANN}", ["é👍"]) }));
      `,
    });
    const { outputFiles } = await build({
      absWorkingDir: folder,
      entryPoints: ["entry.ts"],
      bundle: true,
      write: false,
      format: "iife",
      target: "es2022",
      logLevel: "silent",
    });
    const code = outputFiles[0]!.text;
    // As the preset of React Native does: syntax is rewritten, what is missing at run time is not.
    const options = { target: ts.ScriptTarget.ES5, downlevelIteration: true };
    const program = join(folder, "program.js");
    writeFileSync(program, ts.transpile(code, options));
    const hermes = join(HERE, "node_modules/hermes-engine-cli/linux64-bin/hermes");
    const inHermes: unknown = JSON.parse(execFileSync(hermes, [program], { encoding: "utf8" }));
    let inNode: unknown;
    runInNewContext(code, { print: (text: string) => (inNode = JSON.parse(text)) });
    expect(inHermes).toEqual(inNode);
    expect(inNode).toMatchObject({
      sent: true,
      ids: [{ ok: true }, { ok: false }, { ok: false }, { ok: false }, { ok: false }],
    });
  });
});

/** What TypeScript says of an app that passes a client to helpers. */
function check(client: string, helpers: string): string {
  const folder = join(HERE, "in-memory");
  const files = new Map(
    Object.entries({
      ...Object.fromEntries(emitAll(PLAN).map(({ path, text }) => [path, text])),
      "use.ts": `
        import { PostHog } from "${client}";
        import { identifyUser, trackOpened, trackPaid } from "./${helpers}";
        const posthog = new PostHog("phc_key");
        identifyUser(posthog, "id", { city: "Bern" });
        trackOpened(posthog, { screen: "home" });
        trackPaid(posthog, { order_id: "o1", price: 1 }, { timestamp: new Date() });
      `,
    }).map(([path, text]): [string, string] => [join(folder, path), text]),
  );
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
    types: [],
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
  };
  const compilerHost = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = compilerHost;
  compilerHost.directoryExists = () => true;
  compilerHost.fileExists = (path) => files.has(path) || fileExists(path);
  compilerHost.readFile = (path) => files.get(path) ?? readFile(path);
  compilerHost.getSourceFile = (path, language) => {
    const text = files.get(path);
    return text === undefined ? getSourceFile(path, language) : ts.createSourceFile(path, text, language);
  };
  const program = ts.createProgram([join(folder, "use.ts")], options, compilerHost);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))
    .join("\n");
}

describe("types", () => {
  test("take the client of the target", () => {
    expect(check("posthog-react-native", "react-native")).toBe("");
  });

  test("say where the helpers for another client are, and why there are none for posthog-js-lite", () => {
    expect(check("posthog-react-native", "browser")).toContain("set `output.native` in the plan");
    expect(check("posthog-js-lite", "browser")).toContain("its second `identify` joins two people");
    expect(check("posthog-js-lite", "react-native")).toContain(
      "PostHogJsLiteIsNotSupportedBecauseItsSecondIdentifyJoinsTwoPeople",
    );
  });
});

test("posthog-js-lite 4.12.1 asks PostHog to join two people at their second change", async () => {
  const script = `
    import { createRequire } from "node:module";
    const require = createRequire(${JSON.stringify(join(HERE, "package.json"))});
    Object.assign(globalThis, {
      window: globalThis,
      screen: { width: 1, height: 1 },
      document: { referrer: "", addEventListener() {} },
      addEventListener() {},
      location: { href: "http://localhost/", host: "localhost", pathname: "/" },
    });
    const { PostHog } = require("posthog-js-lite");
    const posthog = new PostHog("phc_key", { host: process.argv[2], persistence: "memory", flushInterval: 0 });
    for (const id of ["user_a", "user_b", "user_c"]) posthog.identify(id);
    await posthog.flush();
  `;
  const file = join(mkdtempSync(join(tmpdir(), "tracking-plan-lite-")), "program.mjs");
  writeFileSync(file, script);
  const { spawn } = await import("node:child_process");
  const child = spawn(process.execPath, [file, host], { stdio: "inherit" });
  await new Promise((resolve) => child.once("exit", resolve));
  const identified = sent.filter(({ event }) => event === "$identify");
  expect(identified.map(({ distinct_id: id, properties }) => [id, properties["$anon_distinct_id"]])).toEqual([
    ["user_a", expect.any(String)],
    ["user_b", identified[0]?.properties["$anon_distinct_id"]],
    ["user_c", "user_a"],
  ]);
});
