/**
 * Tracks five events and waits for SIGTERM, with posthog-node and a handler as its documentation shows it, or with the helpers. Says
 * on standard output how long the event loop was blocked at most in the half second after the first event.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { PostHog } from "posthog-node";
import { configureTracking, parseUserId, trackUserSignedIn } from "../../../generated/index.ts";

const ID = "user_5b0e7c1e-93d2-4f6a-8a57-1d0c2b9f4e63";
const EVENTS = 5;
const { BENCH_HOST: host = "", BENCH_CLIENT: client } = process.env;
const apiKey = "phc_bench";

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
// What the loop did before is not the events' doing.
await sleep(50);
delay.reset();
if (client === "helpers") {
  configureTracking({ apiKey, host });
  const user = parseUserId(ID);
  for (let event = 0; event < EVENTS; event += 1) trackUserSignedIn(user, { method: "github" });
} else {
  const posthog = new PostHog(apiKey, { host });
  process.on("SIGTERM", () => void posthog.shutdown().then(() => process.exit(0)));
  for (let event = 0; event < EVENTS; event += 1) {
    posthog.capture({ distinctId: ID, event: "user_signed_in", properties: { method: "github" } });
  }
}
await sleep(500);
delay.disable();
process.stdout.write(`${delay.max / 1e6}\n`);
setInterval(() => {}, 1000);
