#!/usr/bin/env bash
# posthog-node 5.70.0 loses a whole batch for one value whose `toJSON` throws.
# A lazy record of an ORM whose `toJSON` fails is enough: the batch is serialized as one text, so the 50 events that wait beside it are
# dropped, too, and the queue is empty afterwards.
# Seen on Node 20.20.2: 0 of 51 arrived; 0 wait
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . posthog-node@5.70.0 >/dev/null
cat >run.mjs <<'JS'
import { createServer } from "node:http";
import { PostHog } from "posthog-node";

let arrived = 0;
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  arrived += JSON.parse(Buffer.concat(chunks)).batch.length;
  response.writeHead(200, { "content-type": "application/json" }).end('{"status":1}');
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const posthog = new PostHog("phc_test", {
  host: `http://127.0.0.1:${server.address().port}`,
  flushAt: 100,
  disableCompression: true,
});
const record = {
  toJSON() {
    throw new Error("the record is not loaded");
  },
};
for (let event = 0; event < 50; event += 1) posthog.capture({ distinctId: "user_1", event: "paid" });
posthog.capture({ distinctId: "user_1", event: "paid", properties: { record } });
await new Promise((resolve) => setTimeout(resolve, 50));
await posthog.flush().catch(() => {});
await posthog.flush().catch(() => {});
const waiting = posthog.getPersistedProperty("queue")?.length ?? 0;
await posthog.shutdown();
server.close();
console.log(`${arrived} of 51 arrived; ${waiting} wait`);
JS
out=$(timeout 60 node run.mjs 2>/dev/null)
echo "$out"
[[ "$out" == "0 of 51 arrived; 0 wait" ]]
