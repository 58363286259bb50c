#!/usr/bin/env bash
# posthog-node 5.70.0: `await captureImmediate()` resolves when the event was refused.
# The method exists for serverless functions that must know that the event has left. With a key that PostHog refuses (401) and with a host
# that refuses the connection it resolves all the same: only the event `error` tells, and a `try` around the call catches nothing.
# Seen on Node 20.20.2: 401 resolved, errors 1; refused connection resolved, errors 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . posthog-node@5.70.0 >/dev/null
cat >run.mjs <<'JS'
import { createServer } from "node:http";
import { PostHog } from "posthog-node";

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(401, { "content-type": "application/json" }).end('{"type":"authentication_error"}');
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const host = `http://127.0.0.1:${server.address().port}`;

async function capture() {
  const posthog = new PostHog("phc_test", { host, fetchRetryCount: 0 });
  let errors = 0;
  posthog.on("error", () => (errors += 1));
  const outcome = await posthog.captureImmediate({ distinctId: "user_1", event: "paid" }).then(
    () => "resolved",
    () => "rejected",
  );
  await posthog.shutdown();
  return `${outcome}, errors ${errors}`;
}

const refused = await capture();
await new Promise((resolve) => server.close(resolve));
console.log(`401 ${refused}; refused connection ${await capture()}`);
JS
out=$(timeout 60 node run.mjs 2>/dev/null)
echo "$out"
[[ "$out" == "401 resolved, errors 1; refused connection resolved, errors 1" ]]
