/** A webhook of two payments in one second, delivered as often as the argument says. Prints the stats as JSON. */
import {
  shutdown,
  stats,
  trackPaymentSucceeded,
  trackSubscriptionCreated,
  userId,
} from "../../../generated/index.ts";

const user = userId("user_7c9e6679-7425-40de-944b-e07fc1f90ae7");
const timestamp = new Date("2026-03-01T23:59:59Z");
const properties = { amount_usd: 50, organization_id: "org_456" };
for (let delivery = 0; delivery < Number(process.argv[2]); delivery += 1) {
  trackPaymentSucceeded(user, properties, { timestamp, idempotencyKey: "evt_1" });
  trackPaymentSucceeded(user, properties, { timestamp, idempotencyKey: "evt_2" });
  const subscription = { ...properties, tier: "pro", stripe_subscription_id: "sub_1" } as const;
  trackSubscriptionCreated(user, subscription, { timestamp });
}
await shutdown();
process.stdout.write(JSON.stringify(stats()));
