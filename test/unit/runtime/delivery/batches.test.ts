import { expect, test } from "vitest";
import { Batches } from "../../../../src/runtime/delivery/batches.ts";
import { MessageQueue } from "../../../../src/runtime/delivery/message-queue.ts";
import type { QueuedMessage } from "../../../../src/runtime/delivery/queued-message.ts";
import { FAKE_TIMING } from "./fake-timing.ts";
import { makeMessage } from "./make-message.ts";

const REFUSED = { isDivisible: true, isTooLarge: false };
const TOO_LARGE = { isDivisible: true, isTooLarge: true };

/** Batches over a queue with so many messages. */
function setUp(count: number): {
  readonly batches: Batches;
  readonly next: () => readonly QueuedMessage[];
  /** Sends the next batch, which the server accepts. Returns its size. */
  readonly accept: () => number;
  /** Sends single messages, which the server refuses. */
  readonly refuseSingles: (times: number) => void;
} {
  const queue = new MessageQueue({
    sender: {
      ready: () => Promise.resolve(true),
      notify: () => {},
      hurry: () => {},
      stop: () => {},
      restart: () => {},
    },
    bounds: { maxQueueMessages: Infinity, maxQueueBytes: Infinity },
    timing: FAKE_TIMING,
    onOutcome: () => {},
    onClosed: () => {},
  });
  for (let number = 0; number < count; number += 1) queue.accept(makeMessage(`m${number}`), false);
  const batches = new Batches(queue);
  const next = (): readonly QueuedMessage[] => {
    const batch = batches.next(Infinity);
    queue.sending(batch);
    return batch;
  };
  return {
    batches,
    next,
    accept: () => {
      const batch = next();
      for (const message of batch) queue.settle(message, { kind: "delivered" });
      batches.taken(true);
      return batch.length;
    },
    refuseSingles: (times) => {
      for (let time = 0; time < times; time += 1) {
        const [message] = next() as [QueuedMessage];
        expect(batches.divide([message], REFUSED)).toBe(false);
        queue.giveUp(message, "http_400");
        queue.putBack([]);
      }
    },
  };
}

const uuidsOf = (batch: readonly QueuedMessage[]): readonly string[] =>
  batch.map(({ message }) => message.uuid);

test("a request that was too large halves the next ones, and after ten accepted ones they grow again", () => {
  const { batches, next, accept } = setUp(5000);
  expect(batches.divide(next(), TOO_LARGE)).toBe(true);
  // The two halves, eight more requests of their size, and then a larger one.
  expect(Array.from({ length: 12 }, accept)).toEqual([...Array.from({ length: 10 }, () => 125), 250, 250]);
});

test("a single message that is too large does not make other requests smaller", () => {
  const { batches, next, accept } = setUp(1);
  expect(batches.divide(next(), TOO_LARGE)).toBe(false);
  const other = setUp(500);
  expect(other.batches.divide(other.next().slice(0, 1), TOO_LARGE)).toBe(false);
  expect([other.accept(), accept()]).toEqual([250, 0]);
});

test("after twenty refused messages in a row nothing is divided, until the server accepts something", () => {
  const { batches, next, refuseSingles } = setUp(5000);
  const pair = next().slice(0, 2);
  refuseSingles(19);
  expect(batches.divide(pair, REFUSED)).toBe(true);
  batches.clear();
  refuseSingles(1);
  expect(batches.divide(pair, REFUSED)).toBe(false);
  batches.taken(false);
  expect(batches.divide(pair, REFUSED)).toBe(false);
  expect(batches.divide(pair, TOO_LARGE)).toBe(true);
  batches.clear();
  batches.taken(true);
  expect(batches.divide(pair, REFUSED)).toBe(true);
});

test("both halves of a divided request come next, in their order", () => {
  const { batches, next } = setUp(5);
  expect(batches.divide(next(), REFUSED)).toBe(true);
  expect([uuidsOf(next()), uuidsOf(next())]).toEqual([
    ["m0", "m1", "m2"],
    ["m3", "m4"],
  ]);
});

test("a request that cannot be divided is not", () => {
  const { batches, next } = setUp(2);
  expect(batches.divide(next(), { isDivisible: false, isTooLarge: false })).toBe(false);
});

test("cleared, it forgets the halves: their messages are queued as all others", () => {
  const { batches, next } = setUp(3);
  batches.divide(next(), REFUSED);
  batches.clear();
  expect(uuidsOf(next())).toEqual(["m0", "m1", "m2"]);
});
