/**
 * `npm run bench`: what the tool costs beside what it stands on, in one run and as ratios, because machines differ and are
 * noisy. Nothing is sent: both clients get a `fetch` that answers at once.
 */
import { readFileSync } from "node:fs";
import { PostHog } from "posthog-node";
import { Bench } from "tinybench";
import { v5 } from "uuid";
import { parse } from "yaml";
import {
  createTracker,
  eventUuid,
  parseUserId,
  trackFeatureUsed,
  trackUserSignedIn,
} from "../../generated/index.ts";
import { emitAll } from "../../src/emit/emit-all.ts";
import { readPlan } from "../../src/read/read-plan.ts";
import { measureRules } from "./rules.ts";
import { tell } from "./tell.ts";
import { measureSaves } from "./watch.ts";
import { compareStops } from "./compare-stops.ts";
import { compareVersions } from "./compare-versions.ts";
import { compareWaiting } from "./compare-waiting.ts";

const answer = async (): Promise<Response> => new Response('{"status":"Ok"}');
const key = { apiKey: "phc_bench", host: "http://127.0.0.1:9" };
// Neither queue gets full: the loops that are measured leave no time for sending.
const full = 10_000_000;
const peer = new PostHog(key.apiKey, { host: key.host, fetch: answer, maxQueueSize: full });
const tracker = createTracker({
  ...key,
  fetch: answer,
  log: () => {},
  maxQueueMessages: full,
  maxQueueBytes: full * 1000,
});
await tracker.ready();

const id = "user_5b0e7c1e-93d2-4f6a-8a57-1d0c2b9f4e63";
const user = parseUserId(id);
const timestamp = new Date();
const bytes = readFileSync(new URL("../../tracking-plan.yaml", import.meta.url));
const text = bytes.toString("utf8");
const { plan } = readPlan({ file: "tracking-plan.yaml", bytes });
let count = 0;

/** Both ends of each comparison: ours, and what it is held against. */
const PAIRS = [
  {
    name: "an event: helper / posthog-node's capture",
    ours: () => void trackUserSignedIn(user, { method: "github" }, { tracker }),
    peer: () => peer.capture({ distinctId: id, event: "user_signed_in", properties: { method: "github" } }),
  },
  {
    name: "a keyed event: helper / posthog-node's capture",
    ours: () =>
      void trackFeatureUsed(user, { feature: "x" }, { tracker, timestamp, idempotencyKey: `key-${count++}` }),
    peer: () =>
      peer.capture({ distinctId: id, event: "feature_used", properties: { feature: "x" }, timestamp }),
  },
  {
    name: "a uuid of a key: eventUuid / package uuid's v5",
    ours: () => void eventUuid("paid", id, ["in_1"]),
    peer: () => void v5(`paid ${id} in_1`, v5.URL),
  },
  {
    name: "this plan: read and checked / parsed as YAML",
    ours: () => void readPlan({ file: "tracking-plan.yaml", bytes }),
    peer: () => void parse(text),
  },
  {
    name: "this plan: all files made / parsed as YAML",
    ours: () => void (plan && emitAll(plan)),
    peer: () => void parse(text),
  },
] as const;

const median = (bench: Bench, name: string): number => {
  const result = bench.getTask(name)?.result;
  return result !== undefined && "latency" in result ? result.latency.p50 : Number.NaN;
};

for (const pair of PAIRS) {
  const bench = new Bench({ time: 500 }).add("ours", pair.ours).add("peer", pair.peer);
  await bench.run();
  tell(pair.name, median(bench, "ours"), median(bench, "peer"));
}
const { watched, cold } = await measureSaves();
tell("a save, 1,000 events in 40 files: watched / generate", watched, cold);
compareVersions();
const { reading, thousand, tenThousand } = measureRules();
tell("1,000 events: all rules / read and checked", thousand, reading);
tell("all rules: 10,000 events / 1,000 events", tenThousand, thousand);
compareWaiting();
await compareStops();
await Promise.all([tracker.shutdown({ timeoutMs: 1000 }), peer.shutdown(1000)]);
