/**
 * A worker of BullMQ that has done one job, and is closed at SIGTERM. Its arguments are the processor, `own` or the file of a sandboxed
 * one, and what comes after the close: `ends` nothing, `waits` the exit of the process after `await shutdown()`.
 */
import { Queue, Worker } from "bullmq";
import { client } from "tracked-client";

const [processor = "own", then] = process.argv.slice(2);
const connection = { host: "127.0.0.1", port: Number(process.env["REDIS_PORT"]), maxRetriesPerRequest: null };
const name = `orders-${process.pid}`;

async function trackFive(): Promise<void> {
  for (let call = 0; call < 5; call += 1) client.track();
}

const worker = new Worker(name, processor === "own" ? trackFive : new URL(processor, import.meta.url), {
  connection,
});
worker.on("completed", () => process.stdout.write("job done\n"));
process.on("SIGTERM", async () => {
  await worker.close();
  if (then !== "waits") return;
  await client.shutdown();
  process.exit(0);
});
const queue = new Queue(name, { connection });
await queue.add("order", {});
await queue.close();
