import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Miniflare } from "miniflare";
import { measureHosts, type Row, type RunOptions } from "../hosts/measure-hosts.ts";

const PART = new URL(".", import.meta.url);

/** What belongs to a request has ended before the next one. */
const BETWEEN_REQUESTS_MS = 300;

/**
 * Sends five requests to one isolate, each of which tracks an event.
 *
 * @returns when the last one was sent
 */
async function sendRequests(
  how: "waitUntil" | "flush",
  compatibilityFlags: readonly string[],
  { folder, endpoint }: RunOptions,
): Promise<number> {
  const host = new Miniflare({
    modules: [
      {
        type: "ESModule",
        path: "worker.mjs",
        contents: readFileSync(join(folder, "worker.mjs"), "utf8"),
      },
    ],
    compatibilityDate: "2026-01-01",
    compatibilityFlags,
    bindings: { POSTHOG_HOST: endpoint.url, HOW: how },
  });
  try {
    await host.ready;
    let sent = 0;
    for (let request = 0; request < 5; request += 1) {
      sent = Date.now();
      await (await host.dispatchFetch("http://shop.example/")).text();
      await sleep(BETWEEN_REQUESTS_MS);
    }
    return sent;
  } finally {
    await host.dispose();
  }
}

measureHosts({
  folder: PART,
  platform: "neutral",
  programs: [new URL("worker.ts", PART)],
  rows: [["nodejs_compat"], []].flatMap((flags) =>
    (["waitUntil", "flush"] as const).map((how): Row => ({
      host: `Cloudflare Workers ${flags.length > 0 ? "with" : "without"} \`nodejs_compat\``,
      stop: how === "flush" ? "end of request, `await flush()`" : "end of request, `waitUntil`",
      run: (options) => sendRequests(how, flags, options),
    })),
  ),
});
