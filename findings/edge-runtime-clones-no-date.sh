#!/usr/bin/env bash
# In @edge-runtime/vm 5.0.0, zod 4.6.7 refuses a copy of a date that it takes in Node and in Cloudflare's workerd.
# The runtime takes `structuredClone` from Node, so a copied Date, Map or Set is of Node's classes and `instanceof` says no. Lists, errors and
# bytes pass: for those it teaches `instanceof` of both worlds. A check that is tested in this runtime, as edge functions are, then refuses
# what the host would accept.
# Seen on Node 20.20.2: node: date true, map true, list true; edge-runtime: date false, map false, list true; workerd: date true, map true, list true
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @edge-runtime/vm@5.0.0 zod@4.6.7 miniflare@4.20260426.0 esbuild@0.28.0 >/dev/null
cat >check.js <<'JS'
import { z } from "zod";

const event = { at: new Date(0), seats: new Map([["pro", 3]]), tags: ["a"] };
const { at, seats, tags } = structuredClone(event);
globalThis.said = [
  `date ${z.date().safeParse(at).success}`,
  `map ${z.map(z.string(), z.number()).safeParse(seats).success}`,
  `list ${z.array(z.string()).safeParse(tags).success}`,
].join(", ");
JS
cat >run.mjs <<'JS'
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";
import { EdgeVM } from "@edge-runtime/vm";
import { buildSync } from "esbuild";
import { Miniflare } from "miniflare";

buildSync({ entryPoints: ["check.js"], bundle: true, format: "iife", outfile: "bundle.js" });
const code = readFileSync("bundle.js", "utf8");
runInThisContext(code);
const edge = new EdgeVM();
edge.evaluate(code);
const worker = new Miniflare({
  modules: [
    {
      type: "ESModule",
      path: "worker.mjs",
      contents: `${code}\nexport default { fetch: () => new Response(globalThis.said) };`,
    },
  ],
  compatibilityDate: "2026-01-01",
});
const workerd = await (await worker.dispatchFetch("http://shop.example/")).text();
await worker.dispose();
console.log(`node: ${said}; edge-runtime: ${edge.evaluate("said")}; workerd: ${workerd}`);
JS
out=$(timeout 120 node run.mjs 2>/dev/null)
echo "$out"
[[ "$out" == "node: date true, map true, list true; edge-runtime: date false, map false, list true; workerd: date true, map true, list true" ]]
