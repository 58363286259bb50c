import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ReceivedEvent } from "../../src/endpoint/received.ts";
import { startPostHogEndpoint } from "../../src/endpoint/start.ts";
import { createTracker } from "../../src/runtime/create-tracker.ts";
import type { ParsedId } from "../../src/runtime/definition.ts";
import { ANN, BOB, jobFinished, paymentSucceeded, plan, robotMoved } from "../support/shop-plan.ts";

/** Whatever is passed as an id, and wherever: what arrives is under an id that the contract gives. */

const known = fc.constantFrom(
  ANN,
  ANN.toUpperCase(),
  ANN.slice(5),
  ` ${ANN}`,
  `${ANN}\n`,
  `user_${ANN}`,
  "user_",
  "user_undefined",
  "user_00000000-0000-0000-0000-000000000000",
  "system_nightly",
  "system_Nightly",
  "system_",
  "robot_7",
  "robot_07",
  "robot_-1",
  "7",
  "0",
  "guest",
  "Anonymous",
  '"null"',
  "[object Object]",
  "ann@example.com",
  "system_ann@example.com",
  "org_456",
);

const text = fc.oneof(
  known,
  fc.string({ unit: "binary" }),
  fc.tuple(fc.constantFrom("user_", "system_", "robot_", ""), fc.string()).map((parts) => parts.join("")),
  fc.tuple(known, fc.nat(60), fc.string({ unit: "grapheme", maxLength: 2 })).map(([id, at, put]) => {
    return id.slice(0, at) + put + id.slice(at + 1);
  }),
);

const raw: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: text },
  fc.record({ ok: fc.constantFrom(true, false, "yes"), id: text, reason: text }),
  fc.integer(),
  fc.bigInt(),
  fc.anything(),
);

const call = fc.record({ id: raw, kind: fc.nat(5), claimedId: fc.oneof(text, fc.constant(BOB)) });

test("no id that the contract refuses is ever on the wire, nor one in another form", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 100, maxLength: 400 }), async (calls) => {
      const endpoint = await startPostHogEndpoint();
      const tracker = createTracker(plan, { apiKey: "phc_x", host: endpoint.url, log: () => {} });
      let accepted = 0;
      for (const { id, kind, claimedId } of calls) {
        const sender = id as string;
        const ways = [
          () => tracker.track(paymentSucceeded, sender, { amount_usd: 5 }, { claimedId }),
          () => tracker.track(jobFinished, sender, { job: "clean" }, { claimedId }),
          () => tracker.track(robotMoved, sender, {}, { claimedId }),
          () => tracker.identify(plan, sender, {}, { claimedId }),
          () => tracker.groupIdentify(plan, "organization", "org_1", {}, { by: sender }),
          () => tracker.groupIdentify(plan, "workspace", sender, {}),
        ] as const;
        if (ways[kind]?.() === true) accepted += 1;
      }
      await tracker.shutdown();
      await endpoint.close();
      expect(accepted).toBeGreaterThan(0);
      expect(endpoint.events).toHaveLength(accepted);
      expect(endpoint.events.filter((event) => !event.accepted || !isOfRightfulSender(event))).toEqual([]);
    }),
    { numRuns: 8 },
  );
});

/** Whether the contract gives the very id that an event came under. */
function isOfRightfulSender({ event, distinctId, properties }: ReceivedEvent): boolean {
  const { robot, system } = plan.actors;
  switch (event) {
    case "job_finished":
      return isCanonical(distinctId, system?.parseId);
    case "robot_moved":
      return isCanonical(distinctId, robot?.parseId);
    case "$groupidentify": {
      // Without a user it comes under the technical person of the group, whose key may have a form.
      const { $group_type: type, $group_key: key } = properties as Readonly<Record<string, string>>;
      const parseKey = plan.groups[type ?? ""]?.parseKey;
      return (
        isCanonical(distinctId, plan.parseUserId) ||
        (distinctId === `$${type}_${key}` && (parseKey === undefined || isCanonical(key, parseKey)))
      );
    }
    default:
      return isCanonical(distinctId, plan.parseUserId);
  }
}

function isCanonical(id: string | undefined, parse: ((id: unknown) => ParsedId) | undefined): boolean {
  const parsed = parse?.(id);
  return parsed?.ok === true && parsed.id === id;
}
