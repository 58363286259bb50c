/**
 * A process of an application with an outbox: `pay` tracks a payment and waits, until it is killed; `restart` sends what it finds.
 * Called with the folder of the generated code, too.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fileOutbox } from "../../src/outbox/file/index.ts";
import type { Analytics } from "./calls.ts";

const [does, folder = ""] = process.argv.slice(2);
const analytics: Analytics = await import(pathToFileURL(join(folder, "generated/index.ts")).href);

analytics.configureTracking({
  outbox: fileOutbox({ path: join(folder, "var/tracking.db") }),
  log: () => {},
});
if (does === "pay") {
  const user = analytics.userId("5b0e7c1e-93d2-4f6a-8a57-1d0c2b9f4e63");
  const payment = { amount_usd: 50, organization_id: "org_456" };
  const options = { timestamp: new Date(), idempotencyKey: "evt_killed" };
  const isAccepted = analytics.trackPaymentSucceeded(user, payment, options);
  setInterval(() => {}, 1000);
  process.stdout.write(`${isAccepted}\n`);
} else {
  await analytics.shutdown();
}
