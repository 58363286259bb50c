import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { MessageQueue, type QueueCounts } from "../../../../src/runtime/delivery/message-queue.ts";
import type { Outcome, QueuedMessage } from "../../../../src/runtime/delivery/queued-message.ts";
import { messageCounts } from "../../../support/message-counts.ts";
import { FAKE_TIMING } from "./fake-timing.ts";
import { makeMessage } from "./make-message.ts";

interface Setup {
  readonly queue: MessageQueue;
  readonly outcomes: (readonly [string, Outcome])[];
  /** What its sender was asked to do. */
  readonly asked: string[];
  readonly closings: (readonly [QueueCounts, boolean])[];
  /** Accepts messages, and gives them back. */
  readonly accept: (...uuids: readonly string[]) => readonly QueuedMessage[];
}

function setUp(bounds = { maxQueueMessages: 100_000, maxQueueBytes: Infinity }): Setup {
  const outcomes: (readonly [string, Outcome])[] = [];
  const asked: string[] = [];
  const closings: (readonly [QueueCounts, boolean])[] = [];
  const seen: QueuedMessage[] = [];
  const queue = new MessageQueue({
    sender: {
      ready: () => Promise.resolve(true),
      notify: (queued) => seen.push(queued),
      hurry: () => asked.push("hurry"),
      stop: () => asked.push("stop"),
      restart: () => asked.push("restart"),
    },
    bounds,
    timing: FAKE_TIMING,
    onOutcome: ({ message }, outcome) => outcomes.push([message.uuid, outcome]),
    onClosed: (counts, isHasty) => closings.push([counts, isHasty]),
  });
  const accept = (...uuids: readonly string[]): readonly QueuedMessage[] => {
    for (const uuid of uuids) queue.accept(makeMessage(uuid), true);
    return seen.splice(0);
  };
  return { queue, outcomes, asked, closings, accept };
}

const DELIVERED: Outcome = { kind: "delivered" };

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("counts", () => {
  test("an accepted message is queued, in flight, and then in one place for ever", () => {
    const { queue, outcomes, accept } = setUp();
    const messages = accept("a", "b", "c", "d");
    const [first, second, third] = messages as [QueuedMessage, QueuedMessage, QueuedMessage];
    queue.sending(messages.slice(0, 3));
    expect(queue.counts().events).toEqual(messageCounts({ accepted: 4, queued: 1, inFlight: 3 }));
    queue.putBack([first]);
    expect(queue.counts().events).toEqual(messageCounts({ accepted: 4, queued: 2, inFlight: 2 }));
    queue.settle(first, DELIVERED);
    queue.settle(second, { kind: "lost", reason: "http_401" });
    queue.settle(third, { kind: "unknown", reason: "unknown_answer" });
    expect(queue.counts().events).toEqual({
      accepted: 4,
      queued: 1,
      inFlight: 0,
      delivered: 1,
      unknown: 1,
      lost: 1,
      lostBy: { http_401: 1 },
      undelivered: { e: 2 },
      retried: 0,
    });
    expect(outcomes).toEqual([
      ["a", { kind: "delivered" }],
      ["b", { kind: "lost", reason: "http_401" }],
      ["c", { kind: "unknown", reason: "unknown_answer" }],
    ]);
  });

  test("group updates are counted apart", () => {
    const { queue, accept } = setUp();
    accept("a");
    queue.accept(makeMessage("g", "$groupidentify"), false);
    const [group] = accept() as [QueuedMessage];
    queue.settle(group, DELIVERED);
    const { events, groupUpdates } = queue.counts();
    expect(events).toEqual(messageCounts({ accepted: 1, queued: 1 }));
    expect(groupUpdates).toEqual(messageCounts({ accepted: 1, delivered: 1 }));
    expect([queue.accepted, queue.waiting, queue.queued]).toEqual([2, 1, 1]);
  });

  test("each time that a message is sent again counts", () => {
    const { queue, accept } = setUp();
    const messages = accept("a");
    for (let attempt = 0; attempt < 3; attempt += 1) {
      queue.sending(messages);
      queue.putBack(messages);
    }
    expect(queue.counts().events).toEqual(messageCounts({ accepted: 1, queued: 1, retried: 2 }));
    expect(messages[0]?.attempts).toBe(3);
  });

  test("what waits is known by its weight", () => {
    const { queue, accept } = setUp();
    const [first, second] = accept("a", "b") as [QueuedMessage, QueuedMessage];
    expect(queue.counts().waitingBytes).toBe(first.bytes + second.bytes);
    queue.settle(first, { kind: "lost", reason: "http_400" });
    expect(queue.counts().waitingBytes).toBe(second.bytes);
  });
});

describe("repeats", () => {
  test("a keyed message that waits is known, however many come after it", () => {
    const { queue, accept } = setUp();
    accept("waits");
    for (let number = 0; number < 30_000; number += 1) {
      for (const queued of accept(`uuid ${number}`)) queue.settle(queued, DELIVERED);
    }
    expect(queue.has("waits")).toBe(true);
    // Of those that were delivered, the last 10,000 at least.
    const numbers = [0, 9999, 20_000, 29_999];
    expect(numbers.map((number) => queue.has(`uuid ${number}`))).toEqual([false, false, true, true]);
    queue.forgetDelivered();
    expect([queue.has("uuid 29999"), queue.has("waits")]).toEqual([false, true]);
  });

  test("a lost one is to be sent again, and one without a key is never a repeat", () => {
    const { queue, accept } = setUp();
    const [lost] = accept("a") as [QueuedMessage];
    queue.settle(lost, { kind: "lost", reason: "http_400" });
    queue.accept(makeMessage("b"), false);
    const [unkeyed] = accept() as [QueuedMessage];
    expect([queue.has("a"), queue.has("b")]).toEqual([false, false]);
    queue.settle(unkeyed, DELIVERED);
    expect(queue.has("b")).toBe(false);
  });
});

describe("flushing", () => {
  test("with nothing waiting there is nothing to wait for", async () => {
    const { queue, asked } = setUp();
    expect(await queue.flush({ timeoutMs: 1000 })).toEqual(messageCounts());
    expect(asked).toEqual([]);
  });

  test("is over when the messages that waited have ended; later and earlier ones do not count", async () => {
    const { queue, asked, accept } = setUp();
    const [ended, first, second] = accept("z", "a", "b") as [QueuedMessage, QueuedMessage, QueuedMessage];
    queue.settle(ended, DELIVERED);
    queue.sending([first]);
    const flushed = queue.flush({ timeoutMs: 1000 });
    for (const later of accept("c")) queue.settle(later, DELIVERED);
    queue.putBack([first]);
    queue.sending([first, second]);
    queue.settle(first, { kind: "lost", reason: "http_401" });
    queue.settle(second, { kind: "unknown", reason: "unknown_answer" });
    expect(await flushed).toEqual(
      messageCounts({
        accepted: 2,
        lost: 1,
        unknown: 1,
        lostBy: { http_401: 1 },
        undelivered: { e: 2 },
        retried: 1,
      }),
    );
    expect(asked).toEqual(["hurry"]);
  });

  test("says what still waits when the time is over, and nothing that comes later changes it", async () => {
    const { queue, accept } = setUp();
    const [first, second, third] = accept("a", "b", "c") as [QueuedMessage, QueuedMessage, QueuedMessage];
    const flushed = queue.flush({ timeoutMs: 1000 });
    queue.sending([first, second]);
    queue.settle(first, DELIVERED);
    vi.advanceTimersByTime(1000);
    queue.settle(second, DELIVERED);
    queue.settle(third, DELIVERED);
    expect(await flushed).toEqual(messageCounts({ accepted: 3, delivered: 1, inFlight: 1, queued: 1 }));
  });

  test("at the natural end of a process each delivery gives it the whole time again", async () => {
    const { queue, accept } = setUp();
    const [first, second] = accept("a", "b", "c") as [QueuedMessage, QueuedMessage];
    let isOver = false;
    void queue.flush({ timeoutMs: 1000, isExtended: true }).then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(900);
    queue.settle(first, DELIVERED);
    await vi.advanceTimersByTimeAsync(900);
    queue.settle(second, { kind: "lost", reason: "http_400" });
    await vi.advanceTimersByTimeAsync(99);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isOver).toBe(true);
  });

  test("a pause may last for half of the time that the most impatient one has left", async () => {
    const { queue, accept } = setUp();
    const messages = accept("a");
    expect(queue.pauseLimit()).toBe(Infinity);
    const flushed = [queue.flush({ timeoutMs: 10_000 }), queue.flush({ timeoutMs: 4000 })];
    expect(queue.pauseLimit()).toBe(2000);
    vi.advanceTimersByTime(3900);
    expect(queue.pauseLimit()).toBe(250);
    for (const message of messages) queue.settle(message, DELIVERED);
    expect(queue.pauseLimit()).toBe(Infinity);
    await Promise.all(flushed);
  });

  test("who waits gets one extra attempt: pauses after it are as long as they are", () => {
    const { queue, accept } = setUp();
    accept("a");
    void queue.flush({ timeoutMs: 10_000 });
    queue.useExtraAttempt();
    expect(queue.pauseLimit()).toBe(Infinity);
    void queue.flush({ timeoutMs: 4000 });
    expect(queue.pauseLimit()).toBe(2000);
  });

  test("does not wait where the host gives no timers", async () => {
    const { queue, accept } = setUp();
    accept("a");
    vi.stubGlobal("setTimeout", () => {
      throw new Error("no timers here");
    });
    expect(await queue.flush({ timeoutMs: 1000 })).toEqual(messageCounts({ accepted: 1, queued: 1 }));
    vi.unstubAllGlobals();
  });
});

describe("room", () => {
  test("is what messages and bytes leave", () => {
    const { queue, accept } = setUp({ maxQueueMessages: 2, maxQueueBytes: 5000 });
    const [first] = accept("a") as [QueuedMessage];
    const large = { ...makeMessage("c"), properties: { note: "x".repeat(5000) } };
    expect(queue.refusalOf([makeMessage("b")])).toBe(undefined);
    expect(queue.refusalOf([large])).toBe("queue_full");
    expect(queue.refusalOf([makeMessage("b"), makeMessage("c")])).toBe("queue_full");
    queue.settle(first, DELIVERED);
    expect(queue.refusalOf([makeMessage("b"), makeMessage("c")])).toBe(undefined);
  });

  test("is counted for events and updates of groups together, to the last character", () => {
    const { queue, accept } = setUp({ maxQueueMessages: 3, maxQueueBytes: 10_000 });
    const [first] = accept("a") as [QueuedMessage];
    queue.accept(makeMessage("g", "$groupidentify"), false);
    expect([queue.waiting, queue.queued]).toEqual([2, 2]);
    expect(queue.refusalOf([makeMessage("b"), makeMessage("c")])).toBe("queue_full");

    const { queue: small } = setUp({ maxQueueMessages: 9, maxQueueBytes: first.bytes * 2 });
    small.accept(makeMessage("a"), false);
    expect(small.refusalOf([makeMessage("b")])).toBe(undefined);
    small.accept(makeMessage("b"), false);
    expect(small.refusalOf([makeMessage("c")])).toBe("queue_full");
  });

  test("is not weighed where the largest messages fit", () => {
    const { queue } = setUp({ maxQueueMessages: 9, maxQueueBytes: 900_000 });
    const unreadable = {
      ...makeMessage("a"),
      get properties(): never {
        throw new Error("weighed");
      },
    };
    expect(queue.refusalOf([unreadable])).toBe(undefined);
  });

  test("in characters is waited for, too", async () => {
    const { queue, accept } = setUp({ maxQueueMessages: 9, maxQueueBytes: 2000 });
    const large = { ...makeMessage("a"), properties: { note: "x".repeat(1000) } };
    queue.accept(large, false);
    const [queued] = accept() as [QueuedMessage];
    const waited = queue.waitForCapacity(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(await waited).toBe(false);
    queue.settle(queued, DELIVERED);
    // With half of it free, at the character, nobody waits.
    const half = setUp({ maxQueueMessages: 9, maxQueueBytes: queued.bytes * 2 });
    half.queue.accept(large, false);
    vi.stubGlobal("setTimeout", () => {
      throw new Error("somebody waits");
    });
    expect([await queue.waitForCapacity(1000), await half.queue.waitForCapacity(1000)]).toEqual([true, true]);
    vi.unstubAllGlobals();
  });

  test("is waited for until half is free", async () => {
    const { queue, accept } = setUp({ maxQueueMessages: 4, maxQueueBytes: Infinity });
    const messages = accept("a", "b", "c", "d");
    const seen: (boolean | undefined)[] = [undefined, undefined];
    void queue.waitForCapacity(10_000).then((hasRoom) => (seen[0] = hasRoom));
    void queue.waitForCapacity(50).then((hasRoom) => (seen[1] = hasRoom));
    queue.settle(messages[0] as QueuedMessage, DELIVERED);
    await vi.advanceTimersByTimeAsync(50);
    expect(seen).toEqual([undefined, false]);
    queue.settle(messages[1] as QueuedMessage, DELIVERED);
    await vi.advanceTimersByTimeAsync(0);
    expect(seen).toEqual([true, false]);
  });
});

describe("closing", () => {
  test("after a flush is what shutting down is, and nobody calls it hasty", async () => {
    const { queue, asked, closings, accept } = setUp();
    accept("a");
    const done = queue.shutdown(1000);
    expect(asked).toEqual(["hurry"]);
    await vi.advanceTimersByTimeAsync(999);
    expect(closings).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await done;
    expect(closings).toEqual([[queue.counts(), false]]);
    expect(queue.counts().events).toMatchObject({ accepted: 1, lostBy: { shut_down: 1 } });
  });

  test("ends everything by what is known of it, and takes nothing more", async () => {
    const { queue, outcomes, asked, closings, accept } = setUp();
    const [first, second] = accept("in flight", "timed out", "queued") as [QueuedMessage, QueuedMessage];
    queue.sending([first, second]);
    second.mayHaveArrived = true;
    queue.putBack([second]);
    const flushed = queue.flush({ timeoutMs: 1000 });
    queue.close("process_ended", true);
    queue.close("shut_down");
    expect(outcomes).toEqual([
      ["in flight", { kind: "unknown", reason: "process_ended" }],
      ["timed out", { kind: "unknown", reason: "process_ended" }],
      ["queued", { kind: "lost", reason: "process_ended" }],
    ]);
    expect(await flushed).toMatchObject({ accepted: 3, unknown: 2, lost: 1 });
    expect(closings).toEqual([[queue.counts(), true]]);
    expect([asked, queue.refusalOf([makeMessage("d")])]).toEqual([["hurry", "stop"], "shut_down"]);
  });

  test("because the process ends is undone when it lives on; shutting down is not", () => {
    const { queue, asked } = setUp();
    queue.close("process_ended");
    expect([queue.reopen(), queue.reopen(), queue.refusalOf([makeMessage("a")])]).toEqual([
      true,
      false,
      undefined,
    ]);
    queue.close("shut_down");
    expect([queue.reopen(), asked]).toEqual([false, ["stop", "restart", "stop"]]);
  });

  test("for want of posthog-node is said as a loss each, and summed up at the end", () => {
    const { queue, outcomes, closings, accept } = setUp();
    accept("a");
    queue.close("posthog_node_missing");
    expect(outcomes).toEqual([["a", { kind: "lost", reason: "posthog_node_missing" }]]);
    expect([queue.refusalOf([makeMessage("b")]), closings.length]).toEqual(["posthog_node_missing", 0]);
    queue.close("shut_down");
    expect([queue.refusalOf([makeMessage("b")]), closings.length]).toEqual(["shut_down", 1]);
  });
});

test("it is ready when its sender is", async () => {
  expect(await setUp().queue.ready()).toBe(true);
});

test("what is in a request that never ends is sent again, and may have arrived", () => {
  const { queue, accept } = setUp();
  const [first, second] = accept("a", "b") as [QueuedMessage, QueuedMessage];
  queue.sending([first]);
  queue.putBackInFlight();
  expect([first, second]).toMatchObject([
    { state: "queued", mayHaveArrived: true },
    { state: "queued", mayHaveArrived: false },
  ]);
});
