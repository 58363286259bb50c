import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import type { ReceivedEvent } from "../../../src/endpoint/received.ts";
import { startPostHogEndpoint } from "../../../src/endpoint/start.ts";
import { eventUuid } from "../../../generated/user-id.ts";

/** The id that the frontend passes, as a database may spell it, and the id of the person. */
const RAW_ID = "7D444840-9DC0-41D1-B245-5FFDCE74FAD2";
const USER_ID = `user_${RAW_ID.toLowerCase()}`;

/**
 * The script of a frontend that starts posthog-js and uses two of the generated helpers of this repository's plan. The
 * address says where to send events.
 *
 * @param ending - of relative imports
 */
export function frontendScript(ending: "" | ".js"): string {
  return `import { posthog } from "posthog-js";
import { identifyUser, trackFeatureUsed } from "./analytics/browser${ending}";

export function start() {
  posthog.init("phc_test", {
    api_host: new URLSearchParams(location.search).get("host"),
    advanced_disable_flags: true,
    autocapture: false,
    capture_pageleave: false,
    capture_pageview: false,
    disable_external_dependency_loading: true,
    disable_session_recording: true,
    opt_out_useragent_filter: true,
    request_queue_config: { flush_interval_ms: 250 },
  });
  identifyUser(posthog, ${JSON.stringify(RAW_ID)});
  const options = { idempotencyKey: "use-1", timestamp: new Date("2026-01-15T10:00:00Z") };
  trackFeatureUsed(posthog, { feature: "export" }, options);
}
`;
}

/** What PostHog has when the frontend's page has been visited, whatever bundled it. */
export const SENT_BY_FRONTEND: readonly SentEvent[] = [
  { event: "$identify", distinctId: USER_ID },
  {
    event: "feature_used",
    distinctId: USER_ID,
    uuid: eventUuid("feature_used", USER_ID, ["use-1"]),
    timestamp: "2026-01-15T10:00:00.000Z",
  },
];

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

/** How long a page may take until its events have arrived. */
const ARRIVAL_TIMEOUT_MS = 120_000;

/**
 * Serves the files of a folder, opens its `index.html` in a browser, and gives what PostHog receives of the page, by event.
 *
 * @throws Error with what the page said, when the events do not arrive.
 */
export async function visitFrontend(browser: Browser, folder: string): Promise<readonly SentEvent[]> {
  const endpoint = await startPostHogEndpoint();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = join(folder, normalize(pathname === "/" ? "/index.html" : pathname));
    readFile(path).then(
      (body) => {
        response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" });
        response.end(body);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    const { port } = server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/?host=${encodeURIComponent(endpoint.url)}`);
    const deadline = Date.now() + ARRIVAL_TIMEOUT_MS;
    while (endpoint.events.length < SENT_BY_FRONTEND.length) {
      if (Date.now() > deadline) throw new Error(`The events did not arrive. ${errors.join(" ")}`);
      await sleep(20);
    }
    return endpoint.events.map(describeEvent).toSorted((a, b) => (a.event < b.event ? -1 : 1));
  } finally {
    await context.close();
    server.closeAllConnections();
    server.close();
    await endpoint.close();
  }
}

interface SentEvent {
  readonly event: string;
  readonly distinctId: string;
  readonly uuid?: string | undefined;
  readonly timestamp?: string | undefined;
}

function describeEvent({ event, distinctId, uuid, timestamp }: ReceivedEvent): SentEvent {
  return event.startsWith("$") ? { event, distinctId } : { event, distinctId, uuid, timestamp };
}
