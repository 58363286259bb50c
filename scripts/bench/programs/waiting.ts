/**
 * What waiting events cost: a process of its own holds many, with posthog-node or with the helpers, and says how much memory one takes
 * and how long the event loop was blocked while they were sent. Run by the bench; its argument names the client.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { PostHog } from "posthog-node";
import { createTracker, parseUserId, trackUserSignedIn } from "../../../generated/index.ts";

/** Events that wait at once. */
const WAITING = 50_000;

const ID = "user_5b0e7c1e-93d2-4f6a-8a57-1d0c2b9f4e63";
const target = { apiKey: "phc_bench", host: "http://127.0.0.1:9" };

/** What the process says, as JSON. */
export interface WaitingCosts {
  /** Memory of the heap for one waiting event. */
  readonly bytes: number;
  /** The longest time that the event loop was blocked while all of them were sent. */
  readonly blockedMs: number;
  /** Time of the processor for one event, from the call until it was delivered, in milliseconds. */
  readonly cpuMs: number;
}

/** A server that answers at once, when it is let. */
let open: () => void = () => {};
const opened = new Promise<void>((resolve) => {
  open = resolve;
});
const answer = async (): Promise<Response> => {
  await opened;
  return new Response('{"status":1}');
};

const heap = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
};
/** Queueing a whole burst in one turn would block the loop by itself: tracking is spread, as in a server. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function measure(track: (number: number) => void, drain: () => Promise<unknown>): Promise<void> {
  // Once before, so that what is loaded and compiled is not counted.
  for (let number = 0; number < 100; number += 1) track(number);
  await nextTurn();
  const before = heap();
  const cpuBefore = process.cpuUsage();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  for (let number = 0; number < WAITING; number += 1) {
    track(number);
    if (number % 50 === 0) await nextTurn();
  }
  const bytes = (heap() - before) / WAITING;
  delay.enable();
  open();
  await drain();
  delay.disable();
  const { user, system } = process.cpuUsage(cpuBefore);
  const cpuMs = (user + system) / 1000 / WAITING;
  const costs: WaitingCosts = { bytes, blockedMs: delay.max / 1e6, cpuMs };
  process.stdout.write(JSON.stringify(costs));
}

if (process.argv[2] === "helpers") {
  const tracker = createTracker({ ...target, fetch: answer, log: () => {}, maxQueueMessages: WAITING * 2 });
  await tracker.ready();
  const user = parseUserId(ID);
  await measure(
    (number) =>
      void trackUserSignedIn(user, { method: "github", organization_id: `org_${number}` }, { tracker }),
    () => tracker.shutdown({ timeoutMs: 120_000 }),
  );
} else {
  const posthog = new PostHog(target.apiKey, { host: target.host, fetch: answer, maxQueueSize: WAITING * 2 });
  await measure(
    (number) =>
      posthog.capture({
        distinctId: ID,
        event: "user_signed_in",
        properties: { method: "github", organization_id: `org_${number}` },
        groups: { organization: `org_${number}` },
      }),
    () => posthog.shutdown(120_000),
  );
}
