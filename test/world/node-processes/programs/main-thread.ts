/** Has a worker thread do a job, and ends as its first argument says: `exit`, `terminate`, or not by itself. */
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";

const [how, then] = process.argv.slice(2);
const worker = new Worker(new URL("thread.mjs", import.meta.url), { workerData: then });
worker.once("message", () => {
  process.stdout.write("ready\n");
  void end();
});

async function end(): Promise<void> {
  await sleep(300);
  if (how === "exit") process.exit();
  if (how === "terminate") await worker.terminate();
}
