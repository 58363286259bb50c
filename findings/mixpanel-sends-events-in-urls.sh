#!/usr/bin/env bash
# mixpanel 0.24.0 sends events by GET, with token and properties in the URL.
# On a server this is the default of `track`: what proxies and gateways write into their access logs then holds ids and properties of people, as
# base64. And every answer but the text `1` is an error, also 200 with JSON, which a proxy that stands in for Mixpanel would give.
# Seen on Node 20.20.2: GET /track with user_1 in its URL; 200 with JSON is an error
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . mixpanel@0.24.0 >/dev/null
cat >run.mjs <<'JS'
import { createServer } from "node:http";
import Mixpanel from "mixpanel";

let seen = "";
const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://127.0.0.1");
  const event = JSON.parse(Buffer.from(searchParams.get("data"), "base64").toString());
  seen = `${request.method} ${pathname.replace(/\/$/u, "")} with ${event.properties.distinct_id} in its URL`;
  response.writeHead(200, { "content-type": "application/json" }).end('{"status":1}');
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const mixpanel = Mixpanel.init("token", { host: `127.0.0.1:${server.address().port}`, protocol: "http" });
const outcome = await new Promise((resolve) =>
  mixpanel.track("paid", { distinct_id: "user_1" }, (error) => resolve(error ? "is an error" : "is taken")),
);
server.close();
console.log(`${seen}; 200 with JSON ${outcome}`);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "GET /track with user_1 in its URL; 200 with JSON is an error" ]]
