import { expect, test } from "vitest";
import { Ledger, type Outcome } from "../../../../src/runtime/delivery/ledger.ts";
import type { Message } from "../../../../src/runtime/message.ts";

function message(uuid: string, event = "e"): Message {
  return { event, uuid, distinctId: "ann", properties: {}, timestamp: new Date(0) };
}

test("accounts for every message, group updates apart", () => {
  const outcomes: [string, Outcome][] = [];
  const ledger = new Ledger(({ uuid }, outcome) => outcomes.push([uuid, outcome]));
  for (const uuid of ["a", "b", "c", "d"]) ledger.accept(message(uuid));
  ledger.accept(message("g", "$groupidentify"));
  ledger.deliver(["a", "g", "nobody's"]);
  ledger.lose(["b", "c"], "http_401");
  expect(ledger.counts()).toEqual({
    events: { accepted: 4, delivered: 1, lost: 2, lostBy: { http_401: 2 }, waiting: 1 },
    groupUpdates: { accepted: 1, delivered: 1, lost: 0, lostBy: {}, waiting: 0 },
  });
  expect(ledger.waiting).toBe(1);
  expect(outcomes).toEqual([
    ["a", { kind: "delivered" }],
    ["g", { kind: "delivered" }],
    ["b", { kind: "lost", reason: "http_401" }],
    ["c", { kind: "lost", reason: "http_401" }],
  ]);
});

test("a message has one outcome", () => {
  const ledger = new Ledger(() => {});
  ledger.accept(message("a"));
  ledger.deliver(["a"]);
  ledger.deliver(["a"]);
  ledger.lose(["a"], "late");
  expect(ledger.counts().events).toEqual({
    accepted: 1,
    delivered: 1,
    lost: 0,
    lostBy: {},
    waiting: 0,
  });
});

test("what is still waiting can be given up at once", () => {
  const ledger = new Ledger(() => {});
  ledger.accept(message("a"));
  ledger.accept(message("g", "$groupidentify"));
  ledger.loseAll("shut_down");
  expect(ledger.counts()).toMatchObject({
    events: { lostBy: { shut_down: 1 }, waiting: 0 },
    groupUpdates: { lostBy: { shut_down: 1 }, waiting: 0 },
  });
});
