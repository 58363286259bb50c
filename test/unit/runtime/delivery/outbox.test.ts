import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Outbox, type OutboxCounts } from "../../../../src/runtime/delivery/outbox.ts";
import type { Outcome, QueuedMessage } from "../../../../src/runtime/delivery/queued-message.ts";
import { messageCounts } from "../../../support/message-counts.ts";
import { FAKE_TIMING } from "./fake-timing.ts";
import { makeMessage } from "./make-message.ts";

interface Setup {
  readonly outbox: Outbox;
  readonly outcomes: (readonly [string, Outcome])[];
  /** What its sender was asked to do. */
  readonly asked: string[];
  readonly closings: (readonly [OutboxCounts, boolean])[];
  /** Accepts messages, and gives them back. */
  readonly accept: (...uuids: readonly string[]) => readonly QueuedMessage[];
}

function setUp(bounds = { maxQueueMessages: 100_000, maxQueueBytes: Infinity }): Setup {
  const outcomes: (readonly [string, Outcome])[] = [];
  const asked: string[] = [];
  const closings: (readonly [OutboxCounts, boolean])[] = [];
  const seen: QueuedMessage[] = [];
  const outbox = new Outbox({
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
    for (const uuid of uuids) outbox.accept(makeMessage(uuid), true);
    return seen.splice(0);
  };
  return { outbox, outcomes, asked, closings, accept };
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
    const { outbox, outcomes, accept } = setUp();
    const messages = accept("a", "b", "c", "d");
    const [first, second, third] = messages as [QueuedMessage, QueuedMessage, QueuedMessage];
    outbox.sending(messages.slice(0, 3));
    expect(outbox.counts().events).toEqual(messageCounts({ accepted: 4, queued: 1, inFlight: 3 }));
    outbox.putBack([first]);
    expect(outbox.counts().events).toEqual(messageCounts({ accepted: 4, queued: 2, inFlight: 2 }));
    outbox.settle(first, DELIVERED);
    outbox.settle(second, { kind: "lost", reason: "http_401" });
    outbox.settle(third, { kind: "unknown", reason: "unknown_answer" });
    expect(outbox.counts().events).toEqual({
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
    const { outbox, accept } = setUp();
    accept("a");
    outbox.accept(makeMessage("g", "$groupidentify"), false);
    const [group] = accept() as [QueuedMessage];
    outbox.settle(group, DELIVERED);
    const { events, groupUpdates } = outbox.counts();
    expect(events).toEqual(messageCounts({ accepted: 1, queued: 1 }));
    expect(groupUpdates).toEqual(messageCounts({ accepted: 1, delivered: 1 }));
    expect([outbox.accepted, outbox.waiting, outbox.queued]).toEqual([2, 1, 1]);
  });

  test("each time that a message is sent again counts", () => {
    const { outbox, accept } = setUp();
    const messages = accept("a");
    for (let attempt = 0; attempt < 3; attempt += 1) {
      outbox.sending(messages);
      outbox.putBack(messages);
    }
    expect(outbox.counts().events).toEqual(messageCounts({ accepted: 1, queued: 1, retried: 2 }));
    expect(messages[0]?.attempts).toBe(3);
  });

  test("what waits is known by its weight", () => {
    const { outbox, accept } = setUp();
    const [first, second] = accept("a", "b") as [QueuedMessage, QueuedMessage];
    expect(outbox.counts().waitingBytes).toBe(first.bytes + second.bytes);
    outbox.settle(first, { kind: "lost", reason: "http_400" });
    expect(outbox.counts().waitingBytes).toBe(second.bytes);
  });
});

describe("repeats", () => {
  test("a keyed message that waits is known, however many come after it", () => {
    const { outbox, accept } = setUp();
    accept("waits");
    for (let number = 0; number < 30_000; number += 1) {
      for (const queued of accept(`uuid ${number}`)) outbox.settle(queued, DELIVERED);
    }
    expect(outbox.has("waits")).toBe(true);
    // Of those that were delivered, the last 10,000 at least.
    const numbers = [0, 9999, 20_000, 29_999];
    expect(numbers.map((number) => outbox.has(`uuid ${number}`))).toEqual([false, false, true, true]);
    outbox.forgetDelivered();
    expect([outbox.has("uuid 29999"), outbox.has("waits")]).toEqual([false, true]);
  });

  test("a lost one is to be sent again, and one without a key is never a repeat", () => {
    const { outbox, accept } = setUp();
    const [lost] = accept("a") as [QueuedMessage];
    outbox.settle(lost, { kind: "lost", reason: "http_400" });
    outbox.accept(makeMessage("b"), false);
    const [unkeyed] = accept() as [QueuedMessage];
    expect([outbox.has("a"), outbox.has("b")]).toEqual([false, false]);
    outbox.settle(unkeyed, DELIVERED);
    expect(outbox.has("b")).toBe(false);
  });
});

describe("flushing", () => {
  test("with nothing waiting there is nothing to wait for", async () => {
    const { outbox, asked } = setUp();
    expect(await outbox.flush({ timeoutMs: 1000 })).toEqual(messageCounts());
    expect(asked).toEqual([]);
  });

  test("is over when the messages that waited have ended; later and earlier ones do not count", async () => {
    const { outbox, asked, accept } = setUp();
    const [ended, first, second] = accept("z", "a", "b") as [QueuedMessage, QueuedMessage, QueuedMessage];
    outbox.settle(ended, DELIVERED);
    outbox.sending([first]);
    const flushed = outbox.flush({ timeoutMs: 1000 });
    for (const later of accept("c")) outbox.settle(later, DELIVERED);
    outbox.putBack([first]);
    outbox.sending([first, second]);
    outbox.settle(first, { kind: "lost", reason: "http_401" });
    outbox.settle(second, { kind: "unknown", reason: "unknown_answer" });
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
    const { outbox, accept } = setUp();
    const [first, second, third] = accept("a", "b", "c") as [QueuedMessage, QueuedMessage, QueuedMessage];
    const flushed = outbox.flush({ timeoutMs: 1000 });
    outbox.sending([first, second]);
    outbox.settle(first, DELIVERED);
    vi.advanceTimersByTime(1000);
    outbox.settle(second, DELIVERED);
    outbox.settle(third, DELIVERED);
    expect(await flushed).toEqual(messageCounts({ accepted: 3, delivered: 1, inFlight: 1, queued: 1 }));
  });

  test("at the natural end of a process each delivery gives it the whole time again", async () => {
    const { outbox, accept } = setUp();
    const [first, second] = accept("a", "b", "c") as [QueuedMessage, QueuedMessage];
    let isOver = false;
    void outbox.flush({ timeoutMs: 1000, isExtended: true }).then(() => {
      isOver = true;
    });
    await vi.advanceTimersByTimeAsync(900);
    outbox.settle(first, DELIVERED);
    await vi.advanceTimersByTimeAsync(900);
    outbox.settle(second, { kind: "lost", reason: "http_400" });
    await vi.advanceTimersByTimeAsync(99);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isOver).toBe(true);
  });

  test("a pause may last for half of the time that the most impatient one has left", async () => {
    const { outbox, accept } = setUp();
    const messages = accept("a");
    expect(outbox.pauseLimit()).toBe(Infinity);
    const flushed = [outbox.flush({ timeoutMs: 10_000 }), outbox.flush({ timeoutMs: 4000 })];
    expect(outbox.pauseLimit()).toBe(2000);
    vi.advanceTimersByTime(3900);
    expect(outbox.pauseLimit()).toBe(250);
    for (const message of messages) outbox.settle(message, DELIVERED);
    expect(outbox.pauseLimit()).toBe(Infinity);
    await Promise.all(flushed);
  });

  test("who waits gets one extra attempt: pauses after it are as long as they are", () => {
    const { outbox, accept } = setUp();
    accept("a");
    void outbox.flush({ timeoutMs: 10_000 });
    outbox.useExtraAttempt();
    expect(outbox.pauseLimit()).toBe(Infinity);
    void outbox.flush({ timeoutMs: 4000 });
    expect(outbox.pauseLimit()).toBe(2000);
  });

  test("does not wait where the host gives no timers", async () => {
    const { outbox, accept } = setUp();
    accept("a");
    vi.stubGlobal("setTimeout", () => {
      throw new Error("no timers here");
    });
    expect(await outbox.flush({ timeoutMs: 1000 })).toEqual(messageCounts({ accepted: 1, queued: 1 }));
    vi.unstubAllGlobals();
  });
});

describe("room", () => {
  test("is what messages and bytes leave", () => {
    const { outbox, accept } = setUp({ maxQueueMessages: 2, maxQueueBytes: 5000 });
    const [first] = accept("a") as [QueuedMessage];
    const large = { ...makeMessage("c"), properties: { note: "x".repeat(5000) } };
    expect(outbox.refusalOf([makeMessage("b")])).toBe(undefined);
    expect(outbox.refusalOf([large])).toBe("queue_full");
    expect(outbox.refusalOf([makeMessage("b"), makeMessage("c")])).toBe("queue_full");
    outbox.settle(first, DELIVERED);
    expect(outbox.refusalOf([makeMessage("b"), makeMessage("c")])).toBe(undefined);
  });

  test("is counted for events and updates of groups together, to the last character", () => {
    const { outbox, accept } = setUp({ maxQueueMessages: 3, maxQueueBytes: 10_000 });
    const [first] = accept("a") as [QueuedMessage];
    outbox.accept(makeMessage("g", "$groupidentify"), false);
    expect([outbox.waiting, outbox.queued]).toEqual([2, 2]);
    expect(outbox.refusalOf([makeMessage("b"), makeMessage("c")])).toBe("queue_full");

    const { outbox: small } = setUp({ maxQueueMessages: 9, maxQueueBytes: first.bytes * 2 });
    small.accept(makeMessage("a"), false);
    expect(small.refusalOf([makeMessage("b")])).toBe(undefined);
    small.accept(makeMessage("b"), false);
    expect(small.refusalOf([makeMessage("c")])).toBe("queue_full");
  });

  test("is not weighed where the largest messages fit", () => {
    const { outbox } = setUp({ maxQueueMessages: 9, maxQueueBytes: 900_000 });
    const unreadable = {
      ...makeMessage("a"),
      get properties(): never {
        throw new Error("weighed");
      },
    };
    expect(outbox.refusalOf([unreadable])).toBe(undefined);
  });

  test("in characters is waited for, too", async () => {
    const { outbox, accept } = setUp({ maxQueueMessages: 9, maxQueueBytes: 2000 });
    const large = { ...makeMessage("a"), properties: { note: "x".repeat(1000) } };
    outbox.accept(large, false);
    const [queued] = accept() as [QueuedMessage];
    const waited = outbox.waitForCapacity(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(await waited).toBe(false);
    outbox.settle(queued, DELIVERED);
    // With half of it free, at the character, nobody waits.
    const half = setUp({ maxQueueMessages: 9, maxQueueBytes: queued.bytes * 2 });
    half.outbox.accept(large, false);
    vi.stubGlobal("setTimeout", () => {
      throw new Error("somebody waits");
    });
    expect([await outbox.waitForCapacity(1000), await half.outbox.waitForCapacity(1000)]).toEqual([
      true,
      true,
    ]);
    vi.unstubAllGlobals();
  });

  test("is waited for until half is free", async () => {
    const { outbox, accept } = setUp({ maxQueueMessages: 4, maxQueueBytes: Infinity });
    const messages = accept("a", "b", "c", "d");
    const seen: (boolean | undefined)[] = [undefined, undefined];
    void outbox.waitForCapacity(10_000).then((hasRoom) => (seen[0] = hasRoom));
    void outbox.waitForCapacity(50).then((hasRoom) => (seen[1] = hasRoom));
    outbox.settle(messages[0] as QueuedMessage, DELIVERED);
    await vi.advanceTimersByTimeAsync(50);
    expect(seen).toEqual([undefined, false]);
    outbox.settle(messages[1] as QueuedMessage, DELIVERED);
    await vi.advanceTimersByTimeAsync(0);
    expect(seen).toEqual([true, false]);
  });
});

describe("closing", () => {
  test("after a flush is what shutting down is, and nobody calls it hasty", async () => {
    const { outbox, asked, closings, accept } = setUp();
    accept("a");
    const done = outbox.shutdown(1000);
    expect(asked).toEqual(["hurry"]);
    await vi.advanceTimersByTimeAsync(999);
    expect(closings).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await done;
    expect(closings).toEqual([[outbox.counts(), false]]);
    expect(outbox.counts().events).toMatchObject({ accepted: 1, lostBy: { shut_down: 1 } });
  });

  test("ends everything by what is known of it, and takes nothing more", async () => {
    const { outbox, outcomes, asked, closings, accept } = setUp();
    const [first, second] = accept("in flight", "timed out", "queued") as [QueuedMessage, QueuedMessage];
    outbox.sending([first, second]);
    second.mayHaveArrived = true;
    outbox.putBack([second]);
    const flushed = outbox.flush({ timeoutMs: 1000 });
    outbox.close("process_ended", true);
    outbox.close("shut_down");
    expect(outcomes).toEqual([
      ["in flight", { kind: "unknown", reason: "process_ended" }],
      ["timed out", { kind: "unknown", reason: "process_ended" }],
      ["queued", { kind: "lost", reason: "process_ended" }],
    ]);
    expect(await flushed).toMatchObject({ accepted: 3, unknown: 2, lost: 1 });
    expect(closings).toEqual([[outbox.counts(), true]]);
    expect([asked, outbox.refusalOf([makeMessage("d")])]).toEqual([["hurry", "stop"], "shut_down"]);
  });

  test("because the process ends is undone when it lives on; shutting down is not", () => {
    const { outbox, asked } = setUp();
    outbox.close("process_ended");
    expect([outbox.reopen(), outbox.reopen(), outbox.refusalOf([makeMessage("a")])]).toEqual([
      true,
      false,
      undefined,
    ]);
    outbox.close("shut_down");
    expect([outbox.reopen(), asked]).toEqual([false, ["stop", "restart", "stop"]]);
  });

  test("for want of posthog-node is said as a loss each, and summed up at the end", () => {
    const { outbox, outcomes, closings, accept } = setUp();
    accept("a");
    outbox.close("posthog_node_missing");
    expect(outcomes).toEqual([["a", { kind: "lost", reason: "posthog_node_missing" }]]);
    expect([outbox.refusalOf([makeMessage("b")]), closings.length]).toEqual(["posthog_node_missing", 0]);
    outbox.close("shut_down");
    expect([outbox.refusalOf([makeMessage("b")]), closings.length]).toEqual(["shut_down", 1]);
  });
});

test("it is ready when its sender is", async () => {
  expect(await setUp().outbox.ready()).toBe(true);
});

test("what is in a request that never ends is sent again, and may have arrived", () => {
  const { outbox, accept } = setUp();
  const [first, second] = accept("a", "b") as [QueuedMessage, QueuedMessage];
  outbox.sending([first]);
  outbox.putBackInFlight();
  expect([first, second]).toMatchObject([
    { state: "queued", mayHaveArrived: true },
    { state: "queued", mayHaveArrived: false },
  ]);
});
