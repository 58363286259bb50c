import { expect, test } from "vitest";
import type { Entry } from "../../../../src/runtime/delivery/entry.ts";
import { MessageQueue, type QueueBounds } from "../../../../src/runtime/delivery/message-queue.ts";
import { makeEntry } from "./make-entry.ts";

const NO_BOUNDS: QueueBounds = { messages: Infinity, bytes: Infinity };
const uuidsOf = (entries: readonly Entry[]): readonly string[] => entries.map(({ message }) => message.uuid);

function makeQueue(uuids: string): MessageQueue {
  const queue = new MessageQueue();
  for (const uuid of uuids) queue.push(makeEntry(uuid));
  return queue;
}

test("first in, first out, within the bounds of a request", () => {
  const queue = makeQueue("abcde");
  expect(uuidsOf(queue.take({ messages: 2, bytes: Infinity }, 0))).toEqual(["a", "b"]);
  expect(uuidsOf(queue.take({ messages: 9, bytes: 2 }, 0))).toEqual(["c", "d"]);
  expect(queue.size).toBe(1);
  expect(uuidsOf(queue.take(NO_BOUNDS, 0))).toEqual(["e"]);
  expect(queue.take(NO_BOUNDS, 0)).toEqual([]);
});

test("one that is larger than a request may be goes alone", () => {
  const queue = new MessageQueue();
  queue.push(makeEntry("large", { bytes: 100 }));
  queue.push(makeEntry("small"));
  expect(uuidsOf(queue.take({ messages: 9, bytes: 10 }, 0))).toEqual(["large"]);
});

test("what was put back goes before what is new, in its order", () => {
  const queue = makeQueue("abcd");
  const taken = queue.take({ messages: 3, bytes: Infinity }, 0);
  queue.putBack(taken, 0);
  expect(queue.size).toBe(4);
  expect(uuidsOf(queue.take(NO_BOUNDS, 0))).toEqual(["a", "b", "c", "d"]);
});

test("what is not to be sent yet holds up nothing, and its time is known", () => {
  const queue = makeQueue("c");
  queue.putBack([makeEntry("a", { readyAt: 20 }), makeEntry("b", { readyAt: 10 })], 5);
  expect([queue.size, queue.nextReadyAt]).toEqual([3, 10]);
  expect(uuidsOf(queue.take(NO_BOUNDS, 9))).toEqual(["c"]);
  expect(uuidsOf(queue.take(NO_BOUNDS, 10))).toEqual(["b"]);
  expect(queue.nextReadyAt).toBe(20);
  queue.hurry();
  expect(queue.nextReadyAt).toBe(undefined);
  expect(uuidsOf(queue.take(NO_BOUNDS, 10))).toEqual(["a"]);
});

test("delayed messages come back in the order in which they were put back", () => {
  const queue = makeQueue("d");
  queue.putBack(
    ["a", "b", "c"].map((uuid) => makeEntry(uuid, { readyAt: 10 })),
    5,
  );
  expect(uuidsOf(queue.take(NO_BOUNDS, 10))).toEqual(["a", "b", "c", "d"]);
});

test("all of it can be taken out at once, and it goes on being a queue", () => {
  const queue = makeQueue("abc");
  queue.putBack(queue.take({ messages: 1, bytes: Infinity }, 0), 0);
  queue.putBack([makeEntry("later", { readyAt: 10 })], 0);
  expect(uuidsOf(queue.clear())).toEqual(["a", "b", "c", "later"]);
  expect(queue.size).toBe(0);
  queue.push(makeEntry("d"));
  expect(uuidsOf(queue.take(NO_BOUNDS, 0))).toEqual(["d"]);
});

test("fifty thousand messages come out as they went in", () => {
  const queue = new MessageQueue();
  const numbers = Array.from({ length: 50_000 }, (_, number) => String(number));
  for (const number of numbers) queue.push(makeEntry(number));
  const taken: string[] = [];
  while (queue.size > 0) taken.push(...uuidsOf(queue.take({ messages: 250, bytes: Infinity }, 0)));
  expect(taken).toEqual(numbers);
});

test("the next time is found among more delayed messages than a call can have arguments", () => {
  const queue = new MessageQueue();
  const entries = Array.from({ length: 200_000 }, (_, index) => ({
    ...makeEntry("m"),
    readyAt: 900_000 - index,
  }));
  for (let start = 0; start < entries.length; start += 50_000)
    queue.putBack(entries.slice(start, start + 50_000), 0);
  expect(queue.nextReadyAt).toBe(900_000 - 199_999);
});
