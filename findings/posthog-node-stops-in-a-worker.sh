#!/usr/bin/env bash
# posthog-node 5.70.0 sends nothing more from a Cloudflare Worker once a single request did not wait for its delivery.
# PostHog's guide makes a client for each request. One that is kept for all, as on a server, starts to send in `capture` with `flushAt: 1`. workerd
# (miniflare 4.20260426.0) ends what belongs to a request with its response, so that promise never settles. Each later flush waits for the one
# before, in every request that follows: also those that pass `flush()` to `waitUntil` send nothing, and no error is emitted.
# Seen on Node 20.20.2: of 3 later events 3 arrived if the first request waited, 0 if it did not; errors 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . posthog-node@5.70.0 miniflare@4.20260426.0 esbuild@0.28.0 >/dev/null
cat >worker.js <<'JS'
import { PostHog } from "posthog-node";

let posthog;
let errors = 0;
export default {
  async fetch(request, { HOST }, context) {
    if (posthog === undefined) {
      posthog = new PostHog("phc_test", { host: HOST, flushAt: 1, flushInterval: 0, disableCompression: true });
      posthog.on("error", () => (errors += 1));
    }
    const { pathname, search } = new URL(request.url);
    posthog.capture({ distinctId: "user_1", event: pathname });
    if (search === "?wait") context.waitUntil(posthog.flush());
    return new Response(String(errors));
  },
};
JS
cat >run.mjs <<'JS'
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { buildSync } from "esbuild";
import { Log, LogLevel, Miniflare } from "miniflare";

buildSync({
  entryPoints: ["worker.js"],
  bundle: true,
  format: "esm",
  conditions: ["workerd"],
  external: ["node:*"],
  outfile: "worker.mjs",
});
/** Sends four requests to a new Worker. Returns how many events of the last three arrived, and how many errors it has seen. */
async function send(first) {
  let arrived = 0;
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const events = JSON.parse(Buffer.concat(chunks)).batch.map(({ event }) => event);
    arrived += events.filter((event) => event === "/later").length;
    // This answer takes longer than the request that caused it.
    if (events.includes("/first")) await sleep(300);
    response.writeHead(200, { "content-type": "application/json" }).end('{"status":1}');
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const worker = new Miniflare({
    modules: [{ type: "ESModule", path: "worker.mjs", contents: readFileSync("worker.mjs", "utf8") }],
    compatibilityDate: "2026-01-01",
    compatibilityFlags: ["nodejs_compat"],
    bindings: { HOST: `http://127.0.0.1:${server.address().port}` },
    log: new Log(LogLevel.NONE),
    handleRuntimeStdio: (out, error) => {
      out.resume();
      error.resume();
    },
  });
  let errors = "";
  for (const path of [first, "/later?wait", "/later?wait", "/later?wait"]) {
    errors = await (await worker.dispatchFetch(`http://shop.example${path}`)).text();
    await sleep(500);
  }
  for (let tenths = 0; arrived < 3 && tenths < 30; tenths += 1) await sleep(100);
  await worker.dispose();
  server.close();
  server.closeAllConnections();
  return { arrived, errors };
}
const waited = await send("/first?wait");
const left = await send("/first");
console.log(
  `of 3 later events ${waited.arrived} arrived if the first request waited, ${left.arrived} if it did not; errors ${left.errors}`,
);
JS
out=$(timeout 120 node run.mjs)
echo "$out"
[[ "$out" == "of 3 later events 3 arrived if the first request waited, 0 if it did not; errors 0" ]]
