/** Keyed events, called and flushed, beside posthog-node: prints seconds of processor time for each event. */
import { gunzipSync } from "node:zlib";
import { PostHog } from "posthog-node";
import { inTurn } from "../figures.ts";
import { cpuOf } from "./cpu.ts";
import { helperOf, helpers, PROPERTIES, TARGET, TRACKER_OPTIONS, USER_ID } from "./helpers.ts";

const PAIRS = 31;
const WARM_UP = 8;
const EVENTS = 1000;

/** Events that arrived, while they are counted. */
let arrived = 0;
let counts = true;
const fetch = async (_url: unknown, request?: { readonly body?: unknown }): Promise<Response> => {
  if (counts) {
    const bytes = Buffer.from(await new Response(request?.body as Uint8Array<ArrayBuffer>).arrayBuffer());
    const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString();
    arrived += (JSON.parse(text) as { readonly batch: readonly unknown[] }).batch.length;
  }
  return new Response('{"status":"Ok"}');
};
const { host, apiKey } = TARGET;
const posthog = new PostHog(apiKey, { host, fetch, maxQueueSize: 100_000 });
const tracker = helpers.createTracker({ ...TRACKER_OPTIONS, fetch: fetch as typeof globalThis.fetch });
await tracker.ready();
const user = helpers.parseUserId(USER_ID);
const timestamp = new Date();
const track = helperOf(0);
let count = 0;
const properties = (): typeof PROPERTIES => ({
  ...PROPERTIES,
  thing_id: `5b0e7c1e-93d2-4f6a-8a57-${String(count++).padStart(12, "0")}`,
});

const ours = async (): Promise<void> => {
  for (let event = 0; event < EVENTS; event += 1) track(user, properties(), { tracker, timestamp });
  await tracker.flush();
};
const peer = async (): Promise<void> => {
  for (let event = 0; event < EVENTS; event += 1) {
    posthog.capture({ distinctId: USER_ID, event: "thing_0_done", properties: properties(), timestamp });
  }
  await posthog.flush();
};

for (const [name, run] of Object.entries({ ours, peer })) {
  arrived = 0;
  await run();
  if (arrived !== EVENTS) throw new Error(`Of ${EVENTS} events of ${name}, ${arrived} arrived.`);
}
counts = false;
const measure = (pairs: number) =>
  inTurn(
    pairs,
    async () => (await cpuOf(ours)) / EVENTS,
    async () => (await cpuOf(peer)) / EVENTS,
  );
await measure(WARM_UP);
process.stdout.write(JSON.stringify(await measure(PAIRS)));
process.exit(0);
