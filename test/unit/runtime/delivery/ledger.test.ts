import { expect, test } from "vitest";
import type { Entry, Outcome } from "../../../../src/runtime/delivery/entry.ts";
import { Ledger } from "../../../../src/runtime/delivery/ledger.ts";
import { messageCounts } from "../../../support/message-counts.ts";
import { makeMessage } from "./make-entry.ts";

function makeLedger(): { readonly ledger: Ledger; readonly outcomes: (readonly [string, Outcome])[] } {
  const outcomes: (readonly [string, Outcome])[] = [];
  const ledger = new Ledger(({ message }, outcome) => outcomes.push([message.uuid, outcome]));
  return { ledger, outcomes };
}

const accept = (ledger: Ledger, uuid: string, event = "e"): Entry =>
  ledger.accept(makeMessage(uuid, event), 10);

const NOTHING = messageCounts();

test("an accepted message is queued, in flight, and then in one place for ever", () => {
  const { ledger, outcomes } = makeLedger();
  const entries = ["a", "b", "c", "d"].map((uuid) => accept(ledger, uuid));
  const [first, second, third] = entries as [Entry, Entry, Entry, Entry];
  ledger.sending(entries.slice(0, 3));
  expect(ledger.counts().events).toEqual({ ...NOTHING, accepted: 4, queued: 1, inFlight: 3 });
  ledger.returned(entries.slice(0, 3));
  expect(ledger.counts().events).toEqual({ ...NOTHING, accepted: 4, queued: 4 });
  ledger.settle(first, { kind: "delivered" });
  ledger.settle(second, { kind: "lost", reason: "http_401" });
  ledger.settle(third, { kind: "unknown", reason: "unknown_answer" });
  expect(ledger.counts().events).toEqual({
    accepted: 4,
    queued: 1,
    inFlight: 0,
    delivered: 1,
    unknown: 1,
    lost: 1,
    lostBy: { http_401: 1 },
    retried: 0,
  });
  expect(outcomes).toEqual([
    ["a", { kind: "delivered" }],
    ["b", { kind: "lost", reason: "http_401" }],
    ["c", { kind: "unknown", reason: "unknown_answer" }],
  ]);
});

test("group updates are counted apart", () => {
  const { ledger } = makeLedger();
  accept(ledger, "a");
  ledger.settle(accept(ledger, "g", "$groupidentify"), { kind: "delivered" });
  const { events, groupUpdates } = ledger.counts();
  expect(events).toEqual({ ...NOTHING, accepted: 1, queued: 1 });
  expect(groupUpdates).toEqual({ ...NOTHING, accepted: 1, delivered: 1 });
});

test("each time that a message is sent again counts", () => {
  const { ledger } = makeLedger();
  const entry = accept(ledger, "a");
  for (let attempt = 0; attempt < 3; attempt += 1) {
    ledger.sending([entry]);
    ledger.returned([entry]);
  }
  expect(ledger.counts().events).toEqual({ ...NOTHING, accepted: 1, queued: 1, retried: 2 });
  expect(entry.attempts).toBe(3);
});

test("what waits is known by number and by weight, and what was not delivered by name", () => {
  const { ledger } = makeLedger();
  const entries = ["paid", "paid", "signed_in", "left"].map((event, index) =>
    accept(ledger, String(index), event),
  );
  expect(entries.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  expect([ledger.accepted, ledger.waiting, ledger.waitingBytes]).toEqual([4, 4, 40]);
  for (const entry of entries.slice(0, 3)) ledger.settle(entry, { kind: "lost", reason: "shut_down" });
  expect([ledger.accepted, ledger.waiting, ledger.waitingBytes]).toEqual([4, 1, 10]);
  expect(ledger.counts()).toMatchObject({ waitingBytes: 10, undelivered: { paid: 2, signed_in: 1 } });
});
