/** Tracks five durable events when it is told to, says what became of them, and lives until a signal ends it. */
import { createTracker } from "../../../src/runtime/create-tracker.ts";
import { fileOutbox } from "../../../src/outbox/file/index.ts";
import { track } from "../../../src/runtime/calls.ts";
import { creditsBought, durablePlan } from "../../support/kills/durable-event.ts";

const { POSTHOG_HOST: host, OUTBOX: path = "", END_TIMEOUT_MS } = process.env;

const tracker = createTracker(durablePlan, {
  apiKey: "phc_x",
  host,
  outbox: fileOutbox({ path }),
  endTimeoutMs: Number(END_TIMEOUT_MS),
});

setInterval(() => {}, 1000);
process.stdin.once("data", () => {
  for (let credits = 1; credits <= 5; credits += 1) {
    track(
      creditsBought,
      "ann",
      { credits },
      { tracker, idempotencyKey: `${credits}`, timestamp: new Date() },
    );
  }
  process.stdout.write(`${JSON.stringify(tracker.stats().durable)}\n`);
});
process.stdout.write("ready\n");
