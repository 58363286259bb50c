#!/usr/bin/env bash
# posthog-node 5.70.0 replaces a `uuid` that it does not like by a random one, in silence.
# A uuid without hyphens, as several libraries and databases print it, names the same value, and PostHog deduplicates by it. posthog-node
# sends another uuid in its place at each call, so two deliveries of one webhook count twice, and nothing says so.
# Seen on Node 20.20.2: as given false; the same twice false; version 7; errors 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . posthog-node@5.70.0 >/dev/null
cat >run.mjs <<'JS'
import { createServer } from "node:http";
import { PostHog } from "posthog-node";

const uuids = [];
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  for (const { uuid } of JSON.parse(Buffer.concat(chunks)).batch) uuids.push(uuid);
  response.writeHead(200, { "content-type": "application/json" }).end('{"status":1}');
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const posthog = new PostHog("phc_test", {
  host: `http://127.0.0.1:${server.address().port}`,
  disableCompression: true,
});
let errors = 0;
posthog.on("error", () => (errors += 1));
const given = "3f0c2b6e5d1a5e0f9a7b1c2d3e4f5061";
for (let call = 0; call < 2; call += 1) {
  posthog.capture({ distinctId: "user_1", event: "paid", uuid: given });
}
await posthog.flush();
await posthog.shutdown();
server.close();
const bare = uuids.map((uuid) => uuid.replaceAll("-", ""));
console.log(
  `as given ${bare[0] === given}; the same twice ${bare[0] === bare[1]}; version ${bare[0][12]}; errors ${errors}`,
);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "as given false; the same twice false; version 7; errors 0" ]]
