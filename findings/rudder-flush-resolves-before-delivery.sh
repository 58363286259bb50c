#!/usr/bin/env bash
# `await flush()` of @rudderstack/rudder-sdk-node 3.0.13 can resolve while events are still on their way.
# Each call waits for the request that is open, then takes at most `flushAt` events. When the 20th event has started a flush of its own, the
# caller's finds the queue empty and resolves at once, before the others are delivered. A function that exits then loses them.
# Seen on Node 20.20.2: of 30 events 1 had arrived when flush() resolved; 30 a moment later
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @rudderstack/rudder-sdk-node@3.0.13 >/dev/null
cat >run.cjs <<'JS'
const { createServer } = require("node:http");
const { gunzipSync } = require("node:zlib");
const Analytics = require("@rudderstack/rudder-sdk-node");

async function main() {
  let arrived = 0;
  let flushed = false;
  let all;
  const allArrived = new Promise((resolve) => (all = resolve));
  const held = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { batch } = JSON.parse(gunzipSync(Buffer.concat(chunks)));
    const take = () => {
      arrived += batch.length;
      response.end("OK");
      if (arrived === 30) all();
    };
    // The first request is answered at once, the others only when flush() has resolved.
    if (batch.length === 1 || flushed) take();
    else held.push(take);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const dataPlaneUrl = `http://127.0.0.1:${server.address().port}`;
  const analytics = new Analytics("key", { dataPlaneUrl, logLevel: "none" });
  for (let event = 0; event < 30; event += 1) analytics.track({ userId: "user_1", event: "paid" });
  await analytics.flush();
  const then = arrived;
  flushed = true;
  for (const take of held) take();
  await allArrived;
  console.log(`of 30 events ${then} had arrived when flush() resolved; ${arrived} a moment later`);
  process.exit();
}
main();
JS
out=$(timeout 60 node run.cjs)
echo "$out"
[[ "$out" == "of 30 events 1 had arrived when flush() resolved; 30 a moment later" ]]
