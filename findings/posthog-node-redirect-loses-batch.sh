#!/usr/bin/env bash
# posthog-node 5.70.0 takes a redirected batch for delivered.
# A host that answers 301 to `POST /batch/`, as a proxy does that forces another host name, turns the request into a `GET` without a body:
# `fetch` follows it so. If the page there answers 200, `flush()` resolves, the event `flush` reports the event as sent, no `error` is
# emitted, and the event is gone.
# Seen on Node 20.20.2: POST /batch/ GET /moved; flush reported 1; errors 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . posthog-node@5.70.0 >/dev/null
cat >run.mjs <<'JS'
import { createServer } from "node:http";
import { PostHog } from "posthog-node";

const seen = [];
const server = createServer((request, response) => {
  seen.push(`${request.method} ${request.url}`);
  request.resume();
  if (request.method === "POST") response.writeHead(301, { location: "/moved" }).end();
  else response.writeHead(200, { "content-type": "text/html" }).end("<h1>Moved</h1>");
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const posthog = new PostHog("phc_test", { host: `http://127.0.0.1:${server.address().port}` });
let reported = 0;
let errors = 0;
posthog.on("flush", (messages) => (reported += messages.length));
posthog.on("error", () => (errors += 1));
posthog.capture({ distinctId: "user_1", event: "paid" });
await posthog.flush();
await posthog.shutdown();
server.close();
console.log(`${seen.join(" ")}; flush reported ${reported}; errors ${errors}`);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "POST /batch/ GET /moved; flush reported 1; errors 0" ]]
