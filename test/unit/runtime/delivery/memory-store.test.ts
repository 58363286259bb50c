import { expect, test } from "vitest";
import { MemoryStore, type RequestBounds } from "../../../../src/runtime/delivery/memory-store.ts";
import type { QueuedMessage } from "../../../../src/runtime/delivery/queued-message.ts";
import { makeQueued } from "./make-message.ts";

const NO_BOUNDS: RequestBounds = {
  messages: Infinity,
  bytes: Infinity,
  last: Infinity,
  underWay: new Set<string>(),
};
const uuidsOf = (messages: readonly QueuedMessage[]): readonly string[] =>
  messages.map(({ message }) => message.uuid);

function makeStore(uuids: string): {
  readonly store: MemoryStore;
  readonly messages: readonly QueuedMessage[];
} {
  const store = new MemoryStore();
  const messages = [...uuids].map((uuid, index) => makeQueued(uuid, { number: index + 1 }));
  for (const message of messages) store.add(message);
  return { store, messages };
}

function end(store: MemoryStore, messages: readonly QueuedMessage[]): void {
  for (const message of messages) {
    message.state = "delivered";
    store.end();
  }
}

test("first in, first out, within the bounds of a request", () => {
  const { store } = makeStore("abcde");
  const next = (more: Partial<RequestBounds>): readonly string[] => {
    const messages = store.next({ ...NO_BOUNDS, ...more }, 0);
    end(store, messages);
    return uuidsOf(messages);
  };
  expect(next({ messages: 2 })).toEqual(["a", "b"]);
  expect(next({ bytes: 1 })).toEqual(["c"]);
  expect(next({ last: 4 })).toEqual(["d"]);
  expect(next({ last: 4 })).toEqual([]);
  expect(next({})).toEqual(["e"]);
});

test("one that is larger than a request may be goes alone", () => {
  const store = new MemoryStore();
  store.add(makeQueued("large", { bytes: 100 }));
  store.add(makeQueued("small"));
  expect(uuidsOf(store.next({ ...NO_BOUNDS, bytes: 10 }, 0))).toEqual(["large"]);
});

test("what is in flight is not next, and what comes back goes before what is new", () => {
  const { store, messages } = makeStore("abcd");
  const [first, second] = messages as [QueuedMessage, QueuedMessage];
  first.state = "inFlight";
  second.state = "inFlight";
  expect(uuidsOf(store.next(NO_BOUNDS, 0))).toEqual(["c", "d"]);
  first.state = "queued";
  second.state = "queued";
  expect(uuidsOf(store.next(NO_BOUNDS, 0))).toEqual(["a", "b", "c", "d"]);
});

test("what is not to be sent yet holds up nothing, and its time is known", () => {
  const { store, messages } = makeStore("abc");
  const [first, second, third] = messages as [QueuedMessage, QueuedMessage, QueuedMessage];
  first.readyAt = 20;
  second.readyAt = 10;
  expect([store.nextReadyAt(5), uuidsOf(store.next(NO_BOUNDS, 9))]).toEqual([0, ["c"]]);
  end(store, [third]);
  expect([store.nextReadyAt(5), uuidsOf(store.next(NO_BOUNDS, 10))]).toEqual([10, ["b"]]);
  second.state = "inFlight";
  expect(store.nextReadyAt(5)).toBe(20);
  end(store, [first, second]);
  expect([store.nextReadyAt(5), store.all()]).toEqual([undefined, []]);
});

test("fifty thousand messages come out as they went in, though every third has to wait", () => {
  const store = new MemoryStore();
  const numbers = Array.from({ length: 50_000 }, (_, number) => number);
  for (const number of numbers) {
    store.add(makeQueued(String(number), { number: number + 1, readyAt: number % 3 === 0 ? 10 : 0 }));
  }
  const taken: string[] = [];
  for (const now of [0, 10]) {
    for (;;) {
      const messages = store.next({ ...NO_BOUNDS, messages: 250 }, now);
      if (messages.length === 0) break;
      taken.push(...uuidsOf(messages));
      end(store, messages);
    }
  }
  const [later, first] = [
    numbers.filter((number) => number % 3 === 0),
    numbers.filter((number) => number % 3 > 0),
  ];
  expect(taken).toEqual([...first, ...later].map(String));
  expect(store.all()).toEqual([]);
});
