import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { BrowserContext, Page } from "playwright-core";
import type { ReceivedEvent } from "../../../src/endpoint/received.ts";
import { type PostHogEndpoint, startPostHogEndpoint } from "../../../src/endpoint/start.ts";
import { bundlePage } from "./bundle-page.ts";

/** A page with the real posthog-js, not yet started, as `posthog`, and the endpoint that it will send to. */
export interface PostHogSite {
  readonly endpoint: PostHogEndpoint;
  /** Headers of the requests that pages sent to their own server, to paths that start with `/api/`. */
  readonly calls: readonly Readonly<Record<string, string | string[] | undefined>>[];
  /** Opens the page, and starts posthog-js unless `config` is `undefined`. */
  readonly open: (context: BrowserContext, config?: object) => Promise<PostHogPage>;
  readonly close: () => Promise<void>;
}

export interface PostHogPage {
  readonly page: Page;
  /** Runs statements in the page; gives what they `return`, and the events that arrived of it, in order. */
  readonly run: (statements: string) => Promise<{ value: unknown; received: readonly ReceivedEvent[] }>;
}

/** Offline, quick to send, and silent about what the page itself does. */
const CONFIG = {
  advanced_disable_flags: true,
  autocapture: false,
  capture_pageleave: false,
  capture_pageview: false,
  disable_external_dependency_loading: true,
  disable_session_recording: true,
  opt_out_useragent_filter: true,
  request_queue_config: { flush_interval_ms: 250 },
};

const ARRIVAL_TIMEOUT_MS = 120_000;

/**
 * Starts a site whose page has the script of `entry`.
 *
 * @param entry A script that puts posthog-js on `globalThis` as `posthog`.
 */
export async function startPostHogSite(entry: URL): Promise<PostHogSite> {
  const script = await bundlePage(entry);
  const endpoint = await startPostHogEndpoint();
  const calls: PostHogSite["calls"][number][] = [];
  const server = createServer((request, response) => {
    if (request.url?.startsWith("/api/") === true) calls.push(request.headers);
    const isScript = request.url === "/page.js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
    response.end(
      isScript ? script : '<!doctype html><link rel="icon" href="data:,"><script src="/page.js"></script>',
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return {
    endpoint,
    calls,
    open: async (context, config) => {
      const page = await context.newPage();
      await page.goto(url);
      if (config !== undefined) {
        await start(page, { ...CONFIG, api_host: endpoint.url, ...config });
      }
      return { page, run: (statements) => run({ page, endpoint, statements }) };
    },
    close: async () => {
      await endpoint.close();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

async function start(page: Page, config: object): Promise<void> {
  await page.evaluate(`
    globalThis.captured = [];
    posthog.init("phc_test", ${JSON.stringify(config)});
    posthog.on("eventCaptured", ({ uuid }) => captured.push(uuid));
    undefined;
  `);
}

/** Whatever posthog-js says that it captured has to arrive; what it did not, has had a round trip to arrive, too. */
async function run({
  page,
  endpoint,
  statements,
}: {
  readonly page: Page;
  readonly endpoint: PostHogEndpoint;
  readonly statements: string;
}): ReturnType<PostHogPage["run"]> {
  const before = endpoint.events.length;
  // An event of another page may have the same uuid, and have arrived before.
  await page.evaluate("globalThis.captured?.splice(0)");
  const value: unknown = await page.evaluate(`(async () => { ${statements} })()`);
  const captured = (await page.evaluate("globalThis.captured ?? []")) as readonly string[];
  const deadline = Date.now() + ARRIVAL_TIMEOUT_MS;
  const hasArrived = (uuid: string): boolean =>
    endpoint.events.slice(before).some((event) => event.uuid === uuid);
  while (!captured.every(hasArrived)) {
    if (Date.now() > deadline) throw new Error("events of the page did not arrive");
    await sleep(10);
  }
  return { value, received: endpoint.events.slice(before) };
}
