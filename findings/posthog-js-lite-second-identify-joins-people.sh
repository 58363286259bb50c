#!/usr/bin/env bash
# posthog-js-lite 4.12.1: a second `identify` without `reset` asks to join the new person to the one before.
# posthog-js sends `$anon_distinct_id` only while nobody is known. Here every new id is sent with it, and it stays the anonymous id that already
# belongs to the first person, so that two people who use one device after each other are to become one in PostHog.
# Seen on Node 20.20.2: ann joins an anonymous id: true; bob joins the same one: true
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . posthog-js-lite@4.12.1 >/dev/null
cat >run.mjs <<'JS'
import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";
import { PostHog } from "posthog-js-lite";

const seen = [];
const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const bytes = Buffer.concat(chunks);
    const text = bytes[0] === 0x1f ? gunzipSync(bytes).toString() : bytes.toString();
    if (request.url.startsWith("/batch")) seen.push(...JSON.parse(text).batch);
    response.end("{}");
  });
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const posthog = new PostHog("phc_test", {
  host: `http://127.0.0.1:${server.address().port}`,
  persistence: "memory",
  preloadFeatureFlags: false,
  flushAt: 1,
});
posthog.identify("ann");
await posthog.flush();
posthog.identify("bob");
await posthog.flush();
await posthog.shutdown();
server.close();

const joined = (id) => seen.find((message) => message.event === "$identify" && message.distinct_id === id)?.properties.$anon_distinct_id;
const isAnonymous = /^[0-9a-f-]{36}$/u.test(joined("ann") ?? "");
console.log(`ann joins an anonymous id: ${isAnonymous}; bob joins the same one: ${joined("bob") === joined("ann")}`);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "ann joins an anonymous id: true; bob joins the same one: true" ]]
