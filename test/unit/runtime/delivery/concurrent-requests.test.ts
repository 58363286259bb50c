import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Answer } from "../../../../src/runtime/delivery/answer.ts";
import { MessageQueue } from "../../../../src/runtime/delivery/message-queue.ts";
import { RequestLoop } from "../../../../src/runtime/delivery/request-loop.ts";
import type { Message } from "../../../../src/runtime/message.ts";
import { FAKE_TIMING } from "./fake-timing.ts";
import { makeMessage } from "./make-message.ts";

const TAKEN: Answer = { kind: "taken", except: new Map() };
const BUSY: Answer = { kind: "busy", cause: "PostHog answered 503", mayHaveArrived: false };
const REFUSED: Answer = { kind: "refused", reason: "http_400", isDivisible: true };

/** A request without an answer. */
interface Open {
  readonly uuids: readonly string[];
  readonly answer: (answer: Answer) => Promise<void>;
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A loop with three requests at once. */
function setUp(): {
  readonly loop: RequestLoop;
  readonly queue: MessageQueue;
  readonly open: readonly Open[];
  readonly interruptions: () => number;
  readonly push: (person: string, count: number) => void;
} {
  const open: Open[] = [];
  let interruptions = 0;
  const queue: MessageQueue = new MessageQueue({
    sender: {
      ready: () => Promise.resolve(true),
      notify: () => {},
      hurry: () => loop.hurry(),
      stop: () => loop.stop(),
      restart: () => loop.restart(),
    },
    bounds: { maxQueueMessages: Infinity, maxQueueBytes: Infinity },
    timing: FAKE_TIMING,
    onOutcome: () => {},
    onClosed: () => {},
  });
  const loop = new RequestLoop({
    queue,
    transport: {
      ready: () => Promise.resolve(true),
      send: (messages: readonly Message[]) =>
        new Promise((resolve) => {
          const one: Open = {
            uuids: messages.map(({ uuid }) => uuid),
            async answer(answer) {
              open.splice(open.indexOf(one), 1);
              resolve([{ messages, answer }]);
              await vi.advanceTimersByTimeAsync(0);
            },
          };
          open.push(one);
        }),
      interrupt: () => (interruptions += 1),
      close: () => {},
      reopen: () => {},
    },
    timing: FAKE_TIMING,
    concurrency: 3,
    onTrouble: () => {},
    onRetry: () => {},
  });
  let last = 0;
  return {
    loop,
    queue,
    open,
    interruptions: () => interruptions,
    push: (distinctId, count) => {
      for (let index = 0; index < count; index += 1) {
        last += 1;
        queue.accept({ ...makeMessage(`${distinctId} ${last}`), distinctId }, false);
      }
    },
  };
}

/** How many messages each open request has, by person. */
function sizes(open: readonly Open[]): readonly string[] {
  return open.map(({ uuids }) => `${uuids[0]?.split(" ")[0]} × ${uuids.length}`);
}

test("no two requests at once have messages of the same person", async () => {
  const { loop, open, push } = setUp();
  push("ann", 250);
  push("bob", 250);
  push("ann", 100);
  push("cem", 10);
  loop.wake(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(sizes(open)).toEqual(["ann × 250", "bob × 250", "cem × 10"]);
  await open[1]?.answer(TAKEN);
  expect(sizes(open)).toEqual(["ann × 250", "cem × 10"]);
  await open[0]?.answer(TAKEN);
  expect(sizes(open)).toEqual(["cem × 10", "ann × 100"]);
});

test("there are no more requests than allowed, and the next begins when one is answered", async () => {
  const { loop, open, push } = setUp();
  for (const person of ["ann", "bob", "cem", "dan", "eve"]) push(person, 250);
  loop.wake(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(sizes(open)).toEqual(["ann × 250", "bob × 250", "cem × 250"]);
  await open[1]?.answer(TAKEN);
  expect(sizes(open)).toEqual(["ann × 250", "cem × 250", "dan × 250"]);
});

test("a host in trouble is asked by one request at a time, until it takes one", async () => {
  const { loop, open, push } = setUp();
  for (const person of ["ann", "bob", "cem", "dan"]) push(person, 250);
  loop.wake(0);
  await vi.advanceTimersByTimeAsync(0);
  while (open.length > 0) await open[0]?.answer(BUSY);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sizes(open)).toEqual(["ann × 250"]);
  await open[0]?.answer(BUSY);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sizes(open)).toEqual(["ann × 250"]);
  await open[0]?.answer(TAKEN);
  expect(sizes(open)).toEqual(["bob × 250", "cem × 250", "dan × 250"]);
});

test("the parts of a refused request follow one another, beside no other request", async () => {
  const { loop, queue, open, push } = setUp();
  push("ann", 250);
  push("bob", 250);
  loop.wake(0);
  await vi.advanceTimersByTimeAsync(0);
  await open[0]?.answer(REFUSED);
  expect(sizes(open)).toEqual(["bob × 250"]);
  const sent: string[] = [];
  await open[0]?.answer(TAKEN);
  while (open.length > 0) {
    expect(open.length).toBe(1);
    sent.push(...(open[0]?.uuids ?? []));
    await open[0]?.answer(TAKEN);
  }
  expect(sent).toEqual(Array.from({ length: 250 }, (_, index) => `ann ${index + 1}`));
  expect(queue.counts().events).toMatchObject({ delivered: 500, queued: 0, inFlight: 0 });
});

test("resting interrupts all requests under way", async () => {
  const { loop, open, interruptions, push } = setUp();
  push("ann", 250);
  push("bob", 250);
  loop.wake(0);
  await vi.advanceTimersByTimeAsync(0);
  loop.rest();
  await open[0]?.answer(BUSY);
  await vi.advanceTimersByTimeAsync(250);
  expect(interruptions()).toBe(1);
});

test("closing ends all requests", async () => {
  const { loop, queue, open, push } = setUp();
  push("ann", 250);
  push("bob", 250);
  loop.wake(0);
  await vi.advanceTimersByTimeAsync(0);
  queue.close("shut_down");
  expect(queue.counts().events).toMatchObject({ inFlight: 0, unknown: 500 });
  await open[0]?.answer(TAKEN);
  expect(queue.counts().events).toMatchObject({ unknown: 500, delivered: 0 });
});
