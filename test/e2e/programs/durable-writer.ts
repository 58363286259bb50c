/**
 * Tracks durable events until it is killed, and writes the key of each accepted one to a file: what is in that file was promised.
 * With `ROUNDS=0` it only sends what is there.
 */
import { appendFileSync } from "node:fs";
import { fileOutbox } from "../../../src/outbox/file/index.ts";
import { bytesOf, uuidOf } from "../../../src/portable/event-uuid.ts";
import { track } from "../../../src/runtime/calls.ts";
import { createTracker } from "../../../src/runtime/create-tracker.ts";
import type { EventDefinition, PlanContract } from "../../../src/runtime/definition.ts";

const { POSTHOG_HOST: host, OUTBOX: path = "", ACCEPTED: accepted = "", WRITER = "", ROUNDS } = process.env;

const namespace = bytesOf("6ba7b810-9dad-41d1-80b4-00c04fd430c8");

const plan: PlanContract = {
  name: "shop",
  parseUserId: (raw) => ({ ok: true, id: String(raw) }),
  eventUuid: (event, id, key) => uuidOf(namespace, [event, id, ...key]),
  actors: {},
  person: { fields: {} },
  groups: {},
};

const creditsBought: EventDefinition = {
  plan,
  name: "credits_bought",
  rules: () => ({ durable: true, idempotency: "caller", fields: { credits: { type: "number" } } }),
};

const tracker = createTracker(plan, {
  apiKey: "phc_x",
  host,
  flushInterval: 5,
  outbox: fileOutbox({ path }),
});

let count = 0;
function write(): void {
  for (let left = 1 + Math.floor(Math.random() * 20); left > 0; left -= 1) {
    count += 1;
    const idempotencyKey = `${WRITER} ${count}`;
    const options = { tracker, idempotencyKey, timestamp: new Date() };
    if (track(creditsBought, "ann-1", { credits: count }, options)) {
      // What is held in memory is promised to nobody.
      if (tracker.stats().durable?.waitingForStore === 0) appendFileSync(accepted, `${idempotencyKey}\n`);
    }
  }
  if (count < 40) process.stdout.write("writing\n");
  setTimeout(write, 1);
}

if (ROUNDS === "0") {
  await tracker.flush({ timeoutMs: 60_000 });
  process.stdout.write("drained\n");
  await tracker.shutdown();
} else {
  write();
}
