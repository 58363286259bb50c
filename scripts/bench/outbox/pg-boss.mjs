/** Sends all jobs of a queue of pg-boss, once it reads a line. Ends when none is left. */
import { once } from "node:events";
import { PgBoss } from "pg-boss";
import { PostHog } from "posthog-node";

const { BENCH_DATABASE: connectionString, BENCH_HOST: host, BENCH_EVENTS: events } = process.env;
const boss = new PgBoss({ connectionString });
boss.on("error", (error) => {
  throw error;
});
await boss.start();
await boss.deleteQueue("events").catch(() => {});
await boss.createQueue("events");
for (let first = 0; first < Number(events); first += 250) {
  const jobs = Array.from({ length: 250 }, (_, index) => ({ data: eventOf(first + index) }));
  await boss.insert("events", jobs);
}
process.stdout.write("ready\n");
await once(process.stdin, "data");
const clients = [];
let left = Number(events);
// As many requests at once and events in each as the relay has.
const options = {
  batchSize: 250,
  localConcurrency: 4,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: 0.5,
};
await boss.work("events", options, async (jobs) => {
  // What is captured for two requests at once would get mixed.
  const client = clients.pop() ?? new PostHog("phc_bench", { host, flushAt: 1000, flushInterval: 0 });
  for (const { data } of jobs) client.capture({ ...data, timestamp: new Date(data.timestamp) });
  await client.flush();
  clients.push(client);
  left -= jobs.length;
  if (left === 0) process.exit(0);
});

function eventOf(number) {
  const uuid = crypto.randomUUID();
  const distinctId = `user_5b0e7c1e-93d2-4f6a-8a57-${String(number % 1000).padStart(12, "0")}`;
  const properties = { thing_id: uuid, workspace: "org_456", tier: "pro", kind: "second", amount_usd: 50 };
  return { event: "thing_done", distinctId, properties, timestamp: new Date(), uuid };
}
