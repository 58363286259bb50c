#!/usr/bin/env bash
# @segment/analytics-node 3.1.0 measures an event by its letters `i`.
# Segment takes events up to 32 KB and batches up to 500 KB, and the library means to refuse or split what is larger. But it counts only what
# `encodeURI` escapes, and the letter `i`. An event of 100,000 `x` is sent, as part of any batch, which the server then refuses as a whole; one of
# 40,000 `i` is refused.
# Seen on Node 20.20.2: 100000 x sent; 40000 i refused: Event exceeds maximum event size of 32 KB
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @segment/analytics-node@3.1.0 >/dev/null
cat >run.mjs <<'JS'
import { createServer } from "node:http";
import { Analytics } from "@segment/analytics-node";

const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => response.writeHead(200, { "content-type": "application/json" }).end('{"success":true}'));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const host = `http://127.0.0.1:${server.address().port}`;
const analytics = new Analytics({ writeKey: "key", host, flushAt: 1 });
const track = (note) =>
  new Promise((resolve) =>
    analytics.track({ userId: "user_1", event: "note_saved", properties: { note } }, (error) =>
      resolve(error ? `refused: ${error.message}` : "sent"),
    ),
  );

console.log(`100000 x ${await track("x".repeat(100_000))}; 40000 i ${await track("i".repeat(40_000))}`);
process.exit();
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "100000 x sent; 40000 i refused: Event exceeds maximum event size of 32 KB" ]]
