#!/usr/bin/env bash
# @segment/analytics-node 3.1.0 reports an event with a bigint as delivered, and never sends it.
# Databases give a bigint for large counts and ids. JSON cannot hold it, so the event cannot be sent. The library catches the TypeError and
# goes on as after a delivery: the callback gets no error, and the emitter tells `track` and not `error`.
# Seen on Node 20.20.2: callback undefined; reported track; errors 0; requests 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @segment/analytics-node@3.1.0 >/dev/null
cat >run.mjs <<'JS'
import { createServer } from "node:http";
import { Analytics } from "@segment/analytics-node";

let requests = 0;
const server = createServer((request, response) => {
  requests += 1;
  request.resume().on("end", () => response.end('{"success":true}'));
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const analytics = new Analytics({ writeKey: "key", host: `http://127.0.0.1:${server.address().port}` });
let errors = 0;
const reported = [];
analytics.on("error", () => (errors += 1));
analytics.on("track", (context) => reported.push(context.event.type));
const error = await new Promise((resolve) =>
  analytics.track({ userId: "user_1", event: "paid", properties: { views: 10n } }, resolve),
);
await analytics.closeAndFlush();
server.close();
console.log(`callback ${error}; reported ${reported}; errors ${errors}; requests ${requests}`);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "callback undefined; reported track; errors 0; requests 0" ]]
