/**
 * A process of an application with an outbox, until it is killed. `DOES` says what it does: `write` tracks durable events and sends what
 * it claims, `send` only sends, `drain` sends what is there and ends.
 */
import { createTracker } from "../../../src/runtime/create-tracker.ts";
import { deletesBeforeItSends, diesOfUnreadable, sendsNewUuids } from "./broken.ts";
import { durablePlan } from "./durable-event.ts";
import { workOnFile } from "./worker-file.ts";
import { workOnPostgres } from "./worker-postgres.ts";

const { DOES, STORE, POSTHOG_HOST: host, BREAK } = process.env;

const { outbox, write } = STORE === "file" ? workOnFile() : workOnPostgres();

const tracker = createTracker(durablePlan, {
  apiKey: "phc_x",
  host,
  flushInterval: 5,
  log: () => {},
  outbox: BREAK === "deletes" ? deletesBeforeItSends(outbox) : outbox,
  disableCompression: true,
  ...(BREAK === "uuids" && { fetch: sendsNewUuids }),
  ...(BREAK === "dies" && { fetch: diesOfUnreadable }),
});

if (DOES === "drain") {
  await tracker.flush({ timeoutMs: 60_000 });
  await tracker.shutdown();
  process.exit();
}
// Keeps a process alive that only sends.
setInterval(() => {}, 1000);
const sayReady = (): void => void process.stdout.write("ready\n");
if (DOES === "write") await write(tracker, sayReady);
else sayReady();
