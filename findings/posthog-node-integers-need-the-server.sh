#!/usr/bin/env bash
# posthog-node 5.70.0 cannot evaluate a flag locally that compares an integer.
# The flag service tells 5 from 5.0, which JavaScript cannot. So with the condition `seats = 5` a person property 5 is undecided: with local
# definitions each call becomes a request to the server, and with `onlyEvaluateLocally` it gives undefined. The text "5" is decided.
# Seen on Node 20.20.2: text "5" true, 0 requests; number 5 undefined, 0 requests; number 5 and the server true, 1 request
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . posthog-node@5.70.0 >/dev/null
cat >run.mjs <<'JS'
import { createServer } from "node:http";
import { PostHog } from "posthog-node";

const condition = { key: "seats", type: "person", operator: "exact", value: ["5"] };
const flag = { id: 1, key: "team", active: true, filters: { groups: [{ properties: [condition], rollout_percentage: 100 }] } };
let requests = 0;
const server = createServer((request, response) => {
  request.resume();
  const definitions = request.url.startsWith("/flags/definitions");
  const asked = !definitions && request.url.startsWith("/flags");
  if (asked) requests += 1;
  response.writeHead(200, { "content-type": "application/json" });
  if (definitions) response.end(JSON.stringify({ flags: [flag], group_type_mapping: {}, cohorts: {}, property_matching_version: 2 }));
  else if (asked) response.end(JSON.stringify({ flags: { team: { key: "team", enabled: true, metadata: { id: 1, version: 1 } } } }));
  else response.end('{"status":1}');
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const posthog = new PostHog("phc_test", {
  host: `http://127.0.0.1:${server.address().port}`,
  personalApiKey: "phx_test",
});
await posthog.waitForLocalEvaluationReady();
const said = async (seats, onlyEvaluateLocally) => {
  requests = 0;
  const options = { personProperties: { seats }, onlyEvaluateLocally, sendFeatureFlagEvents: false };
  const enabled = await posthog.isFeatureEnabled("team", "user_1", options);
  return `${enabled}, ${requests} request${requests === 1 ? "" : "s"}`;
};
const text = await said("5", false);
const number = await said(5, true);
const asked = await said(5, false);
await posthog.shutdown();
server.close();
console.log(`text "5" ${text}; number 5 ${number}; number 5 and the server ${asked}`);
JS
out=$(timeout 60 node run.mjs 2>/dev/null)
echo "$out"
[[ "$out" == 'text "5" true, 0 requests; number 5 undefined, 0 requests; number 5 and the server true, 1 request' ]]
