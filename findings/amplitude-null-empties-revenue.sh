#!/usr/bin/env bash
# @amplitude/analytics-node 1.5.73 drops all properties of a revenue event for one `null` among them.
# `setEventProperties` keeps nothing if one value is null, or a list of booleans, and neither throws nor logs. `track` sends the same properties
# with the null. And `setQuantity(0)`, or a negative quantity for goods that came back, is left out: the event counts one piece.
# Seen on Node 20.20.2: track sends plan=pro; revenue sends plan=undefined, quantity 1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @amplitude/analytics-node@1.5.73 >/dev/null
cat >run.cjs <<'JS'
const { createServer } = require("node:http");
const { gunzipSync } = require("node:zlib");
const { createInstance, Revenue, Types } = require("@amplitude/analytics-node");

async function main() {
  const seen = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    seen.push(...JSON.parse(bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).events);
    response.writeHead(200, { "content-type": "application/json" }).end('{"code":200}');
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const amplitude = createInstance();
  const serverUrl = `http://127.0.0.1:${server.address().port}`;
  await amplitude.init("key", { serverUrl, logLevel: Types.LogLevel.None }).promise;

  const user = { user_id: "user_1" };
  const properties = { plan: "pro", coupon: null };
  amplitude.track("paid", properties, user);
  amplitude.revenue(new Revenue().setPrice(20).setQuantity(-1).setEventProperties(properties), user);
  await amplitude.flush().promise;
  server.close();
  const [tracked, revenue] = seen.map((event) => event.event_properties);
  console.log(`track sends plan=${tracked.plan}; revenue sends plan=${revenue.plan}, quantity ${revenue.$quantity}`);
}
main();
JS
out=$(timeout 60 node run.cjs)
echo "$out"
[[ "$out" == "track sends plan=pro; revenue sends plan=undefined, quantity 1" ]]
