#!/usr/bin/env bash
# @openpanel/sdk 1.3.1 adds the group of one person to the events of the next, though each event names its person.
# `setGroup` reads like a message about a person, as `increment` is, but the client keeps the group and adds it to every later event. On a
# server one client serves all: an event with another `profileId`, and with `groups` of its own, counts for the company of whoever came before.
# Seen on Node 20.20.2: bob has groups acme,globex; carol has groups acme
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @openpanel/sdk@1.3.1 >/dev/null
cat >run.mjs <<'JS'
import { createServer } from "node:http";
import { OpenPanel } from "@openpanel/sdk";

const groups = {};
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { type, payload } = JSON.parse(Buffer.concat(chunks));
  if (type === "track") groups[payload.profileId] = payload.groups;
  response.writeHead(200, { "content-type": "application/json" }).end("{}");
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const openpanel = new OpenPanel({
  clientId: "client",
  clientSecret: "secret",
  apiUrl: `http://127.0.0.1:${server.address().port}`,
});
await openpanel.identify({ profileId: "ann", firstName: "Ann" });
await openpanel.setGroup("acme");
await openpanel.track("paid", { profileId: "bob", groups: ["globex"] });
await openpanel.track("paid", { profileId: "carol" });
server.close();
server.closeAllConnections();
console.log(`bob has groups ${groups.bob}; carol has groups ${groups.carol}`);
JS
out=$(timeout 60 node run.mjs)
echo "$out"
[[ "$out" == "bob has groups acme,globex; carol has groups acme" ]]
